import test from 'ava';
import { lawsFor, streamingSuite } from '../src/testing/index.js';
import { inMemorySubject } from './in-memory-subject.js';

for (const { name, check } of lawsFor(streamingSuite, ['groups', 'new topics']).laws)
  test(`in-memory streaming: ${name}`, async (t) =>
    void (await t.notThrowsAsync(check(async () => inMemorySubject()))));
