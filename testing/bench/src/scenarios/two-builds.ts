import { contestOfGenerations, generationsIn, warmUpSeconds } from '../contest.js';
import { type BenchDatabase, checkpoint, fill, openDatabase } from '../database.js';
import { load } from '../load.js';
import { pacedLoad } from '../paced-load.js';
import { builtHere, migrateBy, type Processes, processesOn, type Running, token } from '../processes.js';
import type { Ratio, Scenario, Stage } from '../scenario.js';
import { median } from '../statistics.js';

const connections = 64;

/** Changes a second at a normal load: a third of the peak of a small machine, or less. */
const normalRate = 2500;

/** A database of its own with the schemas of one build, and the processes of that build on it. */
interface Standing {
  readonly database: BenchDatabase;
  readonly processes: Processes;
}

const standing = async (casm: string, { brokers, customers }: Stage): Promise<Standing> => {
  const database = await openDatabase((databaseUrl) => migrateBy(casm, { databaseUrl, brokers }));
  const processes = processesOn({ databaseUrl: database.url, brokers, casm });
  try {
    await fill(database, customers);
    return { database, processes };
  } catch (error) {
    await database.stop();
    throw error;
  }
};

const stop = async ({ processes, database }: Standing): Promise<void> => {
  await processes.stopAll();
  await database.stop();
};

/** This build and another one, by its main.js, in turns, each with the options of deploy/. */
export const twoBuilds = (otherBuild: string): Scenario => ({
  name: 'two-builds',
  run: async (stage) => {
    const here = await standing(builtHere, stage);
    const other = await standing(otherBuild, stage).catch(async (error: unknown) => {
      await stop(here);
      throw error;
    });
    // No relay runs. Each run begins with an empty outbox.
    const by =
      ({ database }: Standing, { url }: Running, rate: number | null = null) =>
      async (seconds: number) => {
        await database.query('truncate casm.outbox');
        await checkpoint(database);
        const options = { urls: [url], token, connections, customers: stage.customers, seconds };
        const { perSecond, p50, p99 } = await (rate === null ? load(options) : pacedLoad({ ...options, rate }));
        return { throughput: perSecond, p50, p99 };
      };
    const normal = { other: `other build, ${normalRate}/s`, here: `this build, ${normalRate}/s` };
    const memory: Record<'here' | 'other', Array<number>> = { here: [], other: [] };
    const generation = async () => {
      const [ofHere, ofOther] = [await here.processes.start('serve'), await other.processes.start('serve')];
      await by(here, ofHere)(warmUpSeconds);
      await by(other, ofOther)(warmUpSeconds);
      return {
        contenders: {
          'other build': by(other, ofOther),
          'this build': by(here, ofHere),
          [normal.other]: by(other, ofOther, normalRate),
          [normal.here]: by(here, ofHere, normalRate),
        },
        stop: async () => {
          memory.here.push(await ofHere.peakMemory());
          memory.other.push(await ofOther.peakMemory());
          await Promise.all([ofHere.stop(), ofOther.stop()]);
        },
      };
    };
    try {
      const result = await contestOfGenerations(stage, generation);
      const ratios = result.toOther('this build', 'other build');
      const latency = (measure: 'p50' | 'p99'): Ratio => ({
        name: `${measure} of this build to the other's at ${normalRate}/s, median of the rounds`,
        value: median(result.toOther(normal.here, normal.other, measure)),
        goal: { atMost: 1.1 },
      });
      return {
        title: `Segment changes over HTTP, ${connections} connections: this build and another one`,
        figures: [
          ...result.figures,
          { name: 'this build, peak memory', value: Math.max(...memory.here), unit: 'MiB' },
          { name: 'other build, peak memory', value: Math.max(...memory.other), unit: 'MiB' },
        ],
        ratios: [
          { name: 'this build to the other, median of the rounds', value: median(ratios), goal: { atLeast: 1 } },
          latency('p50'),
          latency('p99'),
        ],
        notes: [
          `In the rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}. Each round begins with another contender`,
          `Each build has ${generationsIn(stage)} processes, one after the other, on a database of its own, with the options of deploy/; no relay runs`,
          `${stage.database.durability}; ${stage.customers} customers; load generator and PostgreSQL on the same machine`,
          ...result.cores,
        ],
      };
    } finally {
      await stop(here);
      await stop(other);
    }
  },
});
