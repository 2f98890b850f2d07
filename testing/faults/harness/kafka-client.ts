import { randomUUID } from 'node:crypto';
import Kafka from 'node-rdkafka';
import { within } from './until.js';

/** The common part of producer and consumer; their types in node-rdkafka share nothing. */
interface Client {
  readonly connect: (options: Kafka.MetadataOptions, done: (error: Kafka.LibrdKafkaError | null) => void) => unknown;
  readonly disconnect: (done: () => void) => unknown;
}

const connect = (client: Client): Promise<void> =>
  new Promise((resolve, reject) => {
    client.connect({ timeout: 20_000 }, (error) => (error ? reject(error) : resolve()));
  });

/** Never rejects or hangs: the results are complete before the client disconnects. */
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

/** A consumer without group and stored offsets. */
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

/** An idempotent producer with a queue large enough for the repeated messages of a long run. */
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

/** The end offset of each partition by number: the offset of its next message. */
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
