import type { Mark, Partition } from '@casm/core';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';
import { fingerprintOf } from './fingerprint.js';
import { currentPartitions } from './topic-partitions.js';

/**
 * The record at a mark's offset: the `same`, an `other` (also if the partition ends before it or no longer exists), or `gone` by retention
 * or compaction.
 */
type Finding = 'same' | 'other' | 'gone';

export interface RecordProbe {
  /** Compares the records at the marks. Rejects if the broker does not answer in time. */
  readonly look: (marks: ReadonlyArray<Mark>) => Promise<ReadonlyMap<Mark, Finding>>;
  /**
   * Returns the offset of the first message of each partition, and the one behind its last. Rejects if one does not exist or the broker does
   * not answer in time. The reader is not asked: it could not disconnect before each answer.
   */
  readonly watermarks: (
    partitions: ReadonlyArray<Partition>,
  ) => Promise<ReadonlyMap<Partition, Kafka.WatermarkOffsets>>;
  /** Returns the current partitions of the topic, and does not create it. Rejects if it does not exist or the broker does not answer. */
  readonly partitions: (topic: string) => Promise<ReadonlyArray<number>>;
  /** Ends a running call within three seconds, then disconnects. */
  readonly close: () => Promise<void>;
}

/** Shorter than the time that a process has to stop. */
const timeoutMs = 3000;

/**
 * Reads single records on a separate consumer that joins no group. librdkafka 2.12 reports neither a topic's id nor its change, and a
 * reader continues in the middle of a recreated topic without an error (measured).
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

  const connected = async (): Promise<Kafka.KafkaConsumer> => {
    if (closed) throw new Error('closed');
    consumer ??= connect(connection, group);
    return consumer;
  };

  const watermarksOf = (
    { topic, partition }: Partition,
    reader: Kafka.KafkaConsumer,
  ): Promise<Kafka.WatermarkOffsets> => {
    if (closed) throw new Error('closed');
    return called((done) => reader.queryWatermarkOffsets(topic, partition, timeoutMs, done));
  };

  const watermarks = async (
    partitions: ReadonlyArray<Partition>,
  ): Promise<ReadonlyMap<Partition, Kafka.WatermarkOffsets>> => {
    const found = new Map<Partition, Kafka.WatermarkOffsets>();
    if (partitions.length === 0) return found;
    const reader = await connected();
    await partitionsByTopic(reader, partitions);
    for (const partition of partitions) found.set(partition, await watermarksOf(partition, reader));
    return found;
  };

  const look = async (marks: ReadonlyArray<Mark>): Promise<ReadonlyMap<Mark, Finding>> => {
    const findings = new Map<Mark, Finding>();
    if (marks.length === 0) return findings;
    const reader = await connected();
    const existing = await partitionsByTopic(
      reader,
      marks.map(({ partition }) => partition),
    );
    for (const mark of marks) {
      const { topic, partition } = mark.partition;
      if (existing.get(topic)?.includes(partition) === false) {
        // A topic keeps its partitions as long as it lives. A query for one that does not exist would reject.
        findings.set(mark, 'other');
        continue;
      }
      const { lowOffset, highOffset } = await watermarksOf(mark.partition, reader);
      if (mark.offset >= highOffset) findings.set(mark, 'other');
      else if (mark.offset < lowOffset) findings.set(mark, 'gone');
    }
    const rest = marks.filter((mark) => !findings.has(mark));
    for (const [mark, record] of await recordsAt(reader, rest, () => closed))
      findings.set(mark, findingOf(mark, record));
    return findings;
  };

  const orDisconnect = async <A>(call: () => Promise<A>): Promise<A> => {
    try {
      return await call();
    } catch (error) {
      await disconnect().catch(() => undefined); // The first error is the one to report.
      throw error;
    }
  };

  /** Calls run in sequence, because each look assigns the consumer to its own partitions. */
  const inTurn = <A>(call: () => Promise<A>): Promise<A> => {
    const called = turn.then(() => orDisconnect(call));
    turn = called.then(
      () => undefined,
      () => undefined,
    );
    return called;
  };

  return {
    look: (marks) => inTurn(() => look(marks)),
    watermarks: (partitions) => inTurn(() => watermarks(partitions)),
    partitions: (topic) => inTurn(async () => existingPartitions(await connected(), topic)),
    close: async () => {
      closed = true;
      // A consumer that disconnects during a call may hang.
      await turn;
      await disconnect();
    },
  };
};

