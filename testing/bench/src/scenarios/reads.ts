import { postgresStore } from '@casm/adapter-postgres';
import { type CustomerRef, readEffectiveSegment, readEffectiveSegments } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import pg from 'pg';
import { contest } from '../contest.js';
import type { Scenario } from '../scenario.js';
import { median, quantile } from '../statistics.js';

const statement = `select ref_id, customer_segment, version from casm.customer where ref_id = any($1)`;
const readers = 64;
const batchSize = 1000;

/** So many readers that ask one after the other, each for other customers; `ask` is given a number that is new each time. */
const measure = async (readers: number, seconds: number, ask: (n: number) => Promise<unknown>) => {
  const took: Array<number> = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  let asked = 0;
  const read = async (): Promise<void> => {
    while (performance.now() < until) {
      asked += 1;
      const since = performance.now();
      await ask(asked);
      took.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  took.sort((a, b) => a - b);
  return {
    throughput: (took.length / (performance.now() - started)) * 1000,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
  };
};

/** What rating asks: the effective segment, in process, beside SQL by the driver alone. */
export const reads: Scenario = {
  name: 'reads',
  run: async (stage) => {
    const store = postgresStore({ url: stage.database.url, schema: 'casm' });
    const pool = new pg.Pool({ connectionString: stage.database.url, max: 10 });
    /** A prime step, so that neighbours in time are no neighbours on disk. */
    const refId = (n: number): string => `bench-${1 + ((n * 7919) % stage.customers)}`;
    const batch = (n: number): ReadonlyArray<string> =>
      Array.from({ length: batchSize }, (_, index) => refId(n * batchSize + index));
    const refs = (ids: ReadonlyArray<string>): ReadonlyArray<CustomerRef> => ids.map((one) => ({ refId: one }));
    const sql = (ids: ReadonlyArray<string>) => pool.query({ name: 'raw', text: statement, values: [ids] });
    const raw = (n: number) => sql([refId(n)]);
    const casm = (n: number) => succeeds(readEffectiveSegment(store)({ refId: refId(n) }));
    const memory: Array<number> = [];
    try {
      const result = await contest(stage, {
        'SQL, one reader': (seconds) => measure(1, seconds, raw),
        'CASM, one reader': (seconds) => measure(1, seconds, casm),
        [`SQL, ${readers} readers, a query each`]: (seconds) => measure(readers, seconds, raw),
        [`CASM, ${readers} readers`]: (seconds) => measure(readers, seconds, casm),
        [`SQL, batches of ${batchSize}`]: (seconds) => measure(1, seconds, (n) => sql(batch(n))),
        [`CASM, batches of ${batchSize}`]: async (seconds) => {
          const measured = await measure(1, seconds, (n) => succeeds(readEffectiveSegments(store)(refs(batch(n)))));
          memory.push(process.memoryUsage().rss / 2 ** 20);
          return measured;
        },
      });
      const many = result.of(`CASM, ${readers} readers`, 'throughput');
      const batches = result.of(`CASM, batches of ${batchSize}`, 'throughput');
      return {
        title: 'Effective segments, in process',
        figures: [
          ...result.figures,
          {
            name: 'resident memory of the process that reads both ways',
            value: median(memory),
            unit: 'MiB',
            runs: memory,
          },
        ],
        ratios: [
          {
            name: `${readers} readers to a query each`,
            value: many / result.of(`SQL, ${readers} readers, a query each`, 'throughput'),
            goal: { atLeast: 3 },
          },
          {
            name: `batches of ${batchSize} to one SQL statement`,
            value: batches / result.of(`SQL, batches of ${batchSize}`, 'throughput'),
            goal: { atLeast: 0.5 },
          },
        ],
        notes: [
          `${stage.customers} customers; PostgreSQL on the same machine; a batch counts once; SQL has a pool of 10 connections`,
          ...result.cores,
        ],
      };
    } finally {
      await store.close();
      await pool.end();
    }
  },
};
