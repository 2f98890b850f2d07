import { waitUntil } from '@casm/test-engines';
import Kafka from 'node-rdkafka';

const timeoutMs = 10_000;

const isThere = (error: Kafka.LibrdKafkaError | undefined): boolean =>
  !error || error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;

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
    await waitUntil(async () => !(await answer((done) => admin.deleteTopic(topic, timeoutMs, done))), {
      deadlineMs: timeoutMs,
      describe: `${topic} is deleted`,
    });
    await waitUntil(async () => isThere(await answer((done) => admin.createTopic(asked, timeoutMs, done))), {
      deadlineMs: timeoutMs,
      describe: `${topic} is made anew`,
    });
  } finally {
    admin.disconnect();
  }
};
