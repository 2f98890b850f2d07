import { type BusinessTransactionPublisher, type OutboundMessage, publicationFailed } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type Kafka from 'node-rdkafka';
import { type KafkaConnection, messageOf } from './connection.js';
import { publisherWaitsFor, refusalWaitsFor } from './publisher-waits.js';
import { nameOf, Refused, runsOf, toRecord } from './outgoing-records.js';
import { connect, disconnect, send } from './producer.js';
import { waiting } from './waiting.js';

export interface KafkaPublisherOptions extends KafkaConnection {
  /** How long a call may wait for the broker's confirmation, in milliseconds; by default 10,000. */
  readonly deadline?: number;
  /** The largest record that is sent, in bytes; by default 1,000,000, which a broker takes by default. */
  readonly maxMessageBytes?: number;
}

/** A call that takes longer is looked into, so that what it waits for can be told before the next one. */
const slowMs = 2000;

/**
 * A publisher on an idempotent producer, acks=all, keyed by refId. It connects when first used. After any failure the
 * producer and all that it still held are thrown away, and the next call starts with a new one: nothing that was
 * reported as failed can overtake what is published next.
 */
export const kafkaPublisher = (options: KafkaPublisherOptions): BusinessTransactionPublisher => {
  const { deadline = 10_000, maxMessageBytes = 1_000_000 } = options;
  let producer: Promise<Kafka.Producer> | null = null;
  const waits = waiting(null);

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
    const topics = [...new Set(messages.map(({ topic }) => topic))];
    const until = performance.now() + deadline;
    const slow = setTimeout(() => void lookInto(topics), slowMs);
    producer ??= connect(options, deadline, maxMessageBytes);
    try {
      const connected = await producer;
      for (const run of runsOf(records)) await send(connected, run, until - performance.now());
      waits.waitFor(null);
    } catch (error) {
      if (!(error instanceof Refused))
        waits.waitFor(
          refusalWaitsFor(error, topics) ?? waits.forWhat() ?? `the broker at ${options.brokers} to confirm`,
        );
      await discard();
      throw error;
    } finally {
      clearTimeout(slow);
    }
  };

  /** A call takes long: finds out what it waits for. */
  const lookInto = async (topics: ReadonlyArray<string>): Promise<void> => {
    const asked = producer;
    waits.waitFor(`a broker at ${options.brokers}`);
    const connected = await asked?.catch(() => null);
    if (!connected || asked !== producer) return;
    const what = await publisherWaitsFor(connected, options.brokers, topics);
    // Of a call that is over by now its end has told.
    if (asked === producer && waits.forWhat() !== null) waits.waitFor(what);
  };

  const inWords = (error: unknown): string => {
    const what = waits.forWhat();
    return what === null ? messageOf(error) : `${messageOf(error)}; it waits for ${what}`;
  };

  return {
    publish: (messages) =>
      TE.tryCatch(
        () => publish(messages),
        (error) =>
          error instanceof Refused
            ? publicationFailed(messageOf(error), error.messages)
            : publicationFailed(inWords(error)),
      ),
    waitsFor: waits.forWhat,
    // Calls of publish end with all confirmed or all thrown away: nothing can be outstanding here.
    close: discard,
  };
};
