import { contest, type Contenders } from '../contest.js';
import { outboxSize } from '../database.js';
import { load } from '../load.js';
import { pgbench } from '../pgbench.js';
import { token } from '../processes.js';
import type { Ratio, Report, Scenario, Stage } from '../scenario.js';

const pgbenchRuns = ({ database: { url }, customers, noPgbench }: Stage, clients: number, hot = false): Contenders => {
  const entrant = (script: 'textbook' | 'single-statement') => async (seconds: number) => {
    const { perSecond, latency } = await pgbench({ script, url, clients, customers: hot ? 1 : customers, seconds });
    return { throughput: perSecond, latency };
  };
  return noPgbench === null
    ? { 'pgbench textbook': entrant('textbook'), 'pgbench single statement': entrant('single-statement') }
    : {};
};

const overHttp =
  ({ customers }: Stage, urls: ReadonlyArray<string>, connections: number) =>
  async (seconds: number) => {
    const { perSecond, p50, p99 } = await load({ urls, token, connections, customers, seconds });
    return { throughput: perSecond, p50, p99 };
  };

const ratio = (name: string, value: number, goal: Ratio['goal']): ReadonlyArray<Ratio> =>
  Number.isNaN(value) ? [] : [{ name, value, goal }];

const notes = ({ database, customers, noPgbench }: Stage): ReadonlyArray<string> => [
  `${database.durability}; ${customers} customers; load generator, PostgreSQL and Kafka on the same machine`,
  ...(noPgbench === null ? [] : [noPgbench]),
];

/** 64 connections: the textbook by pgbench, the textbook service, CASM with everything on. */
export const throughput: Scenario = {
  name: 'throughput',
  run: async (stage): Promise<Report> => {
    const casm = await stage.start('serve');
    await stage.start('relay');
    const textbook = await stage.start('textbook service');
    let backlog = 0;
    let rate = 0;
    const result = await contest(stage, {
      ...pgbenchRuns(stage, 64),
      'textbook service': overHttp(stage, [textbook.url], 64),
      CASM: async (seconds) => {
        const measured = await overHttp(stage, [casm.url], 64)(seconds);
        [backlog, rate] = [await outboxSize(stage.database), measured.throughput];
        return { ...measured, 'unpublished at the end': backlog };
      },
    });
    const casmRate = result.of('CASM', 'throughput');
    return {
      title: 'Segment changes over HTTP, 64 connections',
      figures: result.figures,
      ratios: [
        ...ratio(
          'CASM to the textbook transaction by pgbench',
          casmRate / result.of('pgbench textbook', 'throughput'),
          { atLeast: 4 },
        ),
        ...ratio(
          'CASM to the single statement by pgbench',
          casmRate / result.of('pgbench single statement', 'throughput'),
          { atLeast: 1.5 },
        ),
        ...ratio('CASM to the textbook service', casmRate / result.of('textbook service', 'throughput'), {
          atLeast: 8,
        }),
        { name: 'p99 of CASM', value: result.of('CASM', 'p99'), unit: 'ms', goal: { atMost: 25 } },
        { name: 'unpublished at the end, in seconds of load', value: backlog / rate, goal: { atMost: 1 } },
      ],
      notes: [...notes(stage), ...result.cores],
    };
  },
};

/** One connection and 256; two serving processes. */
export const connections: Scenario = {
  name: 'connections',
  run: async (stage) => {
    const [one, two] = [await stage.start('serve'), await stage.start('serve')];
    await stage.start('relay');
    const result = await contest(stage, {
      ...(stage.noPgbench === null
        ? {
            'pgbench single statement, 1 client': async (seconds) => {
              const run = {
                script: 'single-statement',
                url: stage.database.url,
                clients: 1,
                customers: stage.customers,
              } as const;
              return { latency: (await pgbench({ ...run, seconds })).latency };
            },
          }
        : {}),
      'CASM, 1 connection': overHttp(stage, [one.url], 1),
      'CASM, 64 connections': overHttp(stage, [one.url], 64),
      'CASM, 256 connections': overHttp(stage, [one.url], 256),
      'CASM, two processes, 64 connections': overHttp(stage, [one.url, two.url], 64),
    });
    const lone = result.of('CASM, 1 connection', 'p50') / result.of('pgbench single statement, 1 client', 'latency');
    return {
      title: 'One connection, many, and two processes',
      figures: result.figures,
      ratios: ratio('p50 at one connection to pgbench’s single statement', lone, { atMost: 3 }),
      notes: [...notes(stage), ...result.cores],
    };
  },
};

/** Everyone changes the same customer. */
export const hotCustomer: Scenario = {
  name: 'hot-customer',
  run: async (stage) => {
    const casm = await stage.start('serve');
    await stage.start('relay');
    const result = await contest(stage, {
      ...pgbenchRuns(stage, 64, true),
      CASM: overHttp({ ...stage, customers: 1 }, [casm.url], 64),
    });
    const gain = result.of('CASM', 'throughput') / result.of('pgbench textbook', 'throughput');
    return {
      title: 'One hot customer, 64 connections',
      figures: result.figures,
      ratios: ratio('CASM to the textbook transaction on one row', gain, { atLeast: 3 }),
      notes: [...notes(stage), ...result.cores],
    };
  },
};
