import { randomUUID } from 'node:crypto';
import Kafka from 'node-rdkafka';
import { within } from './until.js';

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

/** Connects the client, uses it, and disconnects it. */
const using = async <A>(client: Client, run: () => Promise<A>): Promise<A> => {
  await connect(client);
  try {
    return await run();
  } finally {
    await disconnect(client);
  }
};

/** A consumer that joins no group and keeps no offsets. */
export const asReader = async <A>(brokers: string, run: (reader: Kafka.KafkaConsumer) => Promise<A>): Promise<A> => {
  const settings = {
    'bootstrap.servers': brokers,
    'group.id': `fault-tests-${randomUUID()}`,
    'enable.auto.commit': false,
  };
  const reader = new Kafka.KafkaConsumer(settings, { 'auto.offset.reset': 'earliest' });
  reader.on('event.error', () => undefined);
  return using(reader, () => run(reader));
};

/** A producer that keeps the order, and whose queue holds all that a long run repeats. */
export const asWriter = async <A>(brokers: string, run: (writer: Kafka.Producer) => Promise<A>): Promise<A> => {
  const settings = {
    'bootstrap.servers': brokers,
    dr_cb: true,
    'enable.idempotence': true,
    'queue.buffering.max.messages': 10_000_000,
  };
  const writer = new Kafka.Producer(settings, { partitioner: 'murmur2_random' });
  writer.on('event.error', () => undefined);
  return using(writer, () => run(writer));
};

/** Where each partition of the topic ends, by its number: the offset that its next message gets. */
export const endsOf = async (reader: Kafka.KafkaConsumer, topic: string): Promise<ReadonlyMap<number, number>> => {
  const metadata = await new Promise<Kafka.Metadata>((resolve, reject) => {
    reader.getMetadata({ topic, timeout: 10_000 }, (error, found) => (error ? reject(error) : resolve(found)));
  });
  const partitions = metadata.topics.find(({ name }) => name === topic)?.partitions.map(({ id }) => id) ?? [];
  const ends = new Map<number, number>();
  for (const partition of partitions) {
    const { highOffset } = await new Promise<Kafka.WatermarkOffsets>((resolve, reject) => {
      reader.queryWatermarkOffsets(topic, partition, 10_000, (error, found) =>
        error ? reject(error) : resolve(found),
      );
    });
    ends.set(partition, highOffset);
  }
  return ends;
};

export const topicEnds = (brokers: string, topic: string): Promise<ReadonlyMap<number, number>> =>
  asReader(brokers, (reader) => endsOf(reader, topic));
