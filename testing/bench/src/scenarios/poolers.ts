import { type PgBouncer, pgbouncerMissing, startPgBouncer } from '@casm/test-engines';
import { contestOfGenerations, generationsIn } from '../contest.js';
import { embeddedStore } from '../embedded-store.js';
import type { Scenario, Stage } from '../scenario.js';
import type { Sending } from '../statements-as-sent.js';
import { median } from '../statistics.js';

const inFlight = 64;

const asTheStoreDoes: Sending = { named: true, settingsEachTime: false };

/** What the store sets for its batches and decides how they are planned; the other settings are the server's defaults here. */
const settingsOfBatches = [
  'enable_seqscan = off',
  'enable_hashjoin = off',
  'enable_mergejoin = off',
  'plan_cache_mode = force_generic_plan',
  'jit = off',
];

/** PgBouncer can prepare named statements again on another server process from this version on. */
const preparesAgain = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 21);
};

const names = {
  direct: 'without a pooler',
  session: 'session mode',
  prepared: 'transaction mode, named statements, settings of the database',
  preparedAndSet: 'transaction mode, named statements, settings in each transaction',
  unnamed: 'transaction mode, no named statements, settings of the database',
  unnamedAndSet: 'transaction mode, no named statements, settings in each transaction',
};

/**
 * What a pooler costs, and what its transaction mode would: the store embedded in a process, 64 changes at once. The store itself is refused
 * in transaction mode. Here the driver sends its statements as a build would that works there.
 */
export const poolers: Scenario = {
  name: 'poolers',
  long: true,
  run: async (stage: Stage) => {
    const missing = await pgbouncerMissing();
    if (missing !== null) throw new Error(missing);
    const { database, customers } = stage;
    const started: Array<PgBouncer> = [];
    const pooler = async (...args: Parameters<typeof startPgBouncer>): Promise<PgBouncer> => {
      const one = await startPgBouncer(...args);
      started.push(one);
      return one;
    };
    try {
      for (const setting of settingsOfBatches) await database.query(`alter database postgres set ${setting}`);
      const session = await pooler('session', database.url);
      const { version } = session;
      const prepares = preparesAgain(version);
      // Each contender has a pooler of its own: sessions of the server keep what one of them was set to.
      const transaction = async (): Promise<string> => {
        const one = await pooler('transaction', database.url, prepares ? { max_prepared_statements: '200' } : {});
        return one.behind(database.url);
      };
      const contenders: Readonly<Record<string, { readonly url: string; readonly sending: Sending }>> = {
        [names.direct]: { url: database.url, sending: asTheStoreDoes },
        [names.session]: { url: session.behind(database.url), sending: asTheStoreDoes },
        ...(prepares
          ? {
              [names.prepared]: { url: await transaction(), sending: asTheStoreDoes },
              [names.preparedAndSet]: {
                url: await transaction(),
                sending: { named: true, settingsEachTime: true },
              },
            }
          : {}),
        [names.unnamed]: {
          url: await transaction(),
          sending: { named: false, settingsEachTime: false },
        },
        [names.unnamedAndSet]: {
          url: await transaction(),
          sending: { named: false, settingsEachTime: true },
        },
      };
      const result = await contestOfGenerations(stage, async () => {
        const stores = await Promise.all(
          Object.entries(contenders).map(
            async ([name, setting]) => [name, await embeddedStore({ ...setting, customers, inFlight })] as const,
          ),
        );
        return {
          contenders: Object.fromEntries(
            stores.map(([name, { work }]) => [
              name,
              async (seconds: number) => {
                const { perSecond, p50, p99 } = await work(seconds);
                return { throughput: perSecond, p50, p99 };
              },
            ]),
          ),
          stop: async () => void (await Promise.all(stores.map(([, { stop }]) => stop()))),
        };
      });
      const toDirect = (name: string): number => median(result.toOther(name, names.direct));
      return {
        title: `PgBouncer ${version}: changes of segments by an embedded store, 64 at once`,
        figures: result.figures,
        ratios: [
          { name: `${names.session}, to ${names.direct}`, value: toDirect(names.session), goal: { atLeast: 0.8 } },
        ],
        notes: [
          `Throughput to that ${names.direct}, medians of the ratios within each round: ${Object.keys(contenders)
            .filter((name) => name !== names.direct)
            .map((name) => `${name} ${toDirect(name).toFixed(2)}`)
            .join('; ')}`,
          `${stage.rounds} rounds of ${stage.seconds} s. Each contender has ${generationsIn(stage)} processes, one after the other, and each round begins with another contender. PgBouncer is as it comes, but for the mode and the sizes of its pools`,
          ...(prepares ? [] : [`PgBouncer ${version} does not prepare named statements again; 1.21 and newer do`]),
          `${database.durability}; ${customers} customers; no HTTP and no relay; PostgreSQL and PgBouncer on the same machine`,
          ...result.cores,
        ],
      };
    } finally {
      for (const setting of settingsOfBatches)
        await database.query(`alter database postgres reset ${setting.replace(/ =.*/, '')}`);
      await Promise.all(started.map(({ stop }) => stop()));
    }
  },
};
