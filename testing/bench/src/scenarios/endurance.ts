import { waitUntil } from '@casm/test-engines';
import { contest } from '../contest.js';
import { fill } from '../database.js';
import { load } from '../load.js';
import { token } from '../processes.js';
import type { Scenario } from '../scenario.js';
import { figureOf, median } from '../statistics.js';

const expired = 10_000_000;

/** Ten million request keys expire while the load goes on. */
export const expiredKeys: Scenario = {
  name: 'expired-keys',
  long: true,
  run: async (stage) => {
    const { database, customers, seconds, rounds } = stage;
    await stage.start('relay');
    const oldKeys = async (): Promise<number> =>
      Number(await database.query(`select count(*) from casm.request_key where client = 'long-ago'`));
    const measure = async (begun: () => Promise<boolean>): Promise<number> => {
      const serve = await stage.start('serve');
      await waitUntil(begun, { deadlineMs: 600_000, describe: () => 'the sweep has come to the expired keys' });
      const options = { urls: [serve.url], token, connections: 64, customers };
      await load({ ...options, seconds: Math.ceil(seconds / 3) });
      const { perSecond } = await load({ ...options, seconds: seconds * rounds });
      await serve.stop();
      return perSecond;
    };
    const without = await measure(async () => true);
    await database.query(
      `insert into casm.request_key (client, request_id, operation, content_hash, ref_id, version, created_at)
       select 'long-ago', 'expired-' || n, 'updateCustomerSegment', sha256('x'), 'bench-1', 1, '2020-01-01'
       from generate_series(1, $1::integer) as n`,
      [expired],
    );
    await database.query('vacuum analyze casm.request_key');
    const started = performance.now();
    let left = expired;
    // It walks the table page by page, and what is not expired comes first.
    const during = await measure(async () => (left = await oldKeys()) < expired);
    const removed = left - (await oldKeys());
    await stage.start('serve');
    await waitUntil(async () => (await oldKeys()) === 0, {
      deadlineMs: 1_200_000,
      describe: () => 'all expired keys are gone',
    });
    const all = (performance.now() - started) / 1000;
    return {
      title: `${expired.toLocaleString('en')} expired request keys removed under load, 64 connections`,
      figures: [
        { name: 'without', value: without, unit: '/s' },
        { name: 'while they are removed', value: during, unit: '/s' },
        { name: 'removed while measured', value: removed, unit: 'keys' },
        { name: 'all gone after', value: all, unit: 's' },
      ],
      ratios: [{ name: 'throughput kept', value: during / without, goal: { atLeast: 0.9 } }],
      notes: [database.durability],
    };
  },
};

/** The same change beside ten thousand, a million and ten million customers. */
export const scale: Scenario = {
  name: 'scale',
  long: true,
  run: async (stage) => {
    const sizes = [10_000, 1_000_000, 10_000_000];
    const measured: Array<{ readonly name: string; readonly p50: number; readonly perSecond: number }> = [];
    for (const customers of sizes) {
      stage.say(`  filling in ${customers.toLocaleString('en')} customers`);
      await fill(stage.database, customers);
      const [serve, relay] = [await stage.start('serve'), await stage.start('relay')];
      const run = async (connections: number, seconds: number) =>
        load({ urls: [serve.url], token, connections, customers, seconds });
      const name = `${customers.toLocaleString('en')} customers`;
      const result = await contest(stage, {
        [name]: async (seconds) => {
          const [one, many] = [await run(1, seconds), await run(64, seconds)];
          return { p50: one.p50, throughput: many.perSecond };
        },
      });
      measured.push({ name, p50: result.of(name, 'p50'), perSecond: result.of(name, 'throughput') });
      for (const part of [serve, relay]) await part.stop();
    }
    await fill(stage.database, stage.customers);
    const [few, , most] = measured;
    return {
      title: 'Ten thousand, a million, ten million customers',
      figures: measured.flatMap(({ name, p50, perSecond }) => [
        { name: `${name}, one connection, p50`, value: p50, unit: 'ms' },
        { name: `${name}, 64 connections`, value: perSecond, unit: '/s' },
      ]),
      ratios: [
        {
          name: 'latency beside 10,000,000 to beside 10,000',
          value: (most?.p50 ?? NaN) / (few?.p50 ?? NaN),
          goal: { atMost: 1.3 },
        },
      ],
      notes: [stage.database.durability],
    };
  },
};

/** Five minutes under 64 connections; the last minute against the second. */
export const memory: Scenario = {
  name: 'memory',
  long: true,
  run: async (stage) => {
    const serve = await stage.start('serve');
    await stage.start('relay');
    const minutes: Array<number> = [];
    for (let minute = 1; minute <= 5; minute += 1) {
      const samples: Array<number> = [];
      const sampling = setInterval(() => void serve.memory().then((resident) => samples.push(resident)), 1000);
      await load({ urls: [serve.url], token, connections: 64, customers: stage.customers, seconds: 60 });
      clearInterval(sampling);
      minutes.push(median(samples));
      stage.say(`  minute ${minute}: ${median(samples).toFixed(0)} MiB`);
    }
    return {
      title: 'Resident memory of the serving process, 64 connections, 5 minutes',
      figures: [figureOf('by minute', 'MiB', minutes)],
      ratios: [
        { name: 'most', value: Math.max(...minutes), unit: 'MiB', goal: { atMost: 250 } },
        { name: 'fifth minute to second', value: (minutes[4] ?? NaN) / (minutes[1] ?? NaN), goal: { atMost: 1.1 } },
      ],
      notes: [],
    };
  },
};
