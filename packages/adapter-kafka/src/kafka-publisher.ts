import { type BusinessTransactionPublisher, type OutboundMessage, publicationFailed } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import { headersOf } from './message-headers.js';

export interface KafkaPublisherOptions extends KafkaConnection {
  /** How long a call may wait for the broker's confirmation, in milliseconds; by default 10,000. */
  readonly deadline?: number;
}

/**
 * A publisher on an idempotent producer, acks=all, keyed by refId. It connects when first used. After any failure the
 * producer and all that it still held are thrown away, and the next call starts with a new one: nothing that was
 * reported as failed can overtake what is published next.
 */
export const kafkaPublisher = (options: KafkaPublisherOptions): BusinessTransactionPublisher => {
  const { deadline = 10_000 } = options;
  let producer: Promise<Kafka.Producer> | null = null;

  const discard = async (): Promise<void> => {
    const old = producer;
    producer = null;
    const connected = await old?.catch(() => null);
    if (connected) await disconnect(connected, 0);
  };

  const publish = async (messages: ReadonlyArray<OutboundMessage>): Promise<void> => {
    if (messages.length === 0) return;
    producer ??= connect(options, deadline);
    try {
      await send(await producer, messages, deadline);
    } catch (error) {
      await discard();
      throw error;
    }
  };

  return {
    publish: (messages) =>
      TE.tryCatch(
        () => publish(messages),
        (error) => publicationFailed(messageOf(error)),
      ),
    // Calls of publish end with all confirmed or all thrown away: nothing can be outstanding here.
    close: discard,
  };
};

const connect = async (connection: KafkaConnection, deadline: number): Promise<Kafka.Producer> => {
  const producer = new Kafka.Producer(
    {
      ...sharedSettings(connection, 'casm-relay'),
      'enable.idempotence': true,
      'linger.ms': 0,
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

/** Resolves when every message is confirmed; rejects at the first report of failure, or at the deadline. */
const send = (producer: Kafka.Producer, messages: ReadonlyArray<OutboundMessage>, deadline: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let outstanding = messages.length;
    const settle = (act: () => void): void => {
      clearInterval(pump);
      clearTimeout(late);
      producer.removeListener('delivery-report', onReport);
      act();
    };
    const onReport = (error: Kafka.LibrdKafkaError | null): void => {
      if (error) return settle(() => reject(error));
      outstanding -= 1;
      if (outstanding === 0) settle(resolve);
    };
    // Delivery reports come only out of poll(): its interval is the floor of the latency.
    const pump = setInterval(() => producer.poll(), 1);
    const late = setTimeout(() => {
      const missing = `${outstanding} of ${messages.length} messages were not confirmed within ${deadline} ms`;
      settle(() => reject(new Error(missing)));
    }, deadline);
    producer.on('delivery-report', onReport);
    try {
      for (const message of messages) {
        producer.produce(message.topic, null, Buffer.from(message.body), message.refId, null, null, headersOf(message));
      }
      producer.poll();
    } catch (error) {
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
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
