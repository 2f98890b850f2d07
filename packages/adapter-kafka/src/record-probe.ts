import type { Mark } from '@casm/core';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';
import { fingerprintOf } from './fingerprint.js';

/** What lies where a mark was set: the same record, another one (or the topic ends before), or what can no longer be read. */
type Finding = 'same' | 'other' | 'gone';

export interface RecordProbe {
  /** Rejects where the broker does not answer in time. */
  readonly look: (marks: ReadonlyArray<Mark>) => Promise<ReadonlyMap<Mark, Finding>>;
  /** Ends a look within three seconds. */
  readonly close: () => Promise<void>;
}

/** Less than a process has to stop. */
const timeoutMs = 3000;

/**
 * Reads single records, on a consumer of its own that joins no group: librdkafka 2.12 tells neither a topic's id nor that
 * it has changed. A reader goes on in the middle of a topic that was made anew, and is told nothing (measured).
 */
export const recordProbe = (connection: KafkaConnection, group: string): RecordProbe => {
  let consumer: Promise<Kafka.KafkaConsumer> | null = null;
  let turn: Promise<void> = Promise.resolve();
  let closed = false;

  const disconnect = async (): Promise<void> => {
    const old = consumer;
    consumer = null;
    const connected = await old?.catch(() => null);
    if (connected)
      await within(
        timeoutMs,
        'closing a connection',
        called((done) => connected.disconnect(done)),
      );
  };

  const look = async (marks: ReadonlyArray<Mark>): Promise<ReadonlyMap<Mark, Finding>> => {
    const findings = new Map<Mark, Finding>();
    if (marks.length === 0) return findings;
    if (closed) throw new Error('closed');
    consumer ??= connect(connection, group);
    const reader = await consumer;
    for (const mark of marks) {
      if (closed) throw new Error('closed');
      const { topic, partition } = mark.partition;
      const { lowOffset, highOffset } = await called<Kafka.WatermarkOffsets>((done) =>
        reader.queryWatermarkOffsets(topic, partition, timeoutMs, done),
      );
      if (mark.offset >= highOffset) findings.set(mark, 'other');
      else if (mark.offset < lowOffset) findings.set(mark, 'gone');
    }
    const rest = marks.filter((mark) => !findings.has(mark));
    for (const [mark, record] of await recordsAt(reader, rest, () => closed))
      findings.set(mark, findingOf(mark, record));
    return findings;
  };

  const lookOrLetGo = async (marks: ReadonlyArray<Mark>): Promise<ReadonlyMap<Mark, Finding>> => {
    try {
      return await look(marks);
    } catch (error) {
      await disconnect().catch(() => undefined); // The first error is the one that tells.
      throw error;
    }
  };

  return {
    look: (marks) => {
      // The consumer is assigned to what is looked at: one look at a time.
      const mine = turn.then(() => lookOrLetGo(marks));
      turn = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
    close: async () => {
      closed = true;
      // A consumer that disconnects while it is asked for something may hang.
      await turn;
      await disconnect();
    },
  };
};

const findingOf = (mark: Mark, record: Kafka.Message): Finding => {
  // Compaction has removed it, or retention just now.
  if (record.offset !== mark.offset) return 'gone';
  return fingerprintOf(record) === mark.fingerprint ? 'same' : 'other';
};

const connect = async (connection: KafkaConnection, group: string): Promise<Kafka.KafkaConsumer> => {
  const reader = new Kafka.KafkaConsumer(
    {
      ...sharedSettings(connection, 'casm-dwh-probe'),
      'group.id': group,
      'enable.auto.commit': false,
      // One record is wanted of each partition, and what comes with it is thrown away.
      'fetch.message.max.bytes': 16 * 1024,
      'queued.min.messages': 1,
    },
    { 'auto.offset.reset': 'earliest' },
  );
  reader.on('event.error', () => undefined); // Told by the call that gets no answer.
  await within(
    timeoutMs,
    'connecting to the broker',
    called((done) => reader.connect({ timeout: timeoutMs }, done)),
  );
  return reader;
};

/** The first record at each mark or behind it. */
const recordsAt = async (
  reader: Kafka.KafkaConsumer,
  marks: ReadonlyArray<Mark>,
  isOver: () => boolean,
): Promise<ReadonlyMap<Mark, Kafka.Message>> => {
  const found = new Map<Mark, Kafka.Message>();
  if (marks.length === 0) return found;
  const until = performance.now() + timeoutMs;
  reader.setDefaultConsumeTimeout(100);
  reader.assign(marks.map(({ partition: { topic, partition }, offset }) => ({ topic, partition, offset })));
  try {
    while (found.size < marks.length) {
      if (isOver()) throw new Error('closed');
      if (performance.now() > until) throw new Error(`a record to know the topic by was not read in ${timeoutMs} ms`);
      for (const message of await called<ReadonlyArray<Kafka.Message>>((done) => reader.consume(100, done))) {
        const mark = marks.find(({ partition }) => partition.partition === message.partition);
        if (mark !== undefined && !found.has(mark)) found.set(mark, message);
      }
    }
    return found;
  } finally {
    reader.unassign();
  }
};
