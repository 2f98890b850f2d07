import type { CustomerRepository } from '@casm/core';
import { lawsFor, storeSuite, type StoreUnderTest } from '@casm/core/testing';
import test from 'ava';
import pg from 'pg';
import type { PostgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshStore } from './fresh-store.js';
import { inTurn } from './in-turn.js';

/** A pool of an embedder whose sessions use other settings. */
const embeddersPool = new pg.Pool({
  connectionString: url,
  max: 60,
  connectionTimeoutMillis: 60_000,
  options: '-c DateStyle=German -c TimeZone=Asia/Kathmandu -c synchronous_commit=off -c search_path=public',
});
/** Connections for the embedder's own transactions, with other settings. Their DateStyle must be ISO. */
const transactions = new pg.Pool({
  connectionString: url,
  max: 40,
  options: '-c TimeZone=Asia/Kathmandu -c synchronous_commit=off -c search_path=public',
});
test.after.always(() => Promise.all([embeddersPool.end(), transactions.end()]));

/** The customers of the store; each change is made in a transaction of the embedder's, which commits. */
const inOwnTransactions = ({ customers, inTransaction }: PostgresStore): CustomerRepository => ({
  ...customers,
  change: (request, decide) => async () => {
    const client = await transactions.connect();
    try {
      await client.query('begin');
      return await inTransaction(client).change(request, decide)();
    } finally {
      await client.query('commit');
      client.release();
    }
  },
});

const subjects = {
  'PostgreSQL store': {},
  'PostgreSQL store, three small batches in flight': { batchesInFlight: 3, maxBatch: 3 },
  'PostgreSQL store, on the embedder’s pool': { pool: embeddersPool },
};

for (const [subject, batching] of Object.entries(subjects)) {
  for (const { name, check } of lawsFor(storeSuite, ['several processes']).laws) {
    test(`${subject}: ${name}`, (t) =>
      inTurn(async () => {
        const closing: Array<() => Promise<void>> = [];
        await t.notThrowsAsync(check((options) => freshStore(url, options, closing, batching)));
        await Promise.all(closing.map((close) => close()));
      }));
  }
}

/** Transactions of several connections have no order between them, and these laws need the order of the calls. */
const ofTheOrderOfCalls = [
  'within a process, changes of one customer take effect in the order of the calls',
  'changing an external id and changing it back in one batch restores the first id',
  'a request that is queued after a change of the external id resolves only the new id',
  'concurrent changes of many customers do not affect one another',
];

for (const { name, check } of lawsFor(storeSuite, ['several processes']).laws) {
  if (ofTheOrderOfCalls.includes(name)) continue;
  test(`PostgreSQL store, each change in a transaction of the embedder: ${name}`, (t) =>
    inTurn(async () => {
      const closing: Array<() => Promise<void>> = [];
      const make = async (options: Parameters<typeof freshStore>[1]): Promise<StoreUnderTest> => {
        const { another, ...store } = await freshStore(url, options, closing);
        return {
          ...store,
          customers: inOwnTransactions(store),
          another: { ...another, customers: inOwnTransactions(another) },
        };
      };
      await t.notThrowsAsync(check(make));
      await Promise.all(closing.map((close) => close()));
    }));
}
