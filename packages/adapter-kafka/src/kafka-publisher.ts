import {
  type BusinessTransactionPublisher,
  type MessageName,
  type OutboundMessage,
  publicationFailed,
} from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import { headersOf } from './message-headers.js';
import { batchBytes, nameOf, type Outgoing, Refused, runsOf, toRecord } from './outgoing-records.js';

export interface KafkaPublisherOptions extends KafkaConnection {
  /** How long a call may wait for the broker's confirmation, in milliseconds; by default 10,000. */
  readonly deadline?: number;
  /** The largest record that is sent, in bytes; by default 1,000,000, which a broker takes by default. */
  readonly maxMessageBytes?: number;
}

/**
 * A publisher on an idempotent producer, acks=all, keyed by refId. It connects when first used. After any failure the
 * producer and all that it still held are thrown away, and the next call starts with a new one: nothing that was
 * reported as failed can overtake what is published next.
 */
export const kafkaPublisher = (options: KafkaPublisherOptions): BusinessTransactionPublisher => {
  const { deadline = 10_000, maxMessageBytes = 1_000_000 } = options;
  let producer: Promise<Kafka.Producer> | null = null;

  const discard = async (): Promise<void> => {
    const old = producer;
    producer = null;
    const connected = await old?.catch(() => null);
    if (connected) await disconnect(connected, 0);
  };

  const publish = async (messages: ReadonlyArray<OutboundMessage>): Promise<void> => {
    const records = messages.map(toRecord);
    const tooLarge = records.filter(({ bytes }) => bytes > maxMessageBytes);
    if (tooLarge.length > 0) throw new Refused(`larger than ${maxMessageBytes} bytes`, tooLarge.map(nameOf));
    if (records.length === 0) return;
    const until = performance.now() + deadline;
    producer ??= connect(options, deadline, maxMessageBytes);
    try {
      const connected = await producer;
      for (const run of runsOf(records)) await send(connected, run, until - performance.now());
    } catch (error) {
      await discard();
      throw error;
    }
  };

  return {
    publish: (messages) =>
      TE.tryCatch(
        () => publish(messages),
        (error) => publicationFailed(messageOf(error), error instanceof Refused ? error.messages : []),
      ),
    // Calls of publish end with all confirmed or all thrown away: nothing can be outstanding here.
    close: discard,
  };
};

const connect = async (
  connection: KafkaConnection,
  deadline: number,
  maxMessageBytes: number,
): Promise<Kafka.Producer> => {
  const producer = new Kafka.Producer(
    {
      ...sharedSettings(connection, 'casm-relay'),
      'enable.idempotence': true,
      // A call's messages come at once: without a moment's patience each would be a request of its own to the broker.
      'linger.ms': 1,
      'batch.size': batchBytes,
      'message.max.bytes': maxMessageBytes,
      dr_cb: true,
    },
    // Given here, since a second argument discards topic-level settings in the first. No time-out of librdkafka's own: it
    // would report failure for a message that may still arrive, after the next one. Ours throws the producer away.
    { acks: -1, 'message.timeout.ms': 0, partitioner: 'murmur2_random' },
  );
  // Lost connections are mended by librdkafka, and what cannot be mended is seen as a missing report.
  producer.on('event.error', () => undefined);
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
const send = (producer: Kafka.Producer, records: ReadonlyArray<Outgoing>, patience: number): Promise<void> =>
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
        producer.produce(message.topic, null, value, message.refId, null, index, headersOf(message));
      }
      producer.poll();
    } catch (error) {
      fail(error);
    }
  });

/** Lets go within a second whatever happens. What had not been confirmed is given up: it is still in the outbox. */
const disconnect = async (producer: Kafka.Producer, flush: number): Promise<void> => {
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
