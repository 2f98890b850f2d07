import { randomUUID } from 'node:crypto';
import Kafka from 'node-rdkafka';
import type { TopicMessage } from '../src/evidence.js';
import { until, within } from './until.js';

/** The complete topic, as the product names it by default. */
export const completeTopic = 'casm.customer';

/** Where the fleet's rule sends segment changes, too. */
export const furtherTopic = 'casm.customer-segment';

/** The header by which these tests know their own messages again. */
const mark = 'x-fault-tests';

type Planted = Exclude<TopicMessage['planted'], null>;

const plantedAs = (headers: ReadonlyArray<Readonly<Record<string, unknown>>> | undefined): Planted | null => {
  const found = headers?.find((header) => header[mark] !== undefined)?.[mark];
  const text = Buffer.isBuffer(found) ? found.toString() : found;
  return text === 'again' || text === 'poison' ? text : null;
};

const toMessage = ({ partition, offset, key, value, timestamp, headers }: Kafka.Message): TopicMessage => ({
  partition,
  offset,
  key: key === null || key === undefined ? null : key.toString(),
  value: value?.toString('utf8') ?? null,
  at: timestamp ?? 0,
  planted: plantedAs(headers),
});

/** What producer and consumer have in common; their types in node-rdkafka have nothing. */
interface Client {
  readonly connect: (options: Kafka.MetadataOptions, done: (error: Kafka.LibrdKafkaError | null) => void) => unknown;
  readonly disconnect: (done: () => void) => unknown;
}

const connect = (client: Client): Promise<void> =>
  new Promise((resolve, reject) => {
    client.connect({ timeout: 20_000 }, (error) => (error ? reject(error) : resolve()));
  });

/** Whatever happens it is over in time: what was asked for is known by now. */
const disconnect = (client: Client): Promise<void> =>
  within(
    'disconnecting',
    5000,
    new Promise<void>((resolve) => {
      client.disconnect(() => resolve());
    }),
  ).catch(() => undefined);

/**
 * Batch by batch: a consumer that flows (`on('data')`) may hang when it disconnects, in a thread for which the process waits
 * at its end, for ever (seen with node-rdkafka 3.6.1).
 */
const nextBatch = (reader: Kafka.KafkaConsumer): Promise<ReadonlyArray<Kafka.Message>> =>
  new Promise((resolve, reject) => {
    reader.setDefaultConsumeTimeout(100);
    reader.consume(10_000, (error, messages) => (error instanceof Error ? reject(error) : resolve(messages)));
  });

/** The whole topic as it is now, partition by partition. */
export const readTopic = async (brokers: string, topicName: string): Promise<ReadonlyArray<TopicMessage>> => {
  const settings = {
    'bootstrap.servers': brokers,
    'group.id': `fault-tests-${randomUUID()}`,
    'enable.auto.commit': false,
  };
  const reader = new Kafka.KafkaConsumer(settings, { 'auto.offset.reset': 'earliest' });
  reader.on('event.error', () => undefined);
  await connect(reader);
  try {
    const metadata = await new Promise<Kafka.Metadata>((resolve, reject) => {
      reader.getMetadata({ topic: topicName, timeout: 10_000 }, (error, found) =>
        error ? reject(error) : resolve(found),
      );
    });
    const partitions = metadata.topics.find(({ name }) => name === topicName)?.partitions.map(({ id }) => id) ?? [];
    const ends = new Map<number, number>();
    for (const partition of partitions) {
      const { highOffset } = await new Promise<Kafka.WatermarkOffsets>((resolve, reject) => {
        reader.queryWatermarkOffsets(topicName, partition, 10_000, (error, found) =>
          error ? reject(error) : resolve(found),
        );
      });
      ends.set(partition, highOffset);
    }
    const read = new Map(partitions.map((partition) => [partition, new Array<TopicMessage>()]));
    reader.assign(partitions.map((partition) => ({ topic: topicName, partition, offset: 0 })));
    await until('the whole topic has been read', 60_000, async () => {
      for (const message of await nextBatch(reader))
        if (message.offset < (ends.get(message.partition) ?? 0)) read.get(message.partition)?.push(toMessage(message));
      return [...ends].every(([partition, end]) => (read.get(partition)?.length ?? 0) >= end);
    });
    return [...read.values()].flat();
  } finally {
    await disconnect(reader);
  }
};

export interface ToPlant {
  readonly partition: number | null;
  readonly key: string | null;
  readonly value: string | null;
}

/** Writes to the complete topic what the product did not. Resolves when the broker has it all. */
export const plant = async (brokers: string, planted: Planted, messages: ReadonlyArray<ToPlant>): Promise<void> => {
  const writer = new Kafka.Producer(
    // A long run repeats more messages than the producer's queue holds by default.
    {
      'bootstrap.servers': brokers,
      dr_cb: true,
      'enable.idempotence': true,
      'queue.buffering.max.messages': 10_000_000,
    },
    { partitioner: 'murmur2_random' },
  );
  writer.on('event.error', () => undefined);
  await connect(writer);
  writer.setPollInterval(10);
  let confirmed = 0;
  writer.on('delivery-report', (error) => {
    if (!error) confirmed += 1;
  });
  try {
    for (const { partition, key, value } of messages)
      writer.produce(completeTopic, partition, value === null ? null : Buffer.from(value), key, null, null, [
        { [mark]: planted },
      ]);
    await until('the broker has what was planted', 60_000, () => confirmed === messages.length);
  } finally {
    await disconnect(writer);
  }
};
