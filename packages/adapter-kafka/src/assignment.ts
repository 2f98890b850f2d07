import type { Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { messageOf } from './connection.js';
import type { Sleeper } from './interruptible.js';
import type { RecordProbe } from './record-probe.js';
import { startingPoints } from './starting-points.js';
import type { ReadAhead } from './read-ahead.js';
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
  /** Claims those of the paused partitions that exist, if there are any. */
  readonly resume: () => Promise<void>;
  /** Returns whether other partitions are to be read than those that were claimed. Rejects if the broker does not answer. */
  readonly isOutdated: () => Promise<boolean>;
  /** Stops reading, because the group has revoked the partitions. */
  readonly revoke: () => void;
}

/** The part of a consumer that has partitions. */
interface AssignableReader {
  readonly assign: (points: Array<Kafka.TopicPartitionOffset>) => unknown;
  readonly unassign: () => unknown;
  readonly isConnected: () => boolean;
}

interface Assigning {
  readonly reader: AssignableReader;
  readonly batches: Pick<ReadAhead, 'drop'>;
  readonly subscriber: Subscriber;
  readonly identity: TopicIdentity;
  readonly probe: Pick<RecordProbe, 'watermarks'>;
  readonly partitionOf: (partition: number) => Partition;
  /** Returns which partitions to read now, of those that are assigned. Rejects if the broker does not answer. */
  readonly toRead: (assigned: ReadonlyArray<number>) => Promise<ReadonlyArray<number>>;
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
  batches,
  subscriber,
  identity,
  probe,
  partitionOf,
  toRead,
  waits,
  awaitingShare,
  onAssigned,
  onError,
  sleeper,
  isClosed,
}: Assigning): Assignment => {
  let rebalance = 0;
  let assigned: ReadonlyArray<number> = [];
  /** Null until the first claim, and while one runs. */
  let claimed: ReadonlyArray<number> | null = null;

  /** `existing` are those to read; null if that is to be found out, as it is again after a failure. */
  const claim = async (partitions: ReadonlyArray<number>, existing: ReadonlyArray<number> | null): Promise<void> => {
    rebalance += 1;
    assigned = partitions;
    claimed = null;
    const current = rebalance;
    while (!isClosed() && current === rebalance) {
      try {
        // Read again from the stored positions. A read in progress must end first, or it would take messages of this assignment.
        await batches.drop();
        const read: ReadonlyArray<number> = existing ?? (await toRead(partitions));
        const points = await startingPoints({ subscriber, identity, probe }, read.map(partitionOf));
        // A newer rebalance is answered by its own call.
        if (current !== rebalance) return;
        claimed = read;
        reader.assign(points);
        waits.setCause(null);
        return onAssigned();
      } catch (error) {
        if (isClosed()) break;
        existing = null;
        waits.setCause(`the start of its reading (${messageOf(error)})`);
        onError(`cannot start reading: ${messageOf(error)}`);
        await sleeper.sleep(retryPauseMs);
      }
    }
    // Without this answer the group, and so the disconnect, would wait.
    if (current === rebalance && reader.isConnected()) reader.unassign();
  };

  return {
    claim: (partitions) => claim(partitions, partitions),
    pause: () => {
      if (assigned.length > 0 && reader.isConnected()) reader.unassign();
    },
    resume: async () => {
      if (assigned.length > 0) await claim(assigned, null);
    },
    isOutdated: async () => {
      const before = claimed;
      if (before === null || assigned.length === 0) return false;
      const existing = await toRead(assigned);
      // A rebalance in the meantime claims what exists.
      if (claimed !== before) return false;
      return existing.length !== before.length || !existing.every((partition) => before.includes(partition));
    },
    revoke: () => {
      rebalance += 1;
      assigned = [];
      claimed = null;
      waits.setCause(awaitingShare);
      identity.follow([]);
      void batches.drop();
      if (reader.isConnected()) reader.unassign();
    },
  };
};
