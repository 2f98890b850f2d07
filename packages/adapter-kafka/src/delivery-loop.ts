import type { Partition, Subscriber } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Assignment } from './assignment.js';
import { messageOf } from './connection.js';
import type { Sleeper } from './interruptible.js';
import type { Batch, ReadAhead } from './read-ahead.js';
import { succeeded } from './succeeded.js';
import type { TopicIdentity } from './topic-identity.js';
import { readerWaitsFor, type Waiting } from './waiting.js';

export interface Delivering {
  readonly batches: ReadAhead;
  readonly subscriber: Subscriber;
  readonly identity: TopicIdentity;
  readonly assigned: Assignment;
  readonly partitionOf: (partition: number) => Partition;
  readonly brokers: string;
  readonly topic: string;
  readonly group: string;
  readonly waits: Waiting;
  readonly checkIntervalMs: number;
  readonly onError: (detail: string) => void;
  readonly sleeper: Sleeper;
  readonly isClosed: () => boolean;
}

const retryPauseMs = 500;

/** Delivers batches in sequence until the subscription is closed. */
export const deliver = async (delivering: Delivering): Promise<void> => {
  const changes: Changes = { recreated: new Map(), otherPartitions: false };
  await Promise.all([read(delivering, changes), watch(delivering, changes)]);
};

/** The changes of the topic that `watch` found and `read` has not handled yet. */
interface Changes {
  readonly recreated: Map<number, Partition>;
  otherPartitions: boolean;
}

/**
 * Checks, concurrently with reading, whether the topic was recreated or has other partitions. `read` handles the result between two
 * batches.
 */
const watch = async (
  { identity, assigned, brokers, waits, checkIntervalMs, onError, sleeper, isClosed }: Delivering,
  changes: Changes,
): Promise<void> => {
  while (!isClosed()) {
    await sleeper.sleep(checkIntervalMs);
    const silent = `an answer of the broker at ${brokers}`;
    try {
      if (isClosed()) return;
      for (const partition of await identity.check()) changes.recreated.set(partition.partition, partition);
      if (!isClosed() && (await assigned.isOutdated())) changes.otherPartitions = true;
      if (waits.cause() === silent) waits.setCause(null);
    } catch (error) {
      if (isClosed()) return;
      if (waits.cause() === null) waits.setCause(silent);
      onError(`cannot look whether the topic is still the same: ${messageOf(error)}`);
    }
  }
};

/**
 * Reads and delivers batches. While the subscriber receives a batch, the next one is read, and no more than that. After any failure
 * what was read ahead is dropped, and the partitions are claimed again and read from the stored positions, so that no message is
 * skipped. PartitionsLost is handled in the same way: a subscriber that has left the group learns that from the broker soon, and for
 * a member it means that a claim of an earlier generation was late.
 */
const read = async (delivering: Delivering, changes: Changes): Promise<void> => {
  const { batches, subscriber, assigned, waits, onError, sleeper, isClosed } = delivering;
  while (!isClosed()) {
    try {
      if (changes.recreated.size > 0) {
        await succeeded('starting over', subscriber.startOver([...changes.recreated.values()]));
        changes.recreated.clear();
      } else if (!changes.otherPartitions) {
        const batch = await batches.next();
        if (isClosed()) break;
        if (batch.deliveries.length === 0) continue;
        batches.start();
        if (await receive(delivering, batch)) continue;
      }
    } catch (error) {
      if (waits.cause() !== null) waits.setCause(readerWaitsFor(error, delivering));
      onError(`cannot read: ${messageOf(error)}`);
    }
    changes.otherPartitions = false;
    assigned.pause();
    await batches.drop();
    await sleeper.sleep(retryPauseMs);
    await assigned.resume();
  }
  await batches.drop();
};

/** Passes the batch to the subscriber. Returns whether it has received it. */
const receive = async (
  { subscriber, identity, partitionOf, onError }: Delivering,
  { deliveries, latest }: Batch,
): Promise<boolean> => {
  const received = await subscriber.receive(deliveries)();
  if (E.isLeft(received)) {
    onError(`the batch was not received and will be delivered again: ${JSON.stringify(received.left)}`);
    return false;
  }
  for (const [partition, message] of latest) identity.received(partitionOf(partition), message);
  return true;
};
