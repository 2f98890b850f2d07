import { randomUUID } from 'node:crypto';
import { waitUntil } from '@casm/test-engines';
import Kafka from 'node-rdkafka';

/** Waits until the topic has `count` messages, and returns them as read by a consumer that does not use CASM's code. */
export const messagesOn = (brokers: string, topic: string, count: number): Promise<ReadonlyArray<Kafka.Message>> =>
  messagesUntil(brokers, topic, (found) => found.length >= count);

/** The same, with a condition on the messages instead of their number. */
export const messagesUntil = async (
  brokers: string,
  topic: string,
  areEnough: (found: ReadonlyArray<Kafka.Message>) => boolean,
): Promise<ReadonlyArray<Kafka.Message>> => {
  const settings = { 'bootstrap.servers': brokers, 'group.id': randomUUID(), 'enable.auto.commit': false };
  const consumer = new Kafka.KafkaConsumer(settings, { 'auto.offset.reset': 'earliest' });
  const found: Array<Kafka.Message> = [];
  await new Promise<void>((resolve) => {
    consumer.once('ready', () => resolve()).connect();
  });
  consumer.subscribe([topic]);
  // The consumer reads in batches: in flowing mode its disconnect can hang (observed).
  consumer.setDefaultConsumeTimeout(100);
  await waitUntil(
    async () => {
      found.push(...(await nextBatch(consumer)));
      return areEnough(found);
    },
    { deadlineMs: 30_000, describe: () => `${found.length} messages on ${topic}, and not enough` },
  );
  await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
  return found;
};

const nextBatch = (consumer: Kafka.KafkaConsumer): Promise<ReadonlyArray<Kafka.Message>> =>
  new Promise((resolve) => {
    // The first call fails if the broker creates the topic on request.
    consumer.consume(1000, (error, messages) => resolve(error instanceof Error ? [] : messages));
  });

/** Returns the headers as text, by name. */
export const headersIn = ({ headers = [] }: Kafka.Message): Readonly<Record<string, string>> =>
  Object.fromEntries(headers.flatMap((header) => Object.entries(header)).map(([name, value]) => [name, String(value)]));
