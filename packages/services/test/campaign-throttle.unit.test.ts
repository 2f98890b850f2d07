import assert from 'node:assert';
import { createCustomer, perform } from '@casm/core';
import { context, exampleCatalogue, inMemoryStore, numberedIds, writesTo } from '@casm/core/testing';
import test from 'ava';
import { type CampaignLimits, campaignThrottle, type ChunkTurn } from '../src/campaign-throttle.js';
import { latencyWatch, timedChanges } from '../src/latency-watch.js';

const throttleOf = (limits: CampaignLimits) => {
  const state: { now: number; latency: number | null } = { now: 0, latency: null };
  const throttle = campaignThrottle(
    limits,
    () => state.latency,
    () => state.now,
  );
  const begun = (): ChunkTurn => throttle.begin() ?? assert.fail('no chunk may begin');
  /** A chunk of so many rows that takes so many milliseconds. */
  const chunk = (rows: number, tookMs: number): void => {
    const turn = begun();
    state.now += tookMs;
    turn.end(rows);
  };
  return { ...throttle, state, begun, chunk };
};

test('the number of rows per second is limited, independent of the duration of a chunk', (t) => {
  const { waitMs, begin, state, chunk, begun } = throttleOf({ rowsPerSecond: 500 });
  t.is(waitMs(), 0);
  chunk(1000, 100);
  t.is(waitMs(), 1900);
  t.is(begin(), null);
  state.now += 1900;
  t.is(waitMs(), 0);
  // A second worker of the process shares the rate.
  const [one, other] = [begun(), begun()];
  one.end(250);
  other.end(250);
  t.is(waitMs(), 1000);
});

test('the rows of chunks that run concurrently are added up', (t) => {
  const { waitMs, state, begun } = throttleOf({ rowsPerSecond: 1000 });
  const [one, other] = [begun(), begun()];
  state.now += 500;
  one.end(1000);
  other.end(1000);
  t.is(waitMs(), 1500);
});

test('while single changes take more than six tenths of what is permitted, a campaign pauses twice as long as it works', (t) => {
  const { waitMs, state, chunk } = throttleOf({ callLatencyMs: 50 });
  chunk(1000, 80);
  t.is(waitMs(), 0);
  state.latency = 30;
  chunk(1000, 80);
  t.is(waitMs(), 0);
  state.latency = 31;
  chunk(1000, 80);
  t.is(waitMs(), 160);
});

test('beside single changes one chunk is processed at a time', (t) => {
  const { begin, state, begun } = throttleOf({});
  const [one, other] = [begun(), begun()];
  one.end(1);
  state.latency = 1;
  t.is(begin(), null, 'the other still runs');
  other.end(null);
  other.end(null);
  const next = begun();
  t.is(begin(), null, 'a turn ends once');
  next.end(1);
  t.not(begin(), null);
});

test('beside single changes a transaction has few rows: half as many while they are slow, slowly more while they are not', (t) => {
  const { waitMs, state, begun } = throttleOf({ callLatencyMs: 50 });
  const rowsAfter = (ms: number): number | undefined => {
    state.now += waitMs();
    const { mostRows, end } = begun();
    state.now += ms;
    end(1);
    return mostRows;
  };
  t.is(rowsAfter(0), undefined, 'nobody else is there');
  state.latency = 20;
  t.deepEqual([rowsAfter(1000), rowsAfter(10), rowsAfter(0)], [100, 120, 120]);
  for (let second = 0; second < 100; second += 1) rowsAfter(1000);
  t.is(rowsAfter(0), 1000);
  state.latency = 51;
  t.deepEqual(
    Array.from({ length: 7 }, () => rowsAfter(1000)),
    [1000, 500, 250, 125, 62, 50, 50],
  );
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
