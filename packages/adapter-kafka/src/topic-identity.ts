import type { Claimed, Mark, Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { fingerprintOf } from './fingerprint.js';
import type { RecordProbe } from './record-probe.js';
import { succeeded } from './succeeded.js';

/** Whether the topic that is read is still the one that was read. */
export interface TopicIdentity {
  /** Those of the partitions in which the topic was made anew since. Rejects where that cannot be found out. */
  readonly changedSince: (claimed: ReadonlyArray<Claimed>) => Promise<ReadonlyArray<Partition>>;
  /** These partitions are read from now on, and no others. */
  readonly follow: (claimed: ReadonlyArray<Claimed>) => void;
  /** What the subscriber has received. */
  readonly received: (partition: Partition, message: Kafka.Message) => void;
  /** Looks at the marks of what is read; sets new ones, unless the topic was made anew: then it answers where. */
  readonly lookAgain: () => Promise<ReadonlyArray<Partition>>;
}

export const topicIdentity = (probe: RecordProbe, subscriber: Subscriber): TopicIdentity => {
  const marks = new Map<number, Mark>();
  const latest = new Map<number, { readonly partition: Partition; readonly message: Kafka.Message }>();

  const changedAmong = async (looked: ReadonlyArray<Mark>): Promise<ReadonlyArray<Partition>> =>
    [...(await probe.look(looked))].flatMap(([{ partition }, finding]) => (finding === 'other' ? [partition] : []));

  /** Of records that were received before the earlier marks were looked at: what lies behind a mark that is still there is of one topic with it. */
  const newMarks = (): ReadonlyArray<Mark> =>
    [...latest]
      .filter(([number, { message }]) => marks.get(number)?.offset !== message.offset)
      .map(([, { partition, message }]) => ({
        partition,
        offset: message.offset,
        fingerprint: fingerprintOf(message),
      }));

  return {
    changedSince: (claimed) => changedAmong(claimed.flatMap(({ mark }) => (mark === null ? [] : [mark]))),
    follow: (claimed) => {
      marks.clear();
      latest.clear();
      for (const { partition, mark } of claimed) if (mark !== null) marks.set(partition.partition, mark);
    },
    received: (partition, message) => void latest.set(partition.partition, { partition, message }),
    lookAgain: async () => {
      const next = newMarks();
      const changed = await changedAmong([...marks.values()]);
      if (changed.length > 0 || next.length === 0) return changed;
      await succeeded('keeping the marks', subscriber.mark(next));
      for (const mark of next) marks.set(mark.partition.partition, mark);
      return [];
    },
  };
};
