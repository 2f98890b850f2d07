import test from 'ava';
import { inMemoryStore, lawsFor, storeSuite } from '../src/testing/index.js';

const { laws, skipped } = lawsFor(storeSuite, []);

for (const { name, check } of laws)
  test(`in-memory store: ${name}`, async (t) =>
    void (await t.notThrowsAsync(check(async (options) => inMemoryStore(options)))));

for (const { name, requires } of skipped) test.skip(`in-memory store: ${name} (requires ${requires})`, (t) => t.fail());
