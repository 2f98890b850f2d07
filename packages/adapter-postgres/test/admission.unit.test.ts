import { seededRandom } from '@casm/test-engines';
import test from 'ava';
import { admission } from '../src/admission.js';

/** Batches of 10 by default, at most 100 ms of waiting, at most 1000 waiting items, on a clock that the test advances. */
const observed = (batchesInFlight = 1, maxBatch = 10) => {
  let at = 0;
  const subject = admission({ maxBatch, batchesInFlight, maxWaitMs: 100, maxQueue: 1000, now: () => at });
  const pass = (ms: number): void => void (at += ms);
  const runBatch = (ms: number): void => {
    const end = subject.begin();
    pass(ms);
    end();
  };
  /**
   * The queue length at which admission stops, after a second without a refusal: for a lasting queue, or with `burst` for one that was
   * short just before.
   */
  const mostQueued = (burst = false): number => {
    pass(1000);
    return mostQueuedNow(burst ? 0 : 10);
  };
  const mostQueuedNow = (from: number): number => {
    let queued = from;
    while (subject.admits(queued, 0)) queued += 1;
    return queued;
  };
  return { ...subject, pass, runBatch, mostQueued, mostQueuedNow };
};

test('admits as many changes as can be served within the maximum wait', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(20);
  t.is(mostQueued(), 50);
});

test('admits five times as many changes during a burst', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(20);
  t.is(mostQueued(true), 250);
  t.is(mostQueued(), 50);
});

test('while changes are refused the next batch is filled, until a second has passed without a refusal', (t) => {
  const { runBatch, mostQueued, mostQueuedNow, pass, admits } = observed();
  runBatch(4);
  t.is(mostQueued(true), 1000);
  for (const afterMs of [0, 999, 999]) {
    pass(afterMs);
    t.is(mostQueuedNow(0), 10);
  }
  pass(999);
  t.true(admits(9, 0));
  pass(1);
  t.is(mostQueuedNow(0), 1000);
});

/**
 * Random arrivals at a multiple of the capacity for a minute, with batches of up to 64 in 4 ms and 0.15 ms for each change. From the 20th second
 * on the store does nothing for 3 s. Returns the share that was refused and the longest wait, both of the last 10 s.
 */
const aMinuteAt = (load: number) => {
  let at = 0;
  const { admits, begin } = admission({
    maxBatch: 64,
    batchesInFlight: 1,
    maxWaitMs: 200,
    maxQueue: 10_000,
    now: () => at,
  });
  const random = seededRandom(1);
  const perMs = (64 / (4 + 64 * 0.15)) * load;
  let queue: Array<number> = [];
  const store: { running: { readonly until: number; readonly end: () => void } | null } = { running: null };
  const late = { asked: 0, refused: 0, longestMs: 0 };
  const start = (): void => {
    const batch = queue.slice(0, 64);
    queue = queue.slice(64);
    const until = Math.max(at, at >= 20_000 && at < 23_000 ? 23_000 : 0) + 4 + 0.15 * batch.length;
    store.running = { until, end: begin() };
    if (at >= 50_000) late.longestMs = Math.max(late.longestMs, ...batch.map((since) => at - since));
  };
  for (let next = 0; next < 60_000; next -= Math.log(1 - random.next()) / perMs) {
    while (store.running !== null && store.running.until <= next) {
      at = store.running.until;
      store.running.end();
      store.running = null;
      if (queue.length > 0) start();
    }
    at = next;
    const isAdmitted = admits(queue.length, 0);
    if (isAdmitted) queue.push(at);
    if (at >= 50_000) {
      late.asked += 1;
      if (!isAdmitted) late.refused += 1;
    }
    if (store.running === null && queue.length > 0) start();
  }
  return { refused: late.refused / late.asked, longestMs: late.longestMs };
};

test('below the capacity nothing is refused half a minute after the store has stopped for 3 s', (t) => {
  for (const load of [0.5, 0.85, 0.95]) t.is(aMinuteAt(load).refused, 0, `at ${load} of the capacity`);
});

test('beyond the capacity a change waits for one batch, and no more is refused than must be', (t) => {
  for (const load of [1.2, 2, 3]) {
    const { refused, longestMs } = aMinuteAt(load);
    t.true(longestMs < 14, `at ${load} times the capacity it waits ${longestMs} ms`);
    t.true(Math.abs(refused - (1 - 1 / load)) < 0.02, `at ${load} times the capacity ${refused} is refused`);
  }
});

test('items that each run alone are admitted after a refusal as before it', (t) => {
  const { runBatch, mostQueuedNow } = observed(2, 1);
  runBatch(15);
  t.is(mostQueuedNow(0), 66);
  t.is(mostQueuedNow(0), 66);
});

test('admits more changes if more batches run at the same time', (t) => {
  const { runBatch, mostQueued } = observed(2);
  runBatch(20);
  t.is(mostQueued(), 100);
});

test('admits fewer changes when batches get slower, and more when they get faster again', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(10);
  for (let n = 0; n < 30; n += 1) runBatch(50);
  t.is(mostQueued(), 20);
  for (let n = 0; n < 30; n += 1) runBatch(5);
  t.true(mostQueued() > 150);
});

test('while a batch hangs only the next batch may fill up; admission recovers when it ends', (t) => {
  const { runBatch, begin, pass, mostQueued } = observed();
  runBatch(10);
  const end = begin();
  pass(5000);
  t.is(mostQueued(), 10);
  end();
  for (let n = 0; n < 60; n += 1) runBatch(10);
  t.true(mostQueued() >= 90);
});

test('the next batch may always fill up, regardless of the batch duration', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(60_000);
  t.is(mostQueued(), 10);
});

test('blocked changes count only for the memory bound', (t) => {
  const { admits } = observed();
  t.true(admits(0, 999));
  t.false(admits(1, 999));
  t.is(observed().mostQueued(), 1000);
});
