import test from 'ava';
import { inMemoryStore, storeSuite } from '../src/testing/index.js';

for (const { name, requires, check } of storeSuite) {
  const title = `in-memory store: ${name}`;
  if (requires === undefined)
    test(title, async (t) => void (await t.notThrowsAsync(check(async (options) => inMemoryStore(options)))));
  else test.skip(`${title} (needs ${requires})`, (t) => t.fail());
}
