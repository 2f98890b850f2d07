import type { Partition, Subscriber } from '@casm/core';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { assignment } from '../src/assignment.js';
import { interruptible } from '../src/interruptible.js';
import { readAhead } from '../src/read-ahead.js';
import { waiting } from '../src/waiting.js';
import { delivered, scriptedReader } from './scripted-reader.js';

const subscriber: Subscriber = {
  claim: () => TE.right([]),
  receive: () => TE.right(undefined),
  mark: () => TE.right(undefined),
  startOver: () => TE.right(undefined),
};

/** The answers to rebalances of a reader that has read the first of its messages, and reads ahead. */
const assigning = () => {
  const scripted = scriptedReader();
  const batches = readAhead(scripted.reader, 2, delivered);
  const log: Array<string> = [];
  const assignments = assignment({
    reader: {
      assign: () => {
        log.push('assigned');
        scripted.seek(1);
      },
      unassign: () => log.push('unassigned'),
      isConnected: () => true,
    },
    batches,
    subscriber,
    identity: {
      recreatedAmong: async () => [],
      follow: () => undefined,
      received: () => undefined,
      check: async () => [],
    },
    probe: { watermarks: async (asked) => new Map(asked.map((each) => [each, { lowOffset: 0, highOffset: 0 }])) },
    partitionOf: (partition): Partition => ({ cluster: 'test', group: 'g', topic: 'scripted', partition }),
    toRead: async (assigned) => assigned,
    waits: waiting(null),
    awaitingShare: 'its share',
    onAssigned: () => undefined,
    onError: (detail) => log.push(detail),
    sleeper: interruptible(),
    isClosed: () => false,
  });
  return { ...scripted, batches, log, assignments };
};

test('partitions are assigned when the read ahead in progress has ended, so that it takes no message of theirs', async (t) => {
  const { batches, log, assignments, add, seek } = assigning();
  seek(1);
  batches.start();
  assignments.revoke();
  const claimed = assignments.claim([0]);
  await new Promise(setImmediate);
  t.deepEqual(log, ['unassigned']);
  add(3);
  await claimed;
  t.deepEqual(log, ['unassigned', 'assigned']);
  t.deepEqual(
    (await batches.next()).deliveries.map(({ offset }) => offset),
    [1, 2],
  );
});

test('a batch that was read ahead of a rebalance is read again, not delivered twice', async (t) => {
  const { batches, assignments, add, seek, next } = assigning();
  seek(1);
  add(5);
  batches.start();
  while (next() < 3) await new Promise(setImmediate);
  assignments.revoke();
  await assignments.claim([0]);
  const [one, two] = [await batches.next(), await batches.next()];
  const taken = [...one.deliveries, ...two.deliveries].map(({ offset }) => offset);
  t.deepEqual(taken, [1, 2, 3, 4]);
});
