import { checkpoint } from '../database.js';
import type { Order, Phase } from '../generator-process.js';
import { generate } from '../generator.js';
import { token } from '../processes.js';
import type { Figure, Ratio, Report, Scenario, Stage } from '../scenario.js';
import { figureOf, median } from '../statistics.js';

const crowd = 12_000;

/** What is served beside the changes; `{n}` is the number of a customer. */
const routes = {
  '/livez': '/livez',
  '/readyz': '/readyz',
  '/metrics': '/metrics',
  'customer reads': '/v1/casm/customers/read?refId=bench-{n}',
};

type Serving = Awaited<ReturnType<Stage['start']>>;

/** The most memory that it takes while something runs, in MiB. */
const mostMemory = async <A>(serve: Serving, run: Promise<A>): Promise<readonly [A, number]> => {
  let most = 0;
  const sampling = setInterval(() => void serve.memory().then((resident) => (most = Math.max(most, resident))), 250);
  try {
    return [await run, most];
  } finally {
    clearInterval(sampling);
  }
};

const only = ([phase]: ReadonlyArray<Phase>): Phase => {
  if (phase === undefined) throw new Error('the load generator told of no phase');
  return phase;
};

const ofEach =
  (measure: 'sentPerSecond' | 'goodPerSecond' | 'cpuPerRequest' | 'lastBadMs') =>
  (phases: ReadonlyArray<Phase>): ReadonlyArray<number> =>
    phases.map((phase) => phase[measure]);

const told = (
  name: string,
  { sentPerSecond, goodPerSecond, refusedPerSecond, failed, unsent, cpuPerRequest, p50, p99 }: Phase,
): string =>
  `  ${name}: sent ${sentPerSecond.toFixed(0)}/s, good ${goodPerSecond.toFixed(0)}/s, refused ${refusedPerSecond.toFixed(0)}/s, p50 ${p50?.toFixed(0)} ms, p99 ${p99?.toFixed(0)} ms, failed ${failed}, unsent ${unsent}, generator ${cpuPerRequest.toFixed(0)} µs a request`;

/**
 * Twice and three times what the service can do, sent whatever the answers take, on 12,000 connections; and 64 writers beside
 * others who ask for something else in a loop. The load generators are processes of their own.
 */
