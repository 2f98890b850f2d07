import { storeUnavailable } from '@casm/core';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { type Reader, readerOf } from '../src/read-path/reader.js';
import { readQueue } from '../src/read-path/read-queue.js';
import { UnexpectedRow } from '../src/rows.js';

interface Read {
  readonly name: string;
  readonly size: number;
  readonly reader: Reader<string>;
}

/**
 * A queue with one statement in flight, for at most three keys. The test ends statements; `events` records everything.
 */
const observedQueue = (mostQueued = 10) => {
  const events: Array<string> = [];
  const ends: Array<(how: 'well' | 'badly') => void> = [];
  /** The failure of any statement that contains the named read. */
  const faults = new Map<string, Error>();
  const queue = readQueue<Read>(
    {
      inFlight: 1,
      maxShared: 3,
      admission: { admits: (queued) => queued < mostQueued, begin: () => () => undefined },
    },
    async (shared) => {
      events.push(`${shared.map(({ name }) => name).join(' ')} sent`);
      const fault = shared.map(({ name }) => faults.get(name)).find((one) => one !== undefined);
      if (fault !== undefined) throw fault;
      const how = await new Promise<'well' | 'badly'>((resolve) => ends.push(resolve));
      if (how === 'badly') throw new Error('the connection broke');
      shared.forEach(({ name, reader }) => reader.answer(E.right(name)));
    },
  );
  const add = (name: string, timeoutMs = 60_000, size = 1): void =>
    queue.add({
      name,
      size,
      reader: readerOf(timeoutMs, (outcome) =>
        events.push(`${name} ${E.isLeft(outcome) ? outcome.left._tag : 'answered'}`),
      ),
    });
  const happens = (event: string): Promise<void> =>
    waitUntil(() => events.includes(event), { deadlineMs: 30_000, describe: () => `${event}: ${events.join(', ')}` });
  return { ...queue, add, faults, end: (how: 'well' | 'badly' = 'well') => ends.shift()?.(how), happens, events };
};

test('a single read is sent immediately; reads that arrive meanwhile share the next statement, and never join one already sent', async (t) => {
  const { add, end, happens, events, status } = observedQueue();
  ['a', 'b', 'c', 'd', 'e'].forEach((name) => add(name));
  t.deepEqual(status(), { queued: 4, inFlight: 1, refused: 0 });
  end();
  await happens('b c d sent');
  t.false(events.includes('b answered'));
  end();
  await happens('e sent');
  end();
  await happens('e answered');
  t.deepEqual(
    events.filter((event) => event.endsWith('sent')),
    ['a sent', 'b c d sent', 'e sent'],
  );
});

test('reads of several keys share a statement up to its limit, in order of arrival; a larger read has its own', async (t) => {
  const { add, end, happens, events } = observedQueue(20);
  const sizes = { a: 1, b: 2, c: 1, d: 1, e: 7, f: 1, g: 2 };
  Object.entries(sizes).forEach(([name, size]) => add(name, 60_000, size));
  for (const sent of ['a sent', 'b c sent', 'd sent', 'e sent', 'f g sent']) {
    await happens(sent);
    end();
  }
  await happens('g answered');
  t.is(events.filter((event) => event.endsWith('sent')).length, 5);
});

test('admission counts keys: a read of many keys counts like many reads', async (t) => {
  const { add, end, happens, events } = observedQueue(5);
  add('sent');
  add('large', 60_000, 5);
  add('late');
  t.deepEqual(events, ['sent sent', 'late Overloaded']);
  end();
  await happens('large sent');
  end();
  await happens('large answered');
});

test('a read that is not admitted is Overloaded immediately, and counted', async (t) => {
  const { add, end, happens, events, status } = observedQueue(1);
  ['a', 'b', 'c'].forEach((name) => add(name));
  t.deepEqual(events, ['a sent', 'c Overloaded']);
  t.is(status().refused, 1);
  end();
  await happens('b sent');
  end();
  await happens('b answered');
});

test('a read is answered at its timeout, whether sent or waiting, and is not sent afterwards', async (t) => {
  const { add, end, happens, events } = observedQueue();
  add('sent', 20);
  add('waiting', 20);
  add('patient');
  await happens('sent StoreUnavailable');
  await happens('waiting StoreUnavailable');
  end();
  await happens('patient sent');
  end();
  await happens('patient answered');
  t.false(events.includes('waiting sent'));
});

test('a failed statement fails the reads that shared it, and not the next', async (t) => {
  const { add, end, happens, events } = observedQueue();
  ['a', 'b', 'c'].forEach((name) => add(name));
  end('badly');
  await happens('b c sent');
  end();
  await happens('c answered');
  t.deepEqual(events, ['a sent', 'a StoreUnavailable', 'b c sent', 'b answered', 'c answered']);
});

test('a read that causes a failure fails alone, and the others of its statement are answered', async (t) => {
  const { add, faults, end, happens, events } = observedQueue();
  faults.set('c', new UnexpectedRow('customer_segment'));
  ['a', 'b', 'c', 'd'].forEach((name) => add(name));
  end();
  await happens('b sent');
  end();
  await happens('d sent');
  end();
  await happens('d answered');
  t.deepEqual(events, [
    'a sent',
    'a answered',
    'b c d sent',
    'b sent',
    'b answered',
    'c sent',
    'c StoreMisconfigured',
    'd sent',
    'd answered',
  ]);
});

test('a reader is answered once', (t) => {
  const answers: Array<unknown> = [];
  const reader = readerOf<string>(60_000, (outcome) => answers.push(outcome));
  reader.answer(E.right('first'));
  reader.answer(E.left(storeUnavailable('second')));
  t.deepEqual(answers, [E.right('first')]);
});
