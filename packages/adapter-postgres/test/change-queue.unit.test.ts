import { customerBusy } from '@casm/core';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { changeQueue, type SettledBatch } from '../src/write-path/change-queue.js';
import type { PendingChange } from '../src/write-path/pending-change.js';
import { type BatchOutcome, answersOnly } from '../src/write-path/settle-batch.js';
import { aPending, type PendingOptions } from './pending.js';

const outcomes = {
  settled: (batch: ReadonlyArray<PendingChange>): BatchOutcome =>
    answersOnly(
      batch.map(({ caller }) => ({ caller, outcome: E.left(customerBusy) })),
      true,
    ),
  locked: (batch: ReadonlyArray<PendingChange>): BatchOutcome => ({
    ...answersOnly([]),
    locked: [{ refId: batch[0]?.request.customer.refId ?? '', waiting: batch }],
  }),
  'a defect': (): BatchOutcome => {
    throw new Error('a defect');
  },
};

/** A queue with batches of two. The test ends batches and locks; `events` records everything in order. */
const observedQueue = (mostQueued = 10, batchesInFlight = 1) => {
  const events: Array<string> = [];
  const ends: Array<(outcome: keyof typeof outcomes) => void> = [];
  const unlocks: Array<() => void> = [];
  const batches: Array<SettledBatch> = [];
  const record = (event: string): void => void events.push(event);
  const queue = changeQueue({
    maxBatch: 2,
    batchesInFlight,
    admission: { admits: (queued) => queued < mostQueued, begin: () => () => undefined },
    onBatch: (batch) => void batches.push(batch),
    onCommit: () => record('published'),
    waitForLock: () => new Promise((resolve) => unlocks.push(resolve)),
    settleBatch: async (batch) => {
      record(`${batch.map(({ request }) => request.key.requestId).join(' ')} sent`);
      const outcome = await new Promise<keyof typeof outcomes>((resolve) => ends.push(resolve));
      return outcomes[outcome](batch);
    },
  });
  const happens = (event: string): Promise<void> =>
    waitUntil(() => events.includes(event), { deadlineMs: 30_000, describe: () => `${event}: ${events.join(', ')}` });
  return {
    ...queue,
    add: (requestId: string, options: Partial<PendingOptions> = {}): void =>
      queue.add(aPending({ requestId, hear: record, ...options })),
    end: (outcome: keyof typeof outcomes = 'settled'): void => ends.shift()?.(outcome),
    unlock: (): void => unlocks.shift()?.(),
    close: async (): Promise<void> => {
      await queue.close();
      record('closed');
    },
    happens,
    events,
    batches,
  };
};

test('each batch is told with its changes and its time, also one that failed', async (t) => {
  const began = Date.now();
  const { add, end, close, happens, batches } = observedQueue();
  ['a', 'b', 'c'].forEach((name) => add(name));
  end('a defect');
  await happens('b c sent');
  end();
  await close();
  t.deepEqual(
    batches.map(({ changes }) => changes.map(({ request }) => request.key.requestId)),
    [['a'], ['b', 'c']],
  );
  for (const { beganAt, durationMs } of batches) {
    t.true(beganAt >= began && beganAt <= Date.now());
    t.true(durationMs >= 0 && durationMs < 60_000);
  }
});

test('the next batch is sent before the previous one is answered', async (t) => {
  const { add, end, close, happens, events } = observedQueue();
  ['a', 'b', 'c'].forEach((name) => add(name));
  end();
  const closed = close();
  await happens('b c sent');
  end();
  await closed;
  t.is(
    events.join(', '),
    'a sent, b c sent, a CustomerBusy, published, b CustomerBusy, c CustomerBusy, published, closed',
  );
});

test('everyone who closes a queue waits until its changes are answered; an idle queue closes at once', async (t) => {
  const { add, end, close, happens, events } = observedQueue();
  ['a', 'b'].forEach((name) => add(name));
  const closed = Promise.all([close(), close()]);
  end();
  await happens('b sent');
  end();
  await closed;
  await close();
  t.is(
    events.join(', '),
    'a sent, b sent, a CustomerBusy, published, b CustomerBusy, published, closed, closed, closed',
  );
});

test('a batch starts beside a running one only when it is full', async (t) => {
  const { add, end, close, happens, events } = observedQueue(10, 2);
  add('a');
  add('b');
  t.deepEqual(events, ['a sent']);
  ['c', 'd'].forEach((name) => add(name));
  t.deepEqual(events, ['a sent', 'b c sent']);
  add('e');
  t.is(events.length, 2);
  end();
  end();
  await happens('d e sent');
  end();
  await close();
  t.is(events.filter((event) => event.endsWith(' sent')).length, 3);
});

test('no more batches run than permitted, however many changes wait', async (t) => {
  const { add, end, close, happens, events } = observedQueue(10, 2);
  ['a', 'b', 'c', 'd', 'e'].forEach((name) => add(name));
  t.deepEqual(events, ['a sent', 'b c sent']);
  end();
  await happens('d e sent');
  end();
  end();
  await close();
  t.is(events.filter((event) => event.endsWith(' sent')).length, 3);
});

test('a defect fails its own batch, and the next batch is not affected', async (t) => {
  const { add, end, close, happens, events } = observedQueue();
  ['a', 'b', 'c'].forEach((name) => add(name));
  end('a defect');
  await happens('b c sent');
  end();
  await close();
  t.is(events.join(', '), 'a sent, b c sent, a failed, b CustomerBusy, c CustomerBusy, published, closed');
});

test('a change that is not admitted is refused immediately and counted; waiting changes are not affected', async (t) => {
  const { add, end, close, happens, events, admits, status } = observedQueue(1);
  add('a');
  t.true(admits());
  add('b');
  t.false(admits());
  add('c');
  t.like(status(), { queued: 1, inFlight: 1, refused: 1 });
  end();
  await happens('b sent');
  end();
  await close();
  t.is(events.join(', '), 'a sent, c Overloaded, b sent, a CustomerBusy, published, b CustomerBusy, published, closed');
  t.like(status(), { queued: 0, inFlight: 0, refused: 1, oldestAgeMs: 0 });
});

test('a change whose deadline passes in the queue is answered at the deadline, and is in no batch', async (t) => {
  const { add, end, close, happens, events, status } = observedQueue();
  add('a');
  add('b', { deadline: Date.now() + 20 });
  add('c');
  await happens('b StoreUnavailable');
  t.is(status().queued, 1);
  end();
  await happens('c sent');
  end();
  await close();
  t.false(events.some((event) => event.includes('b sent') || event === 'b CustomerBusy'));
});

test('changes of a locked customer keep their order, and later changes wait behind them', async (t) => {
  const { add, end, unlock, close, happens, events } = observedQueue();
  add('x1', { refId: 'x' });
  add('x2', { refId: 'x' });
  end('locked');
  add('y');
  await happens('y sent');
  add('x3', { refId: 'x' });
  end();
  await happens('y CustomerBusy');
  unlock();
  await happens('x1 x2 sent');
  end();
  await happens('x3 sent');
  end();
  await close();
  t.deepEqual(
    events.filter((event) => event.endsWith('sent')),
    ['x1 sent', 'y sent', 'x1 x2 sent', 'x3 sent'],
  );
});
