import type { Partition } from '@casm/core';
import { storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { deliver } from '../src/delivery-loop.js';
import { interruptible } from '../src/interruptible.js';
import { readAhead } from '../src/read-ahead.js';
import { waiting } from '../src/waiting.js';
import { delivered, scriptedReader } from './scripted-reader.js';

const partitionOf = (partition: number): Partition => ({ cluster: 'test', group: 'g', topic: 'scripted', partition });

type Verdict = 'takes' | 'refuses' | 'throws' | 'loses its partitions';

/** The loop with batches of two, on a subscriber whose position is the next offset of a newly assigned partition. */
const running = (t: ExecutionContext, verdictOf: (call: number) => Verdict = () => 'takes') => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 2, delivered);
  const recreated: Array<Partition> = [];
  const received: Array<ReadonlyArray<number>> = [];
  let [calls, looks, position, closed] = [0, 0, 0, false];
  const gates: Array<() => void> = [];
  const sleeper = interruptible();
  const ended = deliver({
    batches,
    subscriber: {
      claim: () => TE.right([]),
      mark: () => TE.right(undefined),
      startOver: () => async () => {
        recreated.splice(0);
        position = 0;
        return E.right(undefined);
      },
      receive: (deliveries) => async () => {
        calls += 1;
        const verdict = verdictOf(calls);
        await new Promise<void>((resolve) => gates.push(resolve));
        if (verdict === 'throws') throw new Error('a defect');
        if (verdict === 'refuses') return E.left(storeUnavailable('refused on purpose'));
        if (verdict !== 'takes') return E.left({ _tag: 'PartitionsLost', partitions: [partitionOf(0)] });
        received.push(deliveries.map(({ offset }) => offset));
        position = (deliveries.at(-1)?.offset ?? 0) + 1;
        return E.right(undefined);
      },
    },
    identity: {
      recreatedAmong: async () => [],
      follow: () => undefined,
      received: () => undefined,
      check: async () => {
        looks += 1;
        return [...recreated];
      },
    },
    assigned: {
      claim: async () => undefined,
      pause: () => undefined,
      resume: async () => scripted.seek(position),
      isOutdated: async () => false,
      revoke: () => undefined,
    },
    partitionOf,
    brokers: 'nowhere',
    topic: 'scripted',
    group: 'g',
    waits: waiting(null),
    checkIntervalMs: 20,
    onError: () => undefined,
    sleeper,
    isClosed: () => closed,
  });
  const close = async (): Promise<void> => {
    closed = true;
    sleeper.wake();
    const opening = setInterval(() => {
      gates.splice(0).forEach((open) => open());
      scripted.end(null);
    }, 1);
    await ended;
    clearInterval(opening);
  };
  t.teardown(close);
  const until = (describe: string, holds: () => boolean): Promise<void> =>
    waitUntil(holds, { deadlineMs: 10_000, describe: () => `${describe}: ${JSON.stringify(received)}` });
  return {
    ...scripted,
    recreated,
    received,
    close,
    until,
    calls: () => calls,
    looks: () => looks,
    /** Lets the batch that is being received end. */
    open: async (): Promise<void> => {
      await until('a batch is being received', () => gates.length > 0);
      gates.shift()?.();
    },
  };
};

test('while a batch is received, the next one is read, and no more', async (t) => {
  const loop = running(t);
  loop.add(10);
  await loop.until('a batch is being received', () => loop.calls() === 1);
  await loop.until('the next one is read', () => loop.next() === 4);
  await loop.open();
  await loop.until('the second batch is being received', () => loop.calls() === 2);
  await loop.until('the third one is read', () => loop.next() === 6);
  t.deepEqual(loop.received, [[0, 1]]);
});

for (const verdict of ['refuses', 'throws', 'loses its partitions'] as const)
  test(`what was read ahead of a batch that the subscriber ${verdict} is not delivered before that batch`, async (t) => {
    const loop = running(t, (call) => (call === 2 ? verdict : 'takes'));
    loop.add(8);
    await loop.open();
    await loop.until('the batch after the second one is read', () => loop.calls() === 2 && loop.next() === 6);
    for (let batch = 0; batch < 4; batch += 1) await loop.open();
    await loop.until('all are received', () => loop.received.length === 4);
    t.deepEqual(loop.received, [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
  });

test('what was read ahead when the subscription is closed is not delivered', async (t) => {
  const loop = running(t);
  loop.add(4);
  await loop.until('the next batch is read', () => loop.calls() === 1 && loop.next() === 4);
  await loop.close();
  t.deepEqual(loop.received, [[0, 1]]);
});

test('a batch that arrives after the subscription was closed is not delivered', async (t) => {
  const loop = running(t);
  await loop.until('it waits for a message', () => loop.waiting() === 1);
  const closed = loop.close();
  loop.add(1);
  await closed;
  t.is(loop.calls(), 0);
});

test('what was read ahead of a topic that was recreated is not delivered', async (t) => {
  const loop = running(t);
  loop.add(4);
  await loop.until('the next batch is read', () => loop.calls() === 1 && loop.next() === 4);
  loop.recreated.push(partitionOf(0));
  const looks = loop.looks();
  await loop.until('the change is found, and handed over', () => loop.looks() === looks + 2);
  await loop.open();
  await loop.until('it has started over', () => loop.recreated.length === 0);
  await loop.open();
  await loop.until('it reads from the beginning', () => loop.received.length === 2);
  t.deepEqual(loop.received, [
    [0, 1],
    [0, 1],
  ]);
});
