import test from 'ava';
import { apiKeySuite, inMemoryApiKeys, lawsFor } from '../src/testing/index.js';

for (const { name, check } of lawsFor(apiKeySuite, []).laws)
  test(`in-memory API keys: ${name}`, (t) => t.notThrowsAsync(check(async () => inMemoryApiKeys())));