export const overload: Scenario = {
  name: 'overload',
  long: true,
  run: async (stage): Promise<Report> => {
    const { customers, seconds, say } = stage;
    // Nothing is published meanwhile.
    const serving = (): Promise<Serving> => stage.start('serve', { CASM_OUTBOX_CEILING: '100000000' });
    const orderTo =
      ({ url }: Serving) =>
      (given: Pick<Order, 'connections' | 'phases'> & { readonly get?: string }): Promise<ReadonlyArray<Phase>> =>
        generate({ url, token, get: null, customers, ...given });
    const closed = { rate: null, seconds, warmUp: seconds / 3 };

    const peaks: Array<readonly [before: Phase, after: Phase]> = [];
    const memories: Array<number> = [];
    const [doubles, triples, calms]: [Array<Phase>, Array<Phase>, Array<Phase>] = [[], [], []];
    // A process of its own for each round: some are faster than others for as long as they live.
    for (let round = 1; round <= stage.rounds; round += 1) {
      await checkpoint(stage.database);
      const serve = await serving();
      const order = orderTo(serve);
      const changing = async (): Promise<Phase> => only(await order({ connections: 64, phases: [closed] }));
      await changing();
      const before = await changing();
      say(told(`round ${round}: 64 connections, the peak`, before));
      const rate = (times: number) => ({ rate: before.goodPerSecond * times, seconds, warmUp: seconds / 3 });
      const calm = { ...rate(0.5), warmUp: 0 };
      const [[twice, afterTwice, thrice, afterThrice], memory] = await mostMemory(
        serve,
        order({ connections: crowd, phases: [rate(2), calm, rate(3), calm] }),
      );
      if (twice === undefined || thrice === undefined || afterTwice === undefined || afterThrice === undefined)
        throw new Error('the load generator told of too few phases');
      say(told('twice the peak', twice));
      say(told('half of it after that', afterTwice));
      say(told('three times the peak', thrice));
      say(told('half of it after that', afterThrice));
      doubles.push(twice);
      triples.push(thrice);
      calms.push(afterTwice, afterThrice);
      memories.push(memory);
      peaks.push([before, await changing()]);
      await serve.stop();
    }
    const [sent, good] = [ofEach('sentPerSecond'), ofEach('goodPerSecond')];
    /** The machine is not always as fast, so a rate is compared with the peaks before and after it. */
    const toPeak = (phases: ReadonlyArray<Phase>): number =>
      median(phases.map(({ goodPerSecond }, round) => goodPerSecond / median(good(peaks[round] ?? []))));
    const p99Of = (phases: ReadonlyArray<Phase>): number => median(phases.map(({ p99 }) => p99 ?? NaN));

    const figures: Array<Figure> = [
      figureOf('64 connections, the peak', '/s', good(peaks.flat())),
      figureOf('twice the peak, sent', '/s', sent(doubles)),
      figureOf('twice the peak, answered with 200', '/s', good(doubles)),
      figureOf('three times the peak, sent', '/s', sent(triples)),
      figureOf('three times the peak, answered with 200', '/s', good(triples)),
      figureOf('processor time of the load generator for a request then', 'µs', ofEach('cpuPerRequest')(triples)),
    ];
    const recovery = Math.max(...ofEach('lastBadMs')(calms)) / 1000;
    const ratios: Array<Ratio> = [
      { name: 'goodput at twice the peak', value: toPeak(doubles), goal: { atLeast: 0.8 } },
      { name: 'goodput at three times', value: toPeak(triples), goal: { atLeast: 0.8 } },
      { name: 'p99 of what is answered with 200, at twice', value: p99Of(doubles), unit: 'ms', goal: { atMost: 500 } },
      { name: 'the same at three times', value: p99Of(triples), unit: 'ms', goal: { atMost: 500 } },
      { name: 'most memory', value: Math.max(...memories), unit: 'MiB', goal: { atMost: 400 } },
      { name: 'the last bad answer after it', value: recovery, unit: 's', goal: { atMost: 2 } },
    ];

    const order = orderTo(await serving());
    const beside = { ...closed, seconds: seconds * 0.6, warmUp: seconds * 0.2 };
    const alone = async (): Promise<number> => only(await order({ connections: 64, phases: [beside] })).goodPerSecond;
    let before = await alone();
    for (const [name, get] of Object.entries(routes))
      for (const others of [64, 256, 1000]) {
        const [writers, readers] = await Promise.all([
          order({ connections: 64, phases: [beside] }),
          order({ connections: others, phases: [beside], get }),
        ]);
        const [{ goodPerSecond: written }, { goodPerSecond: read }] = [only(writers), only(readers)];
        const after = await alone();
        const kept = written / median([before, after]);
        before = after;
        say(
          `  64 writers beside ${others} on ${name}: ${written.toFixed(0)}/s (${kept.toFixed(2)}), others ${read.toFixed(0)}/s`,
        );
        figures.push({ name: `64 writers beside ${others} on ${name}`, value: written, unit: '/s' });
        const goal = { atLeast: name === 'customer reads' ? 0.4 : 0.7 };
        ratios.push({ name: `kept beside ${others} on ${name}`, value: kept, goal });
      }
    return {
      title: `Overload: ${crowd.toLocaleString('en')} connections, and writers beside others`,
      figures,
      ratios,
      notes: [
        'A ratio is to what 64 writers alone do before and after it, since the machine is not always as fast; those of the goodput are medians of the rounds, each with a process of its own',
        `${stage.database.durability}; ${customers} customers; NODE_OPTIONS as in deploy/ unless set; load generators and PostgreSQL on the same machine`,
      ],
    };
  },
};
