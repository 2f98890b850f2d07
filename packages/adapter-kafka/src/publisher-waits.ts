import type Kafka from 'node-rdkafka';
import { called, messageOf } from './connection.js';

const answerMs = 1500;

/** What a publisher waits for that does not get its messages confirmed. */
export const publisherWaitsFor = async (
  producer: Kafka.Producer,
  brokers: string,
  topics: ReadonlyArray<string>,
): Promise<string> => {
  try {
    // Of all topics: asked for one by its name, librdkafka would make a handle of it with settings that are not ours.
    const metadata = await called<Kafka.Metadata>((done) => producer.getMetadata({ timeout: answerMs }, done));
    const missing = topics.filter((topic) => !metadata.topics.some(({ name }) => name === topic));
    return missing.length > 0
      ? `topic ${missing.join(', ')}, which does not exist or may not be seen by this client`
      : `the broker at ${brokers} to confirm`;
  } catch (error) {
    return `an answer of the broker at ${brokers} (${messageOf(error)})`;
  }
};

/** What is missing where the broker has refused a record, or the whole connection. */
export const refusalWaitsFor = (error: unknown, topics: ReadonlyArray<string>): string | null =>
  /topic authorization failed/i.test(messageOf(error)) ? `permission to write to topic ${topics.join(', ')}` : null;
