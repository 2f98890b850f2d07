import type { Claimed, Mark, Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { fingerprintOf } from './fingerprint.js';
import type { RecordProbe } from './record-probe.js';
import { succeeded } from './succeeded.js';

/** Detects by marks and positions whether the topic was recreated. */
export interface TopicIdentity {
  /**
   * Returns the partitions in which the topic was recreated since they were read: the mark is no longer found, or the position is beyond
   * the end. Rejects if the broker does not answer.
   */
  readonly recreatedAmong: (claimed: ReadonlyArray<Claimed>) => Promise<ReadonlyArray<Partition>>;
  /** Replaces the partitions whose marks are checked. */
  readonly follow: (claimed: ReadonlyArray<Claimed>) => void;
  /** Records a message that the subscriber has received. */
  readonly received: (partition: Partition, message: Kafka.Message) => void;
  /** Checks the marks. Returns the partitions in which the topic was recreated; if there are none, sets new marks. */
  readonly check: () => Promise<ReadonlyArray<Partition>>;
}

export const topicIdentity = (probe: RecordProbe, subscriber: Subscriber): TopicIdentity => {
  const marks = new Map<number, Mark>();
  const latest = new Map<number, { readonly partition: Partition; readonly message: Kafka.Message }>();

  const changedAmong = async (checked: ReadonlyArray<Mark>): Promise<ReadonlyArray<Partition>> =>
    [...(await probe.look(checked))].flatMap(([{ partition }, finding]) => (finding === 'other' ? [partition] : []));

  const beyondTheEnd = async (claimed: ReadonlyArray<Claimed>): Promise<ReadonlyArray<Partition>> => {
    const partitions = claimed.map(({ partition }) => partition);
    const watermarks = await probe.watermarks(partitions);
    return claimed.flatMap(({ partition, next }) =>
      next > (watermarks.get(partition)?.highOffset ?? next) ? [partition] : [],
    );
  };

  /** Marks of records received before the current marks are checked. A record after a mark that is still there is of the same topic. */
  const newMarks = (): ReadonlyArray<Mark> =>
    [...latest]
      .filter(([number, { message }]) => marks.get(number)?.offset !== message.offset)
      .map(([, { partition, message }]) => ({
        partition,
        offset: message.offset,
        fingerprint: fingerprintOf(message),
      }));

  return {
    recreatedAmong: async (claimed) => [
      ...(await changedAmong(claimed.flatMap(({ mark }) => (mark === null ? [] : [mark])))),
      ...(await beyondTheEnd(claimed)),
    ],
    follow: (claimed) => {
      marks.clear();
      latest.clear();
      for (const { partition, mark } of claimed) if (mark !== null) marks.set(partition.partition, mark);
    },
    received: (partition, message) => void latest.set(partition.partition, { partition, message }),
    check: async () => {
      const next = newMarks();
      const changed = await changedAmong([...marks.values()]);
      if (changed.length > 0 || next.length === 0) return changed;
      await succeeded('keeping the marks', subscriber.mark(next));
      for (const mark of next) marks.set(mark.partition.partition, mark);
      return [];
    },
  };
};
