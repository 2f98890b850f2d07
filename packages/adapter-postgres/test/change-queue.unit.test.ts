import { customerBusy, publicationBacklog } from '@casm/core';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { changeQueue } from '../src/write-path/change-queue.js';
import type { PendingChange } from '../src/write-path/pending-change.js';
import { type BatchOutcome, toldBy } from '../src/write-path/settle-batch.js';

/** A queue whose batches end when the test says so, and all that happens, in order. */
const observedQueue = () => {
  const events: Array<string> = [];
  const ends: Array<(outcome: 'settled' | 'a defect') => void> = [];
  const namesIn = (batch: ReadonlyArray<PendingChange>) => batch.map(({ request }) => request.customer.refId).join(' ');
  const queue = changeQueue({
    maxBatch: 2,
    maxQueue: 10,
    batchesInFlight: 1,
    waitForLock: async () => undefined,
    settleBatch: (batch) => {
      events.push(`${namesIn(batch)} sent`);
      return new Promise<BatchOutcome>((resolve, reject) =>
        ends.push((outcome) => {
          if (outcome === 'a defect') return reject(new Error(outcome));
          resolve(toldBy(() => batch.forEach(({ settle }) => settle(E.left(customerBusy)))));
        }),
      );
    },
  });
  const add = (refId: string): void =>
    queue.add({
      request: {
        customer: { refId },
        claimsExternalId: null,
        key: { client: 'crm', requestId: refId, operation: 'updateCustomerSegment', content: '' },
        deadline: Date.now() + 60_000,
        traceparent: null,
      },
      decide: () => E.left(publicationBacklog),
      contentHash: '',
      attempts: 0,
      settle: () => events.push(`${refId} answered`),
      fail: () => events.push(`${refId} failed`),
    });
  const end = (outcome: 'settled' | 'a defect' = 'settled'): void => ends.shift()?.(outcome);
  const close = async (): Promise<void> => {
    await queue.close();
    events.push('closed');
  };
  const happens = (event: string): Promise<void> =>
    waitUntil(() => events.includes(event), { deadlineMs: 5000, describe: () => `${event}: ${events.join(', ')}` });
  return { add, end, close, happens, events };
};

test('the next batch is sent before the last one is answered', async (t) => {
  const { add, end, close, happens, events } = observedQueue();
  ['a', 'b', 'c'].forEach(add);
  end();
  const closed = close();
  await happens('b c sent');
  end();
  await closed;
  t.deepEqual(events, ['a sent', 'b c sent', 'a answered', 'b answered', 'c answered', 'closed']);
});

test('a defect fails its own batch, and the next goes on', async (t) => {
  const { add, end, close, happens, events } = observedQueue();
  ['a', 'b', 'c'].forEach(add);
  end('a defect');
  await happens('b c sent');
  end();
  await close();
  t.is(events.join(', '), 'a sent, b c sent, a failed, b answered, c answered, closed');
});
