import { randomUUID } from 'node:crypto';
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
 * any topic; if that is another number, it is deleted again.
 *
 * The controller answers before the broker follows, by seconds on a busy machine. Until then the broker serves an earlier topic of that name,
 * whose deletion is decided already: it takes messages and loses them. Therefore nothing is concluded from the broker's answers before it
 * leads another topic, which is created last. Resolves when every partition has a leader and is empty.
 */
export const topicMadeAnew = async (brokers: string, topic: string, partitions: number): Promise<void> => {
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  const { partitions: partitionsOf, highOffset, disconnect } = await inquirer(brokers);
  const deleted = async (): Promise<boolean> =>
    isGone(await answerTo((done) => admin.deleteTopic(topic, timeoutMs, done)));
  const create = async (name: string, count: number): Promise<boolean> => {
    const asked = { topic: name, num_partitions: count, replication_factor: 1 };
    return isThere(await answerTo((done) => admin.createTopic(asked, timeoutMs, done)));
  };
  const brokerFollows = async (): Promise<void> => {
    const last = `after-${randomUUID()}`;
    await waitUntil(() => create(last, 1), { deadlineMs, describe: `${last} is created` });
    await waitUntil(async () => (await highOffset(last, 0)) === 0, { deadlineMs, describe: `${last} has a leader` });
  };
  const madeAnew = async (): Promise<boolean> => {
    await waitUntil(deleted, { deadlineMs, describe: `${topic} is deleted` });
    await waitUntil(() => create(topic, partitions), { deadlineMs, describe: `${topic} is created` });
    await brokerFollows();
    return (await partitionsOf(topic)) === partitions;
  };
  try {
    await waitUntil(madeAnew, { deadlineMs, describe: `${topic} is made anew with ${partitions} partitions` });
    const offsets = new Map<number, number | null>();
    /** One after another: each question holds a thread of libuv's, which other readers of this process need. */
    const isEmpty = async (): Promise<boolean> => {
      for (let partition = 0; partition < partitions; partition += 1) {
        const offset = await highOffset(topic, partition);
        offsets.set(partition, offset);
        if (offset !== 0) return false;
      }
      return true;
    };
    await waitUntil(isEmpty, {
      deadlineMs,
      describe: () => `${topic} is empty; the ends of its partitions: ${JSON.stringify([...offsets])}`,
    });
  } finally {
    admin.disconnect();
    await disconnect();
  }
};
