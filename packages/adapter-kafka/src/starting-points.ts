import type { Partition, Subscriber } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type Kafka from 'node-rdkafka';
import { called } from './connection.js';
import type { Nap } from './interruptible.js';

/**
 * The stored positions, or the earliest message where there is none. One beyond the topic's end is another cluster's
 * under an old name: it starts at the earliest as well, which the version guard makes harmless.
 */
export const startingPoints = async (
  reader: Kafka.KafkaConsumer,
  subscriber: Subscriber,
  partitions: ReadonlyArray<Partition>,
): Promise<Array<Kafka.TopicPartitionOffset>> => {
  const positions = await subscriber.claim(partitions)();
  if (E.isLeft(positions)) throw new Error(`the partitions cannot be claimed: ${JSON.stringify(positions.left)}`);
  return Promise.all(
    partitions.map(async ({ topic, partition }) => {
      const stored = positions.right.find((position) => position.partition.partition === partition)?.next;
      if (stored === undefined) return { topic, partition, offset: earliest };
      const { highOffset } = await called<Kafka.WatermarkOffsets>((done) =>
        reader.queryWatermarkOffsets(topic, partition, 10_000, done),
      );
      return { topic, partition, offset: stored > highOffset ? earliest : stored };
    }),
  );
};

/** librdkafka's RD_KAFKA_OFFSET_BEGINNING. */
const earliest = -2;

/** The partitions of the topic, as soon as it has any. */
export const partitionsOf = async (
  reader: Kafka.KafkaConsumer,
  topic: string,
  nap: Nap,
  isOver: () => boolean,
): Promise<ReadonlyArray<number>> => {
  while (!isOver()) {
    const metadata = await called<Kafka.Metadata>((done) => reader.getMetadata({ topic, timeout: 5000 }, done)).catch(
      () => null,
    );
    const partitions = metadata?.topics.find(({ name }) => name === topic)?.partitions.map(({ id }) => id) ?? [];
    if (partitions.length > 0) return partitions;
    await nap.sleep(100);
  }
  return [];
};
