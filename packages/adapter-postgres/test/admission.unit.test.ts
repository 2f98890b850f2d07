import test from 'ava';
import { admission } from '../src/admission.js';

/** Batches of 10, at most 100 ms of waiting, at most 1000 in all; on a clock that the test moves. */
const observed = (batchesInFlight = 1) => {
  let at = 0;
  const subject = admission({ maxBatch: 10, batchesInFlight, maxWaitMs: 100, maxQueue: 1000, now: () => at });
  const pass = (ms: number): void => void (at += ms);
  const runBatch = (ms: number): void => {
    const end = subject.begin();
    pass(ms);
    end();
  };
  /** Of a queue that stands; `burst`: of one that was short just now. */
  const mostQueued = (burst = false): number => {
    let queued = burst ? 0 : 10;
    if (!burst) pass(500);
    while (subject.admits(queued, 0)) queued += 1;
    return queued;
  };
  return { ...subject, pass, runBatch, mostQueued };
};

test('as many may wait as are served in the time that a change may wait', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(20);
  t.is(mostQueued(), 50);
});

test('a burst may wait five times as long', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(20);
  t.is(mostQueued(true), 250);
  t.is(mostQueued(), 50);
});

test('where more batches run at once, more may wait', (t) => {
  const { runBatch, mostQueued } = observed(2);
  runBatch(20);
  t.is(mostQueued(), 100);
});

test('slow batches let fewer wait, and fast ones more again', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(10);
  for (let n = 0; n < 30; n += 1) runBatch(50);
  t.is(mostQueued(), 20);
  for (let n = 0; n < 30; n += 1) runBatch(5);
  t.true(mostQueued() > 150);
});

test('a batch that hangs stops what is more than the next batch, and lets it in again when it ends', (t) => {
  const { runBatch, begin, pass, mostQueued } = observed();
  runBatch(10);
  const end = begin();
  pass(5000);
  t.is(mostQueued(), 10);
  end();
  for (let n = 0; n < 60; n += 1) runBatch(10);
  t.true(mostQueued() >= 90);
});

test('the next batch may always fill up', (t) => {
  const { runBatch, mostQueued } = observed();
  runBatch(60_000);
  t.is(mostQueued(), 10);
});

test('what waits for something else than a batch counts for the bound on the memory only', (t) => {
  const { admits } = observed();
  t.true(admits(0, 999));
  t.false(admits(1, 999));
  t.is(observed().mostQueued(), 1000);
});
