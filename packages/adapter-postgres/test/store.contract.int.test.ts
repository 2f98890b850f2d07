import { lawsFor, storeSuite } from '@casm/core/testing';
import test from 'ava';
import { url } from './database.js';
import { freshStore } from './fresh-store.js';
import { inTurn } from './in-turn.js';

const subjects = {
  'PostgreSQL store': {},
  'PostgreSQL store, three small batches in flight': { batchesInFlight: 3, maxBatch: 3 },
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
