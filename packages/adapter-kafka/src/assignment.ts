import type { Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { messageOf } from './connection.js';
import type { Nap } from './interruptible.js';
import { startingPoints } from './starting-points.js';
import type { TopicIdentity } from './topic-identity.js';
import type { Waiting } from './waiting.js';

export interface Assignment {
  /** These partitions are ours: claims them, and reads from where the positions say. Resolves when that is so, or over. */
  readonly take: (partitions: ReadonlyArray<number>) => Promise<void>;
  /**
   * Stops reading those in hand, until `takeAgain`. Between the two there must be a pause: librdkafka 2.12 aborts the process
   * where partitions are assigned and taken away anew before an earlier reader of them has stopped
   * (https://github.com/confluentinc/librdkafka/issues/5573).
   */
  readonly letGo: () => void;
  /** Takes those in hand again, if there are any. */
  readonly takeAgain: () => Promise<void>;
  /** The group has taken them away. */
  readonly drop: () => void;
}

interface Assigning {
  readonly reader: Kafka.KafkaConsumer;
  readonly subscriber: Subscriber;
  readonly identity: TopicIdentity;
  readonly partitionOf: (partition: number) => Partition;
  readonly waits: Waiting;
  /** What is waited for until partitions are assigned, in words. */
  readonly itsShare: string;
  readonly onAssigned: () => void;
  readonly onError: (detail: string) => void;
  readonly nap: Nap;
  readonly isOver: () => boolean;
}

const retryPauseMs = 500;

/** A rebalance must be answered, whatever goes wrong on the way: it is tried again until it is, or is over. */
export const assignment = ({
  reader,
  subscriber,
  identity,
  partitionOf,
  waits,
  itsShare,
  onAssigned,
  onError,
  nap,
  isOver,
}: Assigning): Assignment => {
  let rebalance = 0;
  let held: ReadonlyArray<number> = [];

  const take = async (partitions: ReadonlyArray<number>): Promise<void> => {
    rebalance += 1;
    held = partitions;
    const mine = rebalance;
    while (!isOver() && mine === rebalance) {
      try {
        const points = await startingPoints(reader, subscriber, identity, partitions.map(partitionOf));
        // The group may have moved on meanwhile: what it says then is answered there.
        if (mine !== rebalance) return;
        reader.assign(points);
        waits.waitFor(null);
        return onAssigned();
      } catch (error) {
        waits.waitFor(`the start of its reading (${messageOf(error)})`);
        onError(`cannot start reading: ${messageOf(error)}`);
        await nap.sleep(retryPauseMs);
      }
    }
    // Left without an answer, the group would wait for it, and so would the farewell.
    if (mine === rebalance && reader.isConnected()) reader.unassign();
  };

  return {
    take,
    letGo: () => {
      if (held.length > 0 && reader.isConnected()) reader.unassign();
    },
    takeAgain: async () => {
      if (held.length > 0) await take(held);
    },
    drop: () => {
      rebalance += 1;
      held = [];
      waits.waitFor(itsShare);
      identity.follow([]);
      if (reader.isConnected()) reader.unassign();
    },
  };
};
