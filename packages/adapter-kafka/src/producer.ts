import type { MessageName } from '@casm/core';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import { listenForTrouble } from './connection-trouble.js';
import { headersOf } from './message-headers.js';
import { timestampOf } from './kafka-record.js';
import { batchBytes, nameOf, type Outgoing, Refused } from './outgoing-records.js';

/** The settings of a producer that is idempotent, acks=all, keyed as Java's would. Throws a WiringDefect where one is refused. */
export const producerSettings = (connection: KafkaConnection, maxMessageBytes: number): Kafka.ProducerGlobalConfig => ({
  // A call's messages come at once: without a moment's patience each would be a request of its own to the broker.
  'linger.ms': 1,
  ...sharedSettings(connection, 'casm-relay', 'producer'),
  'enable.idempotence': true,
  'batch.size': batchBytes,
  'message.max.bytes': maxMessageBytes,
  dr_cb: true,
});

interface Connecting {
  /** In milliseconds. */
  readonly deadline: number;
  /** Hears what is wrong with the connections, for as long as the producer lives. */
  readonly onTrouble: (detail: string) => void;
}

/** A producer with these settings that is connected. */
export const connect = async (
  settings: Kafka.ProducerGlobalConfig,
  { deadline, onTrouble }: Connecting,
): Promise<Kafka.Producer> => {
  const producer = new Kafka.Producer(
    settings,
    // Given here, since a second argument discards topic-level settings in the first. No time-out of librdkafka's own: it
    // would report failure for a message that may still arrive, after the next one. Ours throws the producer away.
    { acks: -1, 'message.timeout.ms': 0, partitioner: 'murmur2_random' },
  );
  // Lost connections are mended by librdkafka, and what cannot be mended is seen as a missing report.
  listenForTrouble(producer, onTrouble);
  try {
    await within(
      deadline,
      'connecting to the broker',
      called((done) => producer.connect({ timeout: deadline }, done)),
    );
  } catch (error) {
    await disconnect(producer, 0);
    throw error;
  }
  // Reports are polled for while there is something to report; this keeps the rest of librdkafka's events moving.
  producer.setPollInterval(1000);
  return producer;
};

/**
 * Errors that are about the record and not about the moment, as librdkafka words them: node-rdkafka 3.6 gives the error
 * of a delivery report the code -1 whatever it is.
 */
const refusals: ReadonlyArray<string> = [
  'message size too large',
  'invalid message size',
  'broker failed to validate record',
];

/** Resolves when every record is confirmed; rejects at the first report of failure, after `patience` ms, or with all that were refused. */
export const send = (producer: Kafka.Producer, records: ReadonlyArray<Outgoing>, patience: number): Promise<void> =>
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
    // Delivery reports come only out of poll(): its interval is the floor of the latency.
    const pump = setInterval(() => producer.poll(), 1);
    const late = setTimeout(() => {
      const missing = `${outstanding} of ${records.length} messages were not confirmed in time`;
      fail(new Error(missing));
    }, patience);
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

/** Lets go within a second whatever happens. What had not been confirmed is given up: it is still in the outbox. */
export const disconnect = async (producer: Kafka.Producer, flush: number): Promise<void> => {
  try {
    await within(
      1000,
      'disconnecting',
      called((done) => producer.disconnect(flush, done)),
    );
  } catch {
    // It was never connected, or hangs: either way it has no more to say.
  }
};