/**
 * Asks the broker for the partitions that exist. librdkafka 2.12 keeps the answer that a topic does not exist, and a query of offsets does
 * not ask again (measured: for 40 s).
 */
const partitionsByTopic = async (
  reader: Kafka.KafkaConsumer,
  partitions: ReadonlyArray<Partition>,
): Promise<ReadonlyMap<string, ReadonlyArray<number>>> => {
  const found = new Map<string, ReadonlyArray<number>>();
  for (const topic of new Set(partitions.map((partition) => partition.topic))) {
    found.set(topic, await existingPartitions(reader, topic));
  }
  return found;
};

const existingPartitions = async (reader: Kafka.KafkaConsumer, topic: string): Promise<ReadonlyArray<number>> => {
  const partitions = await currentPartitions(reader, topic);
  // It was deleted, or the broker does not know it yet after its start.
  if (partitions.length === 0) throw new Error(`topic ${topic} does not exist`);
  return partitions;
};

const findingOf = (mark: Mark, record: Kafka.Message): Finding => {
  // Compaction has removed the record, or retention did after the watermarks were read.
  if (record.offset !== mark.offset) return 'gone';
  return fingerprintOf(record) === mark.fingerprint ? 'same' : 'other';
};

const connect = async (connection: KafkaConnection, group: string): Promise<Kafka.KafkaConsumer> => {
  const reader = new Kafka.KafkaConsumer(
    {
      ...sharedSettings(connection, 'casm-dwh-probe', 'consumer'),
      'group.id': group,
      'enable.auto.commit': false,
      // Only one record of each partition is needed; the others that are fetched with it are discarded.
      'fetch.message.max.bytes': 16 * 1024,
      'queued.min.messages': 1,
      // Otherwise a partition rests for a second after each look at a queue that holds a record of another one.
      'fetch.queue.backoff.ms': 10,
    },
    { 'auto.offset.reset': 'earliest' },
  );
  reader.on('event.error', () => undefined); // The call that gets no answer reports the error.
  await within(
    timeoutMs,
    'connecting to the broker',
    called((done) => reader.connect({ timeout: timeoutMs }, done)),
  );
  return reader;
};

/**
 * Returns the first record at or after each mark's offset. A fetch returns a whole batch, up to 1 MB, of the first partition that has
 * one, and nothing more is fetched until it is consumed. So a partition is paused as soon as its record is read, which drops the others.
 * Rejects if no further record is read in `timeoutMs`.
 */
const recordsAt = async (
  reader: Kafka.KafkaConsumer,
  marks: ReadonlyArray<Mark>,
  isClosed: () => boolean,
): Promise<ReadonlyMap<Mark, Kafka.Message>> => {
  const found = new Map<Mark, Kafka.Message>();
  if (marks.length === 0) return found;
  let until = performance.now() + timeoutMs;
  reader.setDefaultConsumeTimeout(100);
  reader.assign(marks.map(({ partition: { topic, partition }, offset }) => ({ topic, partition, offset })));
  try {
    while (found.size < marks.length) {
      if (isClosed()) throw new Error('closed');
      if (performance.now() > until)
        throw new Error(
          `${found.size} of ${marks.length} records to know the topic by were read, and no further one in ${timeoutMs} ms`,
        );
      for (const message of await called<ReadonlyArray<Kafka.Message>>((done) => reader.consume(1, done))) {
        const mark = marks.find(({ partition }) => partition.partition === message.partition);
        if (mark === undefined || found.has(mark)) continue;
        found.set(mark, message);
        reader.pause([{ topic: message.topic, partition: message.partition }]);
        until = performance.now() + timeoutMs;
      }
    }
    return found;
  } finally {
    // A partition stays paused over assignments.
    reader.resume([...found.values()].map(({ topic, partition }) => ({ topic, partition })));
    reader.unassign();
  }
};
