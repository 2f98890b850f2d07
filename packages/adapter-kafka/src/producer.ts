import type { MessageName } from '@casm/core';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';
import { listenForTrouble } from './connection-trouble.js';
import { headersOf } from './message-headers.js';
import { timestampOf } from './kafka-record.js';
import { batchBytes, nameOf, type Outgoing, Refused } from './outgoing-records.js';

/** Returns the settings of an idempotent producer with acks=all. Throws a WiringDefect if a given property is refused. */
export const producerSettings = (connection: KafkaConnection, maxMessageBytes: number): Kafka.ProducerGlobalConfig => ({
  // A call produces its messages one by one: without a delay each would be a separate request to the broker.
  'linger.ms': 1,
  ...sharedSettings(connection, 'casm-relay', 'producer'),
  'enable.idempotence': true,
  'batch.size': batchBytes,
  'message.max.bytes': maxMessageBytes,
  // A report for each confirmed record costs a sixth of the relay's processor time. `send` learns of them by a flush.
  dr_cb: true,
  'delivery.report.only.error': true,
});

interface Connecting {
  readonly timeoutMs: number;
  /** Called with each problem of the connections, as long as the producer exists. */
  readonly onTrouble: (detail: string) => void;
}

/** Returns a connected producer with these settings. Rejects after `timeoutMs` milliseconds. */
export const connect = async (
  settings: Kafka.ProducerGlobalConfig,
  { timeoutMs, onTrouble }: Connecting,
): Promise<Kafka.Producer> => {
  const producer = new Kafka.Producer(
    settings,
    // Given here, because a second argument discards topic-level settings in the first. No timeout of librdkafka's own: it would
    // report failure for a message that may still arrive, after the next one. After our timeout the producer is discarded.
    { acks: -1, 'message.timeout.ms': 0, partitioner: 'murmur2_random' },
  );
  // librdkafka reconnects by itself. A permanent failure shows as a missing delivery report.
  listenForTrouble(producer, onTrouble);
  try {
    await within(
      timeoutMs,
      'connecting to the broker',
      called((done) => producer.connect({ timeout: timeoutMs }, done)),
    );
  } catch (error) {
    await disconnect(producer, 0);
    throw error;
  }
  // A flush delivers the events of librdkafka too. This interval delivers them at other times.
  producer.setPollInterval(1000);
  return producer;
};

/**
 * The permanent errors of a record, by librdkafka's texts, because node-rdkafka 3.6 gives every error of a delivery report the code
 * -1.
 */
const refusals: ReadonlyArray<string> = [
  'message size too large',
  'invalid message size',
  'broker failed to validate record',
];

/**
 * Produces the records. Resolves when all are confirmed. Rejects at the first failed delivery report, after `timeoutMs` milliseconds, or
 * with Refused, which names all refused records, when every other record is confirmed.
 */
export const send = async (
  producer: Kafka.Producer,
  records: ReadonlyArray<Outgoing>,
  timeoutMs: number,
): Promise<void> => {
  const until = performance.now() + timeoutMs;
  const failures: Array<Failure> = [];
  const onReport = (error: Kafka.LibrdKafkaError | null, report: Kafka.DeliveryReport): void => {
    if (error !== null) failures.push({ error, report });
  };
  producer.on('delivery-report', onReport);
  try {
    // No opaque: node-rdkafka releases its memory only in a delivery report.
    for (const { message, value } of records)
      producer.produce(message.topic, null, value, message.refId, timestampOf(message), undefined, headersOf(message));
    for (let slice = firstSliceMs(records.length); !(await flushed(producer, slice)); slice = nextSliceMs(slice)) {
      mustBeRefusals(failures);
      if (performance.now() > until) throw new Error(`${records.length} messages were not all confirmed in time`);
    }
    await allReported(failures);
  } finally {
    producer.removeListener('delivery-report', onReport);
  }
  mustBeRefusals(failures);
  const [first] = failures;
  if (first !== undefined) throw new Refused(first.error.message, refusedAmong(records, failures));
};

/** A delivery report of a record that is not confirmed. */
interface Failure {
  readonly error: Kafka.LibrdKafkaError;
  readonly report: Kafka.DeliveryReport;
}

/** Throws the first failure that is not the refusal of a record. */
const mustBeRefusals = (failures: ReadonlyArray<Failure>): void => {
  const other = failures.find(({ error }) => !refusals.includes(error.message));
  if (other !== undefined) throw new Error(other.error.message);
};

/** A report names a record by its key and the size of its value. Records that have both in common count as refused together. */
const refusedAmong = (
  records: ReadonlyArray<Outgoing>,
  failures: ReadonlyArray<Failure>,
): ReadonlyArray<MessageName> => {
  const reported = new Set(failures.map(({ report: { key, size } }) => JSON.stringify([String(key), size])));
  return records
    .filter(({ message, value }) => reported.has(JSON.stringify([message.refId, value.length])))
    .map(nameOf);
};

/**
 * The durations of the flushes of one call in ms. A flush blocks a libuv thread, and must have ended before the producer is disconnected.
 * A longer one may notice the end later, so the first is short for a few records.
 */
const longestSliceMs = 10;
const firstSliceMs = (records: number): number => Math.min(longestSliceMs, 1 + Math.floor(records / 400));
const nextSliceMs = (slice: number): number => Math.min(longestSliceMs, slice + 1);

/** node-rdkafka 3.6 gives this error the code -1 too. */
const timedOut = 'timed out';

/** Returns whether every record that was produced is confirmed or has failed. Waits for that at most `ms` milliseconds. */
const flushed = (producer: Kafka.Producer, ms: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    producer.flush(ms, (error: Kafka.LibrdKafkaError | null | undefined) => {
      if (error === null || error === undefined) resolve(true);
      else if (error.message === timedOut) resolve(false);
      else reject(error);
    });
  });

/** Waits for the reports of a flush that has ended. They are events of the same turn of the loop, 100 in each turn. */
const allReported = async (failures: ReadonlyArray<Failure>): Promise<void> => {
  let before: number;
  do {
    before = failures.length;
    await new Promise(setImmediate);
  } while (failures.length > before);
};

/** Disconnects within a second, also from a broken connection. Unconfirmed messages are abandoned; they are still in the outbox. */
export const disconnect = async (producer: Kafka.Producer, flush: number): Promise<void> => {
  try {
    await within(
      1000,
      'disconnecting',
      called((done) => producer.disconnect(flush, done)),
    );
  } catch {
    // It was never connected, or does not respond. Nothing of it is needed.
  }
};
