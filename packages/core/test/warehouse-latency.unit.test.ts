import test from 'ava';
import { inMemoryWarehouse, succeeds } from '../src/testing/index.js';
import { deliver, moved, received } from '../src/testing/warehouse-laws/in-use.js';

test('a version counts towards the latency for five minutes', async (t) => {
  let now = Date.parse('2026-01-01T10:00:00.000Z');
  const occurredAt = new Date(now - 7000).toISOString();
  const { reports } = await received(
    async () => inMemoryWarehouse(() => new Date(now).toISOString()),
    deliver([{ ...moved('a', 1, null, 'SOHO'), occurredAt }]),
  );
  const p99 = async () => (await succeeds(reports.freshness)).latestMs?.p99;
  now += 299_000;
  t.is(await p99(), 7000);
  now += 1000;
  t.is(await p99(), undefined);
});
