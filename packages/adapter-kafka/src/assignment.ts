import type { Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { messageOf } from './connection.js';
import type { Sleeper } from './interruptible.js';
import { startingPoints } from './starting-points.js';
import type { TopicIdentity } from './topic-identity.js';
import type { Waiting } from './waiting.js';

export interface Assignment {
  /** Claims the assigned partitions and reads from their positions. Resolves when reading starts, on a newer rebalance or on close. */
  readonly claim: (partitions: ReadonlyArray<number>) => Promise<void>;
  /**
   * Stops reading the claimed partitions until `resume`. Wait between the two calls: librdkafka 2.12 aborts the process if partitions
   * are assigned and revoked again before an earlier reader of them has stopped
   * (https://github.com/confluentinc/librdkafka/issues/5573).
   */
  readonly pause: () => void;
  /** Claims the paused partitions again, if there are any. */
  readonly resume: () => Promise<void>;
  /** Stops reading, because the group has revoked the partitions. */
  readonly revoke: () => void;
}

interface Assigning {
  readonly reader: Kafka.KafkaConsumer;
  readonly subscriber: Subscriber;
  readonly identity: TopicIdentity;
  readonly partitionOf: (partition: number) => Partition;
  readonly waits: Waiting;
  /** The cause of the wait until partitions are assigned, in words. */
  readonly awaitingShare: string;
  readonly onAssigned: () => void;
  readonly onError: (detail: string) => void;
  readonly sleeper: Sleeper;
  readonly isClosed: () => boolean;
}

const retryPauseMs = 500;

/** Answers rebalances. A failed claim is retried until it succeeds, because the group waits for the answer. */
export const assignment = ({
  reader,
  subscriber,
  identity,
  partitionOf,
  waits,
  awaitingShare,
  onAssigned,
  onError,
  sleeper,
  isClosed,
}: Assigning): Assignment => {
  let rebalance = 0;
  let claimed: ReadonlyArray<number> = [];

  const claim = async (partitions: ReadonlyArray<number>): Promise<void> => {
    rebalance += 1;
    claimed = partitions;
    const current = rebalance;
    while (!isClosed() && current === rebalance) {
      try {
        const points = await startingPoints(reader, subscriber, identity, partitions.map(partitionOf));
        // A newer rebalance is answered by its own call.
        if (current !== rebalance) return;
        reader.assign(points);
        waits.setCause(null);
        return onAssigned();
      } catch (error) {
        waits.setCause(`the start of its reading (${messageOf(error)})`);
        onError(`cannot start reading: ${messageOf(error)}`);
        await sleeper.sleep(retryPauseMs);
      }
    }
    // Without this answer the group, and so the disconnect, would wait.
    if (current === rebalance && reader.isConnected()) reader.unassign();
  };

  return {
    claim,
    pause: () => {
      if (claimed.length > 0 && reader.isConnected()) reader.unassign();
    },
    resume: async () => {
      if (claimed.length > 0) await claim(claimed);
    },
    revoke: () => {
      rebalance += 1;
      claimed = [];
      waits.setCause(awaitingShare);
      identity.follow([]);
      if (reader.isConnected()) reader.unassign();
    },
  };
};
