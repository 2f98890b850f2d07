import type Kafka from 'node-rdkafka';
import type { TopicMessage } from '../src/evidence.js';
import { asReader, asWriter, endsOf } from './kafka-client.js';
import { until } from './until.js';

/** The complete topic by its default name. */
export const completeTopic = 'casm.customer';

/** The further topic for segment changes, by the fleet's publication rule. */
export const furtherTopic = 'casm.customer-segment';

/** The header that marks messages written by these tests. */
const mark = 'x-fault-tests';

type Planted = Exclude<TopicMessage['planted'], null>;
type Headers = ReadonlyArray<Readonly<Record<string, unknown>>> | undefined;

const headerIn = (headers: Headers, name: string): string | null => {
  const found = headers?.find((header) => header[name] !== undefined)?.[name];
  if (Buffer.isBuffer(found)) return found.toString();
  return typeof found === 'string' ? found : null;
};

const plantedAs = (headers: Headers): Planted | null => {
  const text = headerIn(headers, mark);
  return text === 'again' || text === 'poison' ? text : null;
};

const toMessage = ({ partition, offset, key, value, timestamp, headers }: Kafka.Message): TopicMessage => ({
  partition,
  offset,
  key: key === null || key === undefined ? null : key.toString(),
  value: value?.toString('utf8') ?? null,
  at: timestamp ?? 0,
  planted: plantedAs(headers),
  replayedAt: headerIn(headers, 'ce_replayedat'),
});

/**
 * Reads in batches: a flowing consumer (`on('data')`) may hang forever when it disconnects, in a thread that the
 * process joins at exit (observed with node-rdkafka 3.6.1).
 */
const nextBatch = (reader: Kafka.KafkaConsumer): Promise<ReadonlyArray<Kafka.Message>> =>
  new Promise((resolve, reject) => {
    reader.setDefaultConsumeTimeout(100);
    reader.consume(10_000, (error, messages) => (error instanceof Error ? reject(error) : resolve(messages)));
  });

/** All messages of the topic, partition by partition. */
export const readTopic = (brokers: string, topicName: string): Promise<ReadonlyArray<TopicMessage>> =>
  asReader(brokers, async (reader) => {
    const ends = await endsOf(reader, topicName);
    const read = new Map([...ends.keys()].map((partition) => [partition, new Array<TopicMessage>()]));
    reader.assign([...ends.keys()].map((partition) => ({ topic: topicName, partition, offset: 0 })));
    await until('the whole topic has been read', 60_000, async () => {
      for (const message of await nextBatch(reader))
        if (message.offset < (ends.get(message.partition) ?? 0)) read.get(message.partition)?.push(toMessage(message));
      return [...ends].every(([partition, end]) => (read.get(partition)?.length ?? 0) >= end);
    });
    return [...read.values()].flat();
  });

export interface ToPlant {
  readonly partition: number | null;
  readonly key: string | null;
  readonly value: string | null;
}

/** Writes messages of the tests to the complete topic. Resolves when the broker has confirmed all. */
export const plant = (brokers: string, planted: Planted, messages: ReadonlyArray<ToPlant>): Promise<void> =>
  asWriter(brokers, async (writer) => {
    let confirmed = 0;
    writer.on('delivery-report', (error) => {
      if (!error) confirmed += 1;
    });
    writer.setPollInterval(10);
    for (const { partition, key, value } of messages)
      writer.produce(completeTopic, partition, value === null ? null : Buffer.from(value), key, null, null, [
        { [mark]: planted },
      ]);
    await until('the broker has what was planted', 60_000, () => confirmed === messages.length);
  });
