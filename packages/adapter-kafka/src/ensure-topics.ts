import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';

export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  /** How long its messages are kept, -1 for ever; by default as the broker says. */
  readonly retentionHours?: number;
  /** True: of each key the latest message is kept for good, and earlier ones go; how long is no question then. */
  readonly compacted?: boolean;
}

/** Creates the topics that are not there yet; leaves the others as they are. Rejects where the broker does not allow it. */
export const ensureTopics = async (connection: KafkaConnection, topics: ReadonlyArray<Topic>): Promise<void> => {
  const admin = Kafka.AdminClient.create(sharedSettings(connection, 'casm-topics'));
  try {
    for (const topic of topics) {
      const { name, partitions, replicas } = topic;
      const asked = {
        topic: name,
        num_partitions: partitions,
        replication_factor: replicas,
        config: settingsOf(topic),
      };
      const created = called<void>((done) => admin.createTopic(asked, 10_000, (error) => done(error)));
      await within(11_000, `creating topic ${name}`, created).catch((error: unknown) => {
        if (!isThereAlready(error)) throw error;
      });
    }
  } finally {
    admin.disconnect();
  }
};

const settingsOf = ({ retentionHours, compacted = false }: Topic): Record<string, string> => {
  if (compacted) return { 'cleanup.policy': 'compact' };
  return retentionHours === undefined ? {} : { 'retention.ms': retentionMs(retentionHours) };
};

const retentionMs = (hours: number): string => String(hours < 0 ? -1 : hours * 3_600_000);

/** Whether the broker itself said this: what librdkafka finds out by itself, or nobody answers, has a code below 0 or none. */
export const isBrokersAnswer = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' && error.code > 0;

const isThereAlready = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;
