import { lawsFor, storeSuite } from '@casm/core/testing';
import test from 'ava';
import pg from 'pg';
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
test.after.always(() => embeddersPool.end());

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
