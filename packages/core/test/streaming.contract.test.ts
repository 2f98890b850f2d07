import test from 'ava';
import { inMemoryStreaming, streamingSuite } from '../src/testing/index.js';

for (const { name, check } of streamingSuite) {
  test(`in-memory streaming: ${name}`, async (t) => {
    const { publisher, subscribe } = inMemoryStreaming();
    const make = async () => ({ topic: 'casm.customer', publisher, subscribe: () => subscribe('casm.customer') });
    await t.notThrowsAsync(check(make));
  });
}
