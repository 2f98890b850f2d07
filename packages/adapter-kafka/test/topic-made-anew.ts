import { waitUntil } from '@casm/test-engines';
import Kafka from 'node-rdkafka';
import { inquirer } from './inquirer.js';

/** For one answer of the broker, on a busy machine. */
const timeoutMs = 10_000;

/** For the whole of a step: a request without an answer in time is sent again. */
const deadlineMs = 40_000;

type Answer = Kafka.LibrdKafkaError | undefined;

const answerTo = (call: (done: (error?: Kafka.LibrdKafkaError) => void) => void): Promise<Answer> =>
  new Promise((resolve) => {
    call(resolve);
  });

/** An earlier request whose answer did not come in time may have deleted it. */
const isGone = (error: Answer): boolean => !error || error.code === Kafka.CODES.ERRORS.ERR_UNKNOWN_TOPIC_OR_PART;

const isThere = (error: Answer): boolean => !error || error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;

/**
 * Deletes the topic and makes it anew. A client that asks for it in between makes the broker create it, with as many partitions as it gives to
 * any topic; if that is another number, it is deleted again. Resolves when every partition has a leader and is empty: the controller answers
 * before the broker leads the new partitions, and right after its answer some partition had no leader in 36 of 60 tries.
 */
export const topicMadeAnew = async (brokers: string, topic: string, partitions: number): Promise<void> => {
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  const { partitions: partitionsOf, highOffset, disconnect } = await inquirer(brokers);
  const asked = { topic, num_partitions: partitions, replication_factor: 1 };
  const deleted = async (): Promise<boolean> =>
    isGone(await answerTo((done) => admin.deleteTopic(topic, timeoutMs, done)));
  const created = async (): Promise<boolean> =>
    isThere(await answerTo((done) => admin.createTopic(asked, timeoutMs, done)));
  const madeAnew = async (): Promise<boolean> => {
    await waitUntil(deleted, { deadlineMs, describe: `${topic} is deleted` });
    await waitUntil(created, { deadlineMs, describe: `${topic} is created` });
    await waitUntil(async () => (await partitionsOf(topic)) > 0, { deadlineMs, describe: `${topic} is known` });
    return (await partitionsOf(topic)) === partitions;
  };
  try {
    await waitUntil(madeAnew, { deadlineMs, describe: `${topic} is made anew with ${partitions} partitions` });
    const numbers = Array.from({ length: partitions }, (_, partition) => partition);
    /** One after another: each question holds a thread of libuv's, which other readers of this process need. */
    const isEmpty = async (): Promise<boolean> => {
      for (const partition of numbers) if ((await highOffset(topic, partition)) !== 0) return false;
      return true;
    };
    await waitUntil(isEmpty, {
      deadlineMs,
      describe: `${topic} is empty`,
    });
  } finally {
    admin.disconnect();
    await disconnect();
  }
};
