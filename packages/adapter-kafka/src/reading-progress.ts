import type { Claimed, Partition, Subscriber } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type Kafka from 'node-rdkafka';

/** The lag of one partition: the number of its messages that are not received yet. */
export interface PartitionLag {
  readonly partition: number;
  readonly messages: number;
}

export interface ReadingProgress {
  /** The subscriber, whose positions are noted. */
  readonly subscriber: Subscriber;
  /** Of the partitions that are assigned to the reader, by what it last heard of their ends. */
  readonly lag: (reader: Kafka.KafkaConsumer) => ReadonlyArray<PartitionLag>;
}

/** Notes where the subscriber is in each partition. */
export const readingProgress = (subscriber: Subscriber): ReadingProgress => {
  const next = new Map<number, number>();
  const forget = (partitions: ReadonlyArray<Partition>): void =>
    partitions.forEach((each) => next.delete(each.partition));
  return {
    subscriber: {
      ...subscriber,
      claim: (partitions) =>
        TE.map((claimed: ReadonlyArray<Claimed>) => {
          forget(partitions);
          for (const position of claimed) next.set(position.partition.partition, position.next);
          return claimed;
        })(subscriber.claim(partitions)),
      receive: (deliveries) =>
        TE.map(() => {
          for (const { partition, offset } of deliveries) next.set(partition.partition, offset + 1);
        })(subscriber.receive(deliveries)),
      startOver: (partitions) => TE.map(() => forget(partitions))(subscriber.startOver(partitions)),
    },
    lag: (reader) =>
      reader.assignments().map(({ topic, partition }) => {
        const { lowOffset, highOffset } = reader.getWatermarkOffsets(topic, partition);
        return { partition, messages: Math.max(0, highOffset - Math.max(next.get(partition) ?? 0, lowOffset)) };
      }),
  };
};
