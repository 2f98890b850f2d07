import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';

export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
}

/** Creates the topics that are not there yet; leaves the others as they are. Rejects where the broker does not allow it. */
export const ensureTopics = async (connection: KafkaConnection, topics: ReadonlyArray<Topic>): Promise<void> => {
  const admin = Kafka.AdminClient.create(sharedSettings(connection, 'casm-topics'));
  try {
    for (const { name, partitions, replicas } of topics) {
      const asked = { topic: name, num_partitions: partitions, replication_factor: replicas };
      const created = called<void>((done) => admin.createTopic(asked, 10_000, (error) => done(error)));
      await within(11_000, `creating topic ${name}`, created).catch((error: unknown) => {
        if (!isThereAlready(error)) throw error;
      });
    }
  } finally {
    admin.disconnect();
  }
};

const isThereAlready = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;
