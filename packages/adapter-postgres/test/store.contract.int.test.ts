import { lawsFor, storeSuite } from '@casm/core/testing';
import test from 'ava';
import { url } from './database.js';
import { freshStore } from './fresh-store.js';

const subjects = {
  'PostgreSQL store': {},
  'PostgreSQL store, three small batches in flight': { batchesInFlight: 3, maxBatch: 3 },
};

for (const [subject, batching] of Object.entries(subjects)) {
  for (const { name, check } of lawsFor(storeSuite, ['several processes']).laws) {
    test(`${subject}: ${name}`, async (t) => {
      const closing: Array<() => Promise<void>> = [];
      t.teardown(async () => void (await Promise.all(closing.map((close) => close()))));
      await t.notThrowsAsync(check((options) => freshStore(url, options, closing, batching)));
    });
  }
}
