import type Kafka from 'node-rdkafka';
import { called } from './connection.js';
import type { Nap } from './interruptible.js';
import { readerWaitsFor, type Waiting } from './waiting.js';

interface Awaited {
  readonly reader: Kafka.KafkaConsumer;
  readonly topic: string;
  readonly group: string;
  readonly waits: Waiting;
  readonly nap: Nap;
  readonly isOver: () => boolean;
}

const betweenLooksMs = 100;
const answerMs = 200;

/**
 * The partitions of the topic, as soon as it has any. Until then the reader is subscribed, since only an error of a
 * subscription tells a topic that is not there from one that is not shown to us; afterwards it is not: a member that
 * subscribed before the topic was there hears of it minutes later.
 */
export const partitionsOf = async (awaited: Awaited): Promise<ReadonlyArray<number>> => {
  const { reader, topic, waits, nap, isOver } = awaited;
  let isSubscribed = false;
  try {
    while (!isOver()) {
      const found = await known(awaited);
      if (found !== null && found.length > 0) return found;
      if (found === null) waits.waitFor('an answer of the broker');
      else if (isSubscribed) await hear(awaited);
      else {
        // A broker that makes what is asked for takes a moment.
        waits.waitFor(`topic ${topic}`);
        reader.subscribe([topic]);
        isSubscribed = true;
      }
      await nap.sleep(betweenLooksMs);
    }
    return [];
  } finally {
    if (isSubscribed) reader.unsubscribe();
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

/** The error comes once for as long as it lasts. */
const hear = async ({ reader, topic, group, waits }: Awaited): Promise<void> => {
  reader.setDefaultConsumeTimeout(answerMs);
  try {
    await called<ReadonlyArray<Kafka.Message>>((done) => reader.consume(1, done));
  } catch (error) {
    waits.waitFor(readerWaitsFor(error, { topic, group }));
  }
};
