import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';

/** A topic to create. An existing topic keeps its settings. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** The replication factor. With three or more, a message is confirmed once two replicas have it (`min.insync.replicas`). */
  readonly replicas: number;
  /** The retention of its messages in hours, -1 for no limit; the broker's setting by default. */
  readonly retentionHours?: number;
  /** If true, the topic is compacted: it keeps the latest message of each key without a time limit. retentionHours is ignored. */
  readonly compacted?: boolean;
}

/** Why the broker does not create a topic. */
export interface TopicRefusal {
  readonly reason: string;
  /** The same request may succeed later, because the cluster has too few brokers now or is busy. */
  readonly isTemporary: boolean;
}

/** The broker does not create some of the topics. The message names each of them with the reason. */
export class TopicsRefused extends Error {
  /** By the name of the topic. */
  readonly refusals: ReadonlyMap<string, TopicRefusal>;

  constructor(refusals: ReadonlyMap<string, TopicRefusal>) {
    super(Array.from(refusals, ([topic, { reason }]) => `${topic}: ${reason}`).join('; '));
    this.refusals = refusals;
    this.name = 'TopicsRefused';
  }
}

/**
 * Creates the topics that do not exist; does not change existing ones. Rejects with TopicsRefused when all others exist, and with another
 * error as soon as no broker answers.
 */
export const ensureTopics = async (connection: KafkaConnection, topics: ReadonlyArray<Topic>): Promise<void> => {
  const admin = Kafka.AdminClient.create(sharedSettings(connection, 'casm-topics', 'admin'));
  const refusals = new Map<string, TopicRefusal>();
  try {
    for (const topic of topics) {
      const refusal = await refusalOf(admin, topic);
      if (refusal !== null) refusals.set(topic.name, refusal);
    }
  } finally {
    admin.disconnect();
  }
  if (refusals.size > 0) throw new TopicsRefused(refusals);
};

/** Returns the broker's refusal to create the topic; null if the topic exists now. Rejects if no broker answers. */
const refusalOf = async (admin: Kafka.IAdminClient, topic: Topic): Promise<TopicRefusal | null> => {
  const { name, partitions, replicas } = topic;
  const request = {
    topic: name,
    num_partitions: partitions,
    replication_factor: replicas,
    config: topicSettings(topic),
  };
  const created = called<void>((done) => admin.createTopic(request, 10_000, (error) => done(error)));
  try {
    await within(11_000, `creating topic ${name}`, created);
    return null;
  } catch (error) {
    if (!isBrokersAnswer(error)) throw error;
    return error.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS
      ? null
      : { reason: error.message, isTemporary: temporary.has(error.code) };
  }
};

interface BrokersAnswer {
  readonly code: number;
  readonly message: string;
}

/** Answers after which the same request may succeed. A cluster that starts has fewer brokers than a topic has replicas. */
const temporary: ReadonlySet<number> = new Set([
  Kafka.CODES.ERRORS.ERR_REQUEST_TIMED_OUT,
  Kafka.CODES.ERRORS.ERR_BROKER_NOT_AVAILABLE,
  Kafka.CODES.ERRORS.ERR_INVALID_REPLICATION_FACTOR,
  Kafka.CODES.ERRORS.ERR_NOT_CONTROLLER,
  Kafka.CODES.ERRORS.ERR_THROTTLING_QUOTA_EXCEEDED,
]);

/** Returns the settings that the topic is created with. All others are the broker's. */
export const topicSettings = ({ replicas, retentionHours, compacted = false }: Topic): Record<string, string> => ({
  // A producer waits for all replicas in sync. With the default of one, that may be the leader alone, whose disk then loses them.
  ...(replicas >= 3 ? { 'min.insync.replicas': '2' } : {}),
  ...(compacted ? { 'cleanup.policy': 'compact' } : retentionSettings(retentionHours)),
});

const retentionSettings = (hours: number | undefined): Record<string, string> =>
  hours === undefined ? {} : { 'retention.ms': retentionMs(hours) };

const retentionMs = (hours: number): string => String(hours < 0 ? -1 : hours * 3_600_000);

/** librdkafka's own errors, such as a missing answer, have a negative code or none. */
const isBrokersAnswer = (error: unknown): error is BrokersAnswer =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'number' &&
  error.code > 0 &&
  'message' in error &&
  typeof error.message === 'string';
