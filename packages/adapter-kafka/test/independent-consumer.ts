import { randomUUID } from 'node:crypto';
import { waitUntil } from '@casm/test-engines';
import Kafka from 'node-rdkafka';

/** What a consumer finds on the topic that has nothing of ours, as soon as there are so many messages. */
export const messagesOn = async (
  brokers: string,
  topic: string,
  count: number,
): Promise<ReadonlyArray<Kafka.Message>> => {
  const settings = { 'bootstrap.servers': brokers, 'group.id': randomUUID(), 'enable.auto.commit': false };
  const consumer = new Kafka.KafkaConsumer(settings, { 'auto.offset.reset': 'earliest' });
  const found: Array<Kafka.Message> = [];
  consumer.on('data', (data) => found.push(data));
  await new Promise<void>((resolve) => {
    consumer.once('ready', () => resolve()).connect();
  });
  consumer.subscribe([topic]);
  consumer.consume();
  await waitUntil(() => found.length >= count, {
    deadlineMs: 30_000,
    describe: () => `${found.length} of ${count} messages`,
  });
  await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
  return found;
};

/** The headers as text, by name. */
export const headersIn = ({ headers = [] }: Kafka.Message): Readonly<Record<string, string>> =>
  Object.fromEntries(headers.flatMap((header) => Object.entries(header)).map(([name, value]) => [name, String(value)]));
