import type { OutboundMessage } from '@casm/core';
import { inMemoryStreaming } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { unreadLimit } from '../src/embedded/unread-limit.js';

const topic = 'casm.customer';

const message = (version: number, on = topic): OutboundMessage => ({
  kind: 'customer',
  refId: 'c-1',
  version,
  topic: on,
  transactionId: `tx-${version}`,
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: null,
  replayedAt: null,
  body: 'x'.repeat(9 * 1024),
});

const many = (count: number): ReadonlyArray<OutboundMessage> =>
  Array.from({ length: count }, (_, index) => message(index + 1));

/** A limit of ten messages, and a reader that receives nothing before it is told to. */
const limited = async () => {
  const streaming = inMemoryStreaming();
  const limit = unreadLimit({ topic, limitBytes: 100 * 1024 });
  let receiveAll = (): void => undefined;
  const gate = new Promise<void>((resolve) => (receiveAll = resolve));
  const received: Array<string | null> = [];
  const subscription = limit.subscription(streaming.subscribe(topic));
  await subscription.start(
    {
      claim: () => TE.right([]),
      receive: (deliveries) => async () => {
        await gate;
        received.push(...deliveries.map(({ body }) => body));
        return E.right(undefined);
      },
      mark: () => TE.right(undefined),
      startOver: () => TE.right(undefined),
    },
    () => undefined,
  );
  return { ...streaming, limit, received, receiveAll, subscription };
};

test('while the reader is blocked no more is published than the limit, and it is told what is waited for', async (t) => {
  const { publisher, limit, stored } = await limited();
  const held = limit.publisher(publisher, 1);
  const outcome = await held.publish(many(50))();
  t.regex(E.isLeft(outcome) ? outcome.left.detail : '', /the warehouse, which has yet to read/);
  t.regex(held.waitsFor() ?? '', /the warehouse/);
  t.is(stored(topic).length, 10);
});

test('what waits for room goes on when the reader does, in order and each once', async (t) => {
  const { publisher, limit, stored, received, receiveAll, subscription } = await limited();
  const held = limit.publisher(publisher, 20_000);
  const publishing = held.publish(many(50))();
  receiveAll();
  t.true(E.isRight(await publishing));
  t.is(held.waitsFor(), null);
  t.deepEqual(
    stored(topic).map(({ version }) => version),
    many(50).map(({ version }) => version),
  );
  await waitUntil(() => received.length >= 50, { deadlineMs: 20_000, describe: 'all are received' });
  await subscription.close();
  t.is(received.length, 50);
});

test('what the platform did not take does not count', async (t) => {
  const { limit, publisher, stored } = await limited();
  const { publisher: broken } = inMemoryStreaming({ receives: () => 'lost' });
  for (let call = 0; call < 20; call += 1) t.true(E.isLeft(await limit.publisher(broken, 1).publish([message(1)])()));
  t.true(E.isRight(await limit.publisher(publisher, 1).publish(many(10))()));
  t.is(stored(topic).length, 10);
});

test('a topic that is not read is not held back', async (t) => {
  const { publisher, limit, stored } = await limited();
  const held = limit.publisher(publisher, 1);
  t.true(E.isLeft(await held.publish(many(50))()));
  t.true(E.isRight(await held.publish([message(1, 'further')])()));
  t.is(stored('further').length, 1);
});

test('a publisher that is closed waits no longer', async (t) => {
  const { publisher, limit } = await limited();
  const held = limit.publisher(publisher, 60_000);
  const publishing = held.publish(many(50))();
  await held.close();
  t.true(E.isLeft(await publishing));
});
