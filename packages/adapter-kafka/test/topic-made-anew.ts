import { waitUntil } from '@casm/test-engines';
import Kafka from 'node-rdkafka';

/** For one answer of the broker, on a busy machine. */
const timeoutMs = 10_000;

/** For the whole of a step: a request without an answer in time is sent again. */
const deadlineMs = 60_000;

/** An earlier request whose answer did not come in time may have deleted it. */
const isGone = (error: Kafka.LibrdKafkaError | undefined): boolean =>
  !error || error.code === Kafka.CODES.ERRORS.ERR_UNKNOWN_TOPIC_OR_PART;

const isThere = (error: Kafka.LibrdKafkaError | undefined): boolean =>
  !error || error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;

/**
 * Resolves when every partition has a leader and is empty. The controller answers before the broker leads the new partitions: right
 * after its answer some partition had no leader in 36 of 60 tries.
 */
const untilEmpty = async (brokers: string, topic: string, partitions: number): Promise<void> => {
  const client = new Kafka.Producer({ 'bootstrap.servers': brokers });
  const highOffset = (partition: number): Promise<number | null> =>
    new Promise((resolve) => {
      client.queryWatermarkOffsets(topic, partition, timeoutMs, (error, offsets) =>
        resolve(error ? null : offsets.highOffset),
      );
    });
  try {
    await new Promise<void>((resolve, reject) => {
      client.connect({}, (error) => (error ? reject(error) : resolve()));
    });
    const numbers = Array.from({ length: partitions }, (_, partition) => partition);
    await waitUntil(async () => (await Promise.all(numbers.map(highOffset))).every((offset) => offset === 0), {
      deadlineMs,
      describe: `${topic} is empty`,
    });
  } finally {
    await new Promise<void>((resolve) => {
      client.disconnect(() => resolve());
    });
  }
};

/** Deletes the topic and makes it anew, unless a reader that asks for it has made the broker do so. */
export const topicMadeAnew = async (brokers: string, topic: string): Promise<void> => {
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  const asked = { topic, num_partitions: 4, replication_factor: 1 };
  const answer = (
    call: (done: (error?: Kafka.LibrdKafkaError) => void) => void,
  ): Promise<Kafka.LibrdKafkaError | undefined> =>
    new Promise((resolve) => {
      call(resolve);
    });
  try {
    await waitUntil(async () => isGone(await answer((done) => admin.deleteTopic(topic, timeoutMs, done))), {
      deadlineMs,
      describe: `${topic} is deleted`,
    });
    await waitUntil(async () => isThere(await answer((done) => admin.createTopic(asked, timeoutMs, done))), {
      deadlineMs,
      describe: `${topic} is made anew`,
    });
    await untilEmpty(brokers, topic, asked.num_partitions);
  } finally {
    admin.disconnect();
  }
};
