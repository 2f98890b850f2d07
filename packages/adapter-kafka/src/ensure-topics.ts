import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';

/** A topic to create. An existing topic keeps its settings. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** The replication factor. */
  readonly replicas: number;
  /** The retention of its messages in hours, -1 for no limit; the broker's setting by default. */
  readonly retentionHours?: number;
  /** If true, the topic is compacted: it keeps the latest message of each key without a time limit. retentionHours is ignored. */
  readonly compacted?: boolean;
}

/** Creates the topics that do not exist; does not change existing ones. Rejects if the broker refuses. */
export const ensureTopics = async (connection: KafkaConnection, topics: ReadonlyArray<Topic>): Promise<void> => {
  const admin = Kafka.AdminClient.create(sharedSettings(connection, 'casm-topics', 'admin'));
  try {
    for (const topic of topics) {
      const { name, partitions, replicas } = topic;
      const request = {
        topic: name,
        num_partitions: partitions,
        replication_factor: replicas,
        config: settingsOf(topic),
      };
      const created = called<void>((done) => admin.createTopic(request, 10_000, (error) => done(error)));
      await within(11_000, `creating topic ${name}`, created).catch((error: unknown) => {
        if (!isTopicExistsError(error)) throw error;
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

/** True if the error is the broker's answer. librdkafka's own errors, such as a missing answer, have a negative code or none. */
export const isBrokersAnswer = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' && error.code > 0;

const isTopicExistsError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;
