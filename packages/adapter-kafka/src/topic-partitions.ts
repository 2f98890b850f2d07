import Kafka from 'node-rdkafka';
import { connected } from './connected.js';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import type { Nap } from './interruptible.js';
import { isAboutGroup, readerWaitsFor, type Waiting } from './waiting.js';

interface Awaited {
  readonly connection: KafkaConnection;
  readonly reader: Kafka.KafkaConsumer;
  readonly topic: string;
  readonly group: string;
  readonly waits: Waiting;
  readonly onError: (detail: string) => void;
  readonly nap: Nap;
  readonly isOver: () => boolean;
}

const betweenLooksMs = 100;
const answerMs = 200;
const leavingMs = 5000;

/** The partitions of the topic, as soon as it has any; none where it is over before. */
export const partitionsOf = async (awaited: Awaited): Promise<ReadonlyArray<number>> => {
  const { topic, waits, nap, isOver } = awaited;
  let lookout: Kafka.KafkaConsumer | null = null;
  try {
    while (!isOver()) {
      const found = await known(awaited);
      if (found !== null && found.length > 0) return found;
      if (found === null) waits.waitFor('an answer of the broker');
      else if (lookout !== null) await hear(lookout, awaited);
      else {
        // A broker that makes what is asked for takes a moment.
        waits.waitFor(`topic ${topic}`);
        lookout = newLookout(awaited);
        await connected(lookout, awaited.onError, nap, isOver);
        if (lookout.isConnected()) lookout.subscribe([topic]);
      }
      await nap.sleep(betweenLooksMs);
    }
    return [];
  } finally {
    if (lookout !== null) await dismiss(lookout, awaited);
  }
};

/** Null where the broker gives no answer. */
const known = async ({ reader, topic }: Awaited): Promise<ReadonlyArray<number> | null> => {
  try {
    const metadata = await called<Kafka.Metadata>((done) => reader.getMetadata({ topic, timeout: 2000 }, done));
    return metadata.topics.find(({ name }) => name === topic)?.partitions.map(({ id }) => id) ?? [];
  } catch {
    return null; // What is wrong is told by the events of the connection.
  }
};

/**
 * A consumer of its own that subscribes to a topic that is not there: only an error of a subscription tells such a topic from
 * one that may not be seen. The reader does not subscribe meanwhile. Its group would answer late, and assign partitions to
 * it after it has assigned them to itself; then it reads nothing, or librdkafka 2.12 aborts the process (measured;
 * https://github.com/confluentinc/librdkafka/issues/5573). Nor does the lookout join that group: a member that goes while it
 * joins holds up the others for half a minute (measured).
 */
const newLookout = ({ connection, group }: Awaited): Kafka.KafkaConsumer => {
  const lookout = new Kafka.KafkaConsumer(
    { ...sharedSettings(connection, 'casm-dwh-lookout'), 'group.id': `${group}-lookout`, 'enable.auto.commit': false },
    {},
  );
  lookout.on('event.error', () => undefined); // The reader has the same connection, and tells.
  return lookout;
};

/** The error comes once for as long as it lasts. */
const hear = async (lookout: Kafka.KafkaConsumer, { topic, group, waits }: Awaited): Promise<void> => {
  lookout.setDefaultConsumeTimeout(answerMs);
  try {
    await called<ReadonlyArray<Kafka.Message>>((done) => lookout.consume(1, done));
  } catch (error) {
    // Whether the reader may use its own group shows when it subscribes.
    if (!isAboutGroup(error)) waits.waitFor(readerWaitsFor(error, { topic, group }));
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
