import { randomUUID } from 'node:crypto';
import { waitUntil } from '@casm/test-engines';
import Kafka from 'node-rdkafka';

/** librdkafka's RD_KAFKA_OFFSET_BEGINNING. */
const earliest = -2;

/** The values on the topic as soon as they are `enough`, as a consumer finds them that has nothing of ours. */
export const valuesOn = async (
  brokers: string,
  topic: string,
  enough: (values: ReadonlyArray<string>) => boolean,
): Promise<ReadonlyArray<string>> => {
  const settings = { 'bootstrap.servers': brokers, 'group.id': randomUUID(), 'enable.auto.commit': false };
  const consumer = new Kafka.KafkaConsumer(settings, { 'auto.offset.reset': 'earliest' });
  await new Promise<void>((resolve, reject) => {
    consumer.connect({ timeout: 10_000 }, (error) => (error instanceof Error ? reject(error) : resolve()));
  });
  const partitions = await new Promise<ReadonlyArray<number>>((resolve, reject) => {
    consumer.getMetadata({ topic, timeout: 10_000 }, (error, { topics }) =>
      error instanceof Error
        ? reject(error)
        : resolve(topics.flatMap((each) => (each.name === topic ? each.partitions.map(({ id }) => id) : []))),
    );
  });
  // By itself and batch by batch: in a group and flowing, its disconnect was seen to hang.
  consumer.assign(partitions.map((partition) => ({ topic, partition, offset: earliest })));
  consumer.setDefaultConsumeTimeout(100);
  const values: Array<string> = [];
  await waitUntil(
    async () => {
      const batch = await new Promise<ReadonlyArray<Kafka.Message>>((resolve, reject) => {
        consumer.consume(100, (error, messages) => (error instanceof Error ? reject(error) : resolve(messages)));
      });
      values.push(...batch.map(({ value }) => String(value)));
      return enough(values);
    },
    { deadlineMs: 20_000, describe: () => `enough on ${topic}, where there is ${values.join('\n')}` },
  );
  await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
  return values;
};
