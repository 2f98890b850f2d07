import { createCustomer, perform } from '@casm/core';
import { context, exampleCatalogue, inMemoryStore, numberedIds, writesTo } from '@casm/core/testing';
import test from 'ava';
import { campaignThrottle } from '../src/campaign-throttle.js';
import { latencyWatch, timedChanges } from '../src/latency-watch.js';

test('the number of rows per second is limited, independent of the duration of a chunk', (t) => {
  let now = 0;
  const { waitMs, worked } = campaignThrottle(
    { rowsPerSecond: 500 },
    () => null,
    () => now,
  );
  t.is(waitMs(), 0);
  now += 100;
  worked(1000, 100);
  t.is(waitMs(), 1900);
  now += 1900;
  t.is(waitMs(), 0);
  // A second worker of the process shares the rate.
  worked(250, 0);
  worked(250, 0);
  t.is(waitMs(), 1000);
});

test('the rows of chunks that run concurrently are added up', (t) => {
  let now = 0;
  const { waitMs, worked } = campaignThrottle(
    { rowsPerSecond: 1000 },
    () => null,
    () => now,
  );
  now += 500;
  worked(1000, 500);
  worked(1000, 500);
  t.is(waitMs(), 1500);
});

test('while single changes are slow, a campaign pauses twice as long as it works', (t) => {
  let latency: number | null = null;
  const { waitMs, worked } = campaignThrottle(
    { callLatencyMs: 50 },
    () => latency,
    () => 0,
  );
  worked(1000, 80);
  t.is(waitMs(), 0);
  latency = 50;
  worked(1000, 80);
  t.is(waitMs(), 0);
  latency = 51;
  worked(1000, 80);
  t.is(waitMs(), 160);
});

test('beside single changes a transaction has few rows: half as many while they are slow, slowly more while they are not', (t) => {
  let [now, latency]: [number, number | null] = [0, null];
  const { mostRows, worked } = campaignThrottle(
    { callLatencyMs: 50 },
    () => latency,
    () => now,
  );
  const afterSecond = (): number | undefined => {
    now += 1000;
    worked(1, 10);
    return mostRows();
  };
  t.is(mostRows(), undefined, 'nobody else is there');
  latency = 20;
  t.is(mostRows(), 100);
  t.is(afterSecond(), 120);
  worked(1, 10);
  t.is(mostRows(), 120, 'within the same second');
  for (let second = 0; second < 100; second += 1) afterSecond();
  t.is(mostRows(), 1000);
  latency = 51;
  t.deepEqual([1, 2, 3, 4, 5, 6].map(afterSecond), [500, 250, 125, 62, 50, 50]);
});

test('the latency is measured over the last five seconds', (t) => {
  let now = 0;
  const watch = latencyWatch(() => now);
  t.is(watch.p99(), null);
  for (let ms = 1; ms <= 200; ms += 1) watch.record(ms);
  t.is(watch.p99(), 198);
  now = 5001;
  t.is(watch.p99(), null);
  for (let made = 0; made < 5000; made += 1) watch.record(7);
  t.is(watch.p99(), 7);
});

test('successful and failed changes are timed', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const watch = latencyWatch();
  const writes = writesTo(timedChanges(store.customers, watch), numberedIds('id'));
  await perform(writes)(createCustomer)({ requestId: 'r', customerProfile: 'nobody' }, context())();
  t.true((watch.p99() ?? -1) >= 0);
});
