import Kafka from 'node-rdkafka';
import { connected } from './connected.js';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import type { Sleeper } from './interruptible.js';
import { isAboutGroup, readerWaitsFor, type Waiting } from './waiting.js';

interface Awaited {
  readonly connection: KafkaConnection;
  readonly reader: Kafka.KafkaConsumer;
  readonly topic: string;
  readonly group: string;
  readonly waits: Waiting;
  readonly onError: (detail: string) => void;
  readonly sleeper: Sleeper;
  readonly isClosed: () => boolean;
}

const checkIntervalMs = 100;
const answerMs = 200;
const leavingMs = 5000;

/** Waits until the topic exists and returns its partitions; none if the subscription is closed before. */
export const partitionsOf = async (awaited: Awaited): Promise<ReadonlyArray<number>> => {
  const { topic, waits, sleeper, isClosed } = awaited;
  let lookout: Kafka.KafkaConsumer | null = null;
  try {
    while (!isClosed()) {
      const found = await known(awaited);
      if (found !== null && found.length > 0) return found;
      if (found === null) waits.setCause('an answer of the broker');
      else if (lookout !== null) await poll(lookout, awaited);
      else {
        // A broker that creates topics on request needs a moment.
        waits.setCause(`topic ${topic}`);
        lookout = newLookout(awaited);
        await connected(lookout, awaited.onError, sleeper, isClosed);
        if (lookout.isConnected()) lookout.subscribe([topic]);
      }
      await sleeper.sleep(checkIntervalMs);
    }
    return [];
  } finally {
    if (lookout !== null) await dismiss(lookout, awaited);
  }
};

/** Returns the current partitions of the topic; none if it does not exist. Rejects if the broker does not answer. */
export const currentPartitions = async (reader: Kafka.KafkaConsumer, topic: string): Promise<ReadonlyArray<number>> => {
  const metadata = await called<Kafka.Metadata>((done) => reader.getMetadata({ topic, timeout: 2000 }, done));
  return metadata.topics.find(({ name }) => name === topic)?.partitions.map(({ id }) => id) ?? [];
};

/** Returns the current partitions of the topic; null if the broker does not answer. */
const known = async ({ reader, topic }: Awaited): Promise<ReadonlyArray<number> | null> => {
  try {
    return await currentPartitions(reader, topic);
  } catch {
    return null; // The connection's events report the error.
  }
};

/**
 * A separate consumer that subscribes to a missing topic: only the error of a subscription distinguishes a topic that does not exist
 * from one that this client may not see. The reader itself does not subscribe yet. Its group could assign partitions after the reader
 * has assigned them to itself; then it reads nothing, or librdkafka 2.12 aborts the process (measured;
 * https://github.com/confluentinc/librdkafka/issues/5573). The lookout does not join the reader's group either, because a member that
 * leaves while it joins blocks the others for half a minute (measured).
 */
const newLookout = ({ connection, group }: Awaited): Kafka.KafkaConsumer => {
  const lookout = new Kafka.KafkaConsumer(
    {
      ...sharedSettings(connection, 'casm-dwh-lookout', 'consumer'),
      'group.id': `${group}-lookout`,
      'enable.auto.commit': false,
    },
    {},
  );
  lookout.on('event.error', () => undefined); // The reader has the same connection settings and reports the error.
  return lookout;
};

/** Polls the lookout for the subscription's error, which librdkafka reports once for as long as it lasts. */
const poll = async (lookout: Kafka.KafkaConsumer, { topic, group, waits }: Awaited): Promise<void> => {
  lookout.setDefaultConsumeTimeout(answerMs);
  try {
    await called<ReadonlyArray<Kafka.Message>>((done) => lookout.consume(1, done));
  } catch (error) {
    // An error about the lookout's group is ignored: the reader reports on its own group when it subscribes.
    if (!isAboutGroup(error)) waits.setCause(readerWaitsFor(error, { topic, group }));
  }
};

const dismiss = async (lookout: Kafka.KafkaConsumer, { onError }: Awaited): Promise<void> => {
  if (!lookout.isConnected()) return;
  try {
    await within(
      leavingMs,
      'dismissing the lookout for the topic',
      called((done) => lookout.disconnect(done)),
    );
  } catch (error) {
    onError(messageOf(error));
  }
};
