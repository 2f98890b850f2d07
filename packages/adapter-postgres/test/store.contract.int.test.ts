import { storeSuite } from '@casm/core/testing';
import test from 'ava';
import { freshStore } from './fresh-store.js';

const url = process.env['CASM_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:55432/postgres';

for (const { name, check } of storeSuite) {
  test(`PostgreSQL store: ${name}`, async (t) => {
    const closing: Array<() => Promise<void>> = [];
    t.teardown(async () => void (await Promise.all(closing.map((close) => close()))));
    await t.notThrowsAsync(check((options) => freshStore(url, options, closing)));
  });
}
