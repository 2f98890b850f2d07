import { storeSuite } from '@casm/core/testing';
import test from 'ava';
import { url } from './database.js';
import { freshStore } from './fresh-store.js';

for (const { name, check } of storeSuite) {
  test(`PostgreSQL store: ${name}`, async (t) => {
    const closing: Array<() => Promise<void>> = [];
    t.teardown(async () => void (await Promise.all(closing.map((close) => close()))));
    await t.notThrowsAsync(check((options) => freshStore(url, options, closing)));
  });
}
