import type { Partition, Subscriber } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { succeeded } from './succeeded.js';
import type { RecordProbe } from './record-probe.js';
import type { TopicIdentity } from './topic-identity.js';

interface Starting {
  readonly subscriber: Subscriber;
  readonly identity: TopicIdentity;
  readonly probe: Pick<RecordProbe, 'watermarks'>;
}

/**
 * Claims the partitions and returns where to start: at the stored position, or at the earliest message if there is none. A partition
 * of a recreated topic starts over. Rejects if a partition does not exist.
 *
 * The earliest message is named by its offset. For RD_KAFKA_OFFSET_BEGINNING, librdkafka 2.12 asks the broker. If the topic has lost the
 * partition, the question is repeated after an unassignment, and its error keeps the client from being freed (decision 17).
 */
export const startingPoints = async (
  { subscriber, identity, probe }: Starting,
  partitions: ReadonlyArray<Partition>,
): Promise<Array<Kafka.TopicPartitionOffset>> => {
  const claimed = await succeeded('claiming the partitions', subscriber.claim(partitions));
  const isChanged = isAmong(await identity.recreatedAmong(claimed));
  const changed = partitions.filter(isChanged);
  if (changed.length > 0) await succeeded('starting over', subscriber.startOver(changed));
  const known = claimed.filter(({ partition }) => !isChanged(partition));
  identity.follow(known);
  const hasPosition = isAmong(known.map(({ partition }) => partition));
  const earliest = await probe.watermarks(partitions.filter((partition) => !hasPosition(partition)));
  return [
    ...known.map(({ partition, next }) => startAt(partition, next)),
    ...[...earliest].map(([partition, { lowOffset }]) => startAt(partition, lowOffset)),
  ];
};

const startAt = ({ topic, partition }: Partition, offset: number): Kafka.TopicPartitionOffset => ({
  topic,
  partition,
  offset,
});

const isAmong =
  (some: ReadonlyArray<Partition>) =>
  ({ partition }: Partition): boolean =>
    some.some((each) => each.partition === partition);
