import type { Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { succeeded } from './succeeded.js';
import type { TopicIdentity } from './topic-identity.js';

/**
 * Claims the partitions and returns where to start: at the stored position, or at the earliest message if there is none. A partition
 * of a recreated topic starts over.
 */
export const startingPoints = async (
  subscriber: Subscriber,
  identity: TopicIdentity,
  partitions: ReadonlyArray<Partition>,
): Promise<Array<Kafka.TopicPartitionOffset>> => {
  const claimed = await succeeded('claiming the partitions', subscriber.claim(partitions));
  const isChanged = isAmong(await identity.recreatedAmong(claimed));
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
