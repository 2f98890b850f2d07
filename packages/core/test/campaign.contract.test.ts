import test from 'ava';
import { campaignSuite, inMemoryStore, lawsFor } from '../src/testing/index.js';

const { laws, skipped } = lawsFor(campaignSuite, []);

for (const { name, check } of laws)
  test(`in-memory campaigns: ${name}`, async (t) =>
    void (await t.notThrowsAsync(check(async (options) => inMemoryStore(options)))));

for (const { name, requires } of skipped)
  test.skip(`in-memory campaigns: ${name} (requires ${requires})`, (t) => t.fail());
