import type { MessageName } from '@casm/core';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
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
  dr_cb: true,
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
  // `send` polls for delivery reports. This interval delivers the other events of librdkafka.
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
export const send = (producer: Kafka.Producer, records: ReadonlyArray<Outgoing>, timeoutMs: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let outstanding = records.length;
    const refused: Array<MessageName> = [];
    const settle = (act: () => void): void => {
      clearInterval(pump);
      clearTimeout(late);
      producer.removeListener('delivery-report', onReport);
      act();
    };
    const fail = (error: unknown): void =>
      settle(() => reject(refused.length === 0 ? error : new Refused(messageOf(error), refused)));
    const onReport = (error: Kafka.LibrdKafkaError | null, report: Kafka.DeliveryReport): void => {
      const isRefusal = error !== null && refusals.includes(error.message);
      if (error && !isRefusal) return fail(error);
      const record = records[Number(report.opaque)];
      if (isRefusal && record !== undefined) refused.push(nameOf(record));
      outstanding -= 1;
      if (outstanding > 0) return;
      if (refused.length > 0) return fail(error);
      settle(resolve);
    };
    // Delivery reports arrive only in poll(), so this interval is the minimum latency.
    const pump = setInterval(() => producer.poll(), 1);
    const late = setTimeout(() => {
      const missing = `${outstanding} of ${records.length} messages were not confirmed in time`;
      fail(new Error(missing));
    }, timeoutMs);
    producer.on('delivery-report', onReport);
    try {
      for (const [index, { message, value }] of records.entries()) {
        producer.produce(message.topic, null, value, message.refId, timestampOf(message), index, headersOf(message));
      }
      producer.poll();
    } catch (error) {
      fail(error);
    }
  });

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
