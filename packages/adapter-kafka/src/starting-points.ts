import type { Claimed, Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { type CallError, called } from './connection.js';
import { succeeded } from './succeeded.js';
import type { TopicIdentity } from './topic-identity.js';

/** The part of a consumer that tells the ends of partitions. */
export interface EndsReader {
  readonly queryWatermarkOffsets: (
    topic: string,
    partition: number,
    timeoutMs: number,
    done: (error: CallError | null, ends: Kafka.WatermarkOffsets) => void,
  ) => unknown;
}

/**
 * Claims the partitions and returns where to start: at the stored position, or at the earliest message if there is none. A partition
 * of a recreated topic starts over: its mark is no longer found, or its position is beyond the end.
 */
export const startingPoints = async (
  reader: EndsReader,
  subscriber: Subscriber,
  identity: TopicIdentity,
  partitions: ReadonlyArray<Partition>,
): Promise<Array<Kafka.TopicPartitionOffset>> => {
  const claimed = await succeeded('claiming the partitions', subscriber.claim(partitions));
  const isChanged = isAmong([...(await identity.recreatedAmong(claimed)), ...(await beyondTheEnd(reader, claimed))]);
  const changed = partitions.filter(isChanged);
  if (changed.length > 0) await succeeded('starting over', subscriber.startOver(changed));
  const known = claimed.filter(({ partition }) => !isChanged(partition));
  identity.follow(known);
  return partitions.map(({ topic, partition }) => {
    const position = known.find((each) => each.partition.partition === partition);
    return { topic, partition, offset: position?.next ?? earliest };
  });
};

/** librdkafka's RD_KAFKA_OFFSET_BEGINNING. */
const earliest = -2;

const isAmong =
  (some: ReadonlyArray<Partition>) =>
  ({ partition }: Partition): boolean =>
    some.some((each) => each.partition === partition);

const beyondTheEnd = async (reader: EndsReader, claimed: ReadonlyArray<Claimed>): Promise<ReadonlyArray<Partition>> => {
  const ends = await Promise.all(
    claimed.map(({ partition: { topic, partition } }) =>
      called<Kafka.WatermarkOffsets>((done) => reader.queryWatermarkOffsets(topic, partition, 10_000, done)),
    ),
  );
  return claimed.flatMap(({ partition, next }, index) => {
    const end = ends[index]?.highOffset;
    return end !== undefined && next > end ? [partition] : [];
  });
};
