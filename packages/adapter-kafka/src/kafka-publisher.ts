import { setTimeout as pause } from 'node:timers/promises';
import { type BusinessTransactionPublisher, type OutboundMessage, publicationFailed } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type Kafka from 'node-rdkafka';
import { type KafkaConnection, messageOf } from './connection.js';
import { publisherWaitsFor, refusalWaitsFor } from './publisher-waits.js';
import { nameOf, Refused, runsOf, toRecord } from './outgoing-records.js';
import { connect, disconnect, producerSettings, send } from './producer.js';
import { waiting } from './waiting.js';

/** The options of `kafkaPublisher`. */
export interface KafkaPublisherOptions extends KafkaConnection {
  /** The timeout for the broker's confirmation of one call, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  /** The largest record that is sent, in bytes; 1,000,000 by default, which brokers accept by default. */
  readonly maxMessageBytes?: number;
}

/** How long the cause of a fatal error is polled for, and how often, in ms: librdkafka reports it by an event, which can come after the error. */
const fatalCauseMs = { timeout: 1000, interval: 10 };

const isFatal = (error: unknown): boolean => /fatal error/i.test(messageOf(error));

/** A call that takes longer is diagnosed while it waits, so that `waitsFor` reports the cause. */
const slowMs = 2000;

/**
 * Returns a publisher on an idempotent producer with acks=all, keyed by refId. It connects on first use. After any failure the
 * producer is discarded together with its queued messages, and the next call makes a new one, so that no message reported as failed
 * can arrive after those published next.
 */
export const kafkaPublisher = (options: KafkaPublisherOptions): BusinessTransactionPublisher => {
  const { timeoutMs = 10_000, maxMessageBytes = 1_000_000 } = options;
  const settings = producerSettings(options, maxMessageBytes);
  let producer: Promise<Kafka.Producer> | null = null;
  const waits = waiting(null);
  const aBroker = `a broker at ${options.brokers}`;
  let trouble: string | null = null;

  const refusalOf = (error: unknown, topics: ReadonlyArray<string>): string | null =>
    refusalWaitsFor([messageOf(error), trouble ?? ''], topics);

  /** Resolves when a refusal is known, or at the timeout. Events come only out of `poll`, and nothing polls often after a failed call. */
  const pollForRefusal = async (connected: Kafka.Producer, topics: ReadonlyArray<string>): Promise<void> => {
    const until = performance.now() + fatalCauseMs.timeout;
    while (refusalOf(null, topics) === null && performance.now() < until) {
      connected.poll();
      await pause(fatalCauseMs.interval);
    }
  };

  const waitsFor = (): string | null => {
    const cause = waits.cause();
    return cause === aBroker && trouble !== null ? `${cause} (${trouble})` : cause;
  };

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
    const until = performance.now() + timeoutMs;
    const slow = setTimeout(() => void diagnose(topics), slowMs);
    producer ??= connect(settings, { timeoutMs, onTrouble: (detail) => (trouble = detail) });
    try {
      const connected = await producer;
      for (const run of runsOf(records)) await send(connected, run, until - performance.now());
      waits.setCause(null);
      trouble = null;
    } catch (error) {
      const failed = isFatal(error) ? await producer?.catch(() => null) : null;
      if (failed) await pollForRefusal(failed, topics);
      if (!(error instanceof Refused))
        waits.setCause(refusalOf(error, topics) ?? waits.cause() ?? `the broker at ${options.brokers} to confirm`);
      await discard();
      throw error;
    } finally {
      clearTimeout(slow);
    }
  };

  /** Finds the cause of a slow call's wait. */
  const diagnose = async (topics: ReadonlyArray<string>): Promise<void> => {
    const diagnosed = producer;
    waits.setCause(aBroker);
    const connected = await diagnosed?.catch(() => null);
    if (!connected || diagnosed !== producer) return;
    const cause = await publisherWaitsFor(connected, options.brokers, topics);
    // A call that has ended meanwhile has set the cause itself.
    if (diagnosed === producer && waits.cause() !== null) waits.setCause(cause);
  };

  const inWords = (error: unknown): string => {
    const cause = waitsFor();
    return cause === null ? messageOf(error) : `${messageOf(error)}; it waits for ${cause}`;
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
    waitsFor,
    // Nothing is outstanding here: a call of publish ends with all messages confirmed or the producer discarded.
    close: discard,
  };
};
