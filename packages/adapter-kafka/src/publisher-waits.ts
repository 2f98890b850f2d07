import type Kafka from 'node-rdkafka';
import { called, messageOf } from './connection.js';

const answerMs = 1500;

/** Returns the cause of a publisher's wait for confirmation, worded to complete "it waits for …". */
export const publisherWaitsFor = async (
  producer: Kafka.Producer,
  brokers: string,
  topics: ReadonlyArray<string>,
): Promise<string> => {
  try {
    // Reads the metadata of all topics. For a single topic, librdkafka would create a topic handle without this producer's settings.
    const metadata = await called<Kafka.Metadata>((done) => producer.getMetadata({ timeout: answerMs }, done));
    const missing = topics.filter((topic) => !metadata.topics.some(({ name }) => name === topic));
    return missing.length > 0
      ? `topic ${missing.join(', ')}, which does not exist or may not be seen by this client`
      : `the broker at ${brokers} to confirm`;
  } catch (error) {
    return `an answer of the broker at ${brokers} (${messageOf(error)})`;
  }
};

/**
 * Returns the missing permission if one of these errors refuses a record or the whole producer, else null. A producer without the right to
 * write to any topic gets no producer id: the broker answers that with the error of cluster authorization.
 */
export const refusalWaitsFor = (errors: ReadonlyArray<string>, topics: ReadonlyArray<string>): string | null =>
  errors.some((error) => /(topic|cluster) authorization failed/i.test(error))
    ? `permission to write to topic ${topics.join(', ')}`
    : null;
