import { inBatches, type KafkaRecord, kafkaRecord, keyHash } from '@casm/adapter-kafka/messages';
import {
  type BusinessTransactionPublisher,
  type MessageName,
  type OutboundMessage,
  publicationFailed,
} from '@casm/core';
import { GenericError, Producer, stringSerializers } from '@platformatic/kafka';
import * as TE from 'fp-ts/lib/TaskEither.js';

export interface PlatformaticPublisherOptions {
  /** host:port of each. */
  readonly brokers: ReadonlyArray<string>;
  /** How long a call may wait for the broker's confirmation, in milliseconds; by default 10,000. */
  readonly timeoutMs?: number;
  /** The largest record that is sent, in bytes; by default 1,000,000, which a broker takes by default. */
  readonly maxMessageBytes?: number;
}

/** The broker never takes these messages, or what was in one batch with them. */
class Refused extends Error {
  readonly messages: ReadonlyArray<MessageName>;
  constructor(detail: string, messages: ReadonlyArray<MessageName>) {
    super(detail);
    this.messages = messages;
  }
}

/**
 * A publisher on the pure JavaScript client of Platformatic: idempotent, acks=all, keyed by refId, one batch after the other. It
 * connects when first used. After a failure the producer is thrown away with what it may still send.
 */
export const platformaticPublisher = ({
  brokers,
  timeoutMs = 10_000,
  maxMessageBytes = 1_000_000,
}: PlatformaticPublisherOptions): BusinessTransactionPublisher => {
  let producer: Producer<string, string, string, string> | null = null;
  let waitsFor: string | null = null;

  const discard = async (): Promise<void> => {
    const old = producer;
    producer = null;
    try {
      await old?.close();
    } catch {
      // A connection that is broken already cannot be closed in good order, and need not be.
    }
  };

  const publish = async (messages: ReadonlyArray<OutboundMessage>): Promise<void> => {
    const records = messages.map(named);
    const tooLarge = records.filter(({ bytes }) => bytes > maxMessageBytes);
    if (tooLarge.length > 0) throw new Refused(`larger than ${maxMessageBytes} bytes`, tooLarge.map(nameOf));
    const until = performance.now() + timeoutMs;
    try {
      for (const batch of inBatches(records)) {
        producer ??= newProducer(brokers);
        await within(until - performance.now(), send(producer, batch));
      }
      waitsFor = null;
    } catch (error) {
      if (!(error instanceof Refused)) waitsFor = `a broker at ${brokers.join()} to confirm`;
      await discard();
      throw error;
    }
  };

  return {
    publish: (messages) =>
      TE.tryCatch(
        () => publish(messages),
        (error) => publicationFailed(wordsOf(error), error instanceof Refused ? error.messages : []),
      ),
    waitsFor: () => waitsFor,
    close: discard,
  };
};

interface NamedRecord extends KafkaRecord {
  readonly transactionId: string;
}

const named = (message: OutboundMessage): NamedRecord => ({
  ...kafkaRecord(message),
  transactionId: message.transactionId,
});

const nameOf = ({ transactionId, topic }: NamedRecord): MessageName => ({ transactionId, topic });

const newProducer = (brokers: ReadonlyArray<string>): Producer<string, string, string, string> =>
  new Producer({
    clientId: 'casm-relay',
    bootstrapBrokers: [...brokers],
    serializers: stringSerializers,
    idempotent: true,
    acks: -1,
    autocreateTopics: true,
    repeatOnStaleMetadata: true,
    // The client takes the remainder by the number of partitions.
    partitioner: ({ key = '' }) => keyHash(key),
    retries: 20,
    retryDelay: 250,
  });

/** About the record, and not about the moment. */
const refusals: ReadonlyArray<string> = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD'];

const isRefusal = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.some(isRefusal)
    : error instanceof GenericError && refusals.includes(String(error['apiId']));

const send = async (
  producer: Producer<string, string, string, string>,
  batch: ReadonlyArray<NamedRecord>,
): Promise<void> => {
  const messages = batch.map(({ topic, key, value, headers, timestamp }) => ({
    topic,
    key,
    value,
    headers,
    timestamp: BigInt(timestamp),
  }));
  try {
    await producer.send({ messages });
  } catch (error) {
    throw isRefusal(error) ? new Refused(wordsOf(error), batch.map(nameOf)) : error;
  }
};

const within = async <A>(ms: number, promise: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('not confirmed in time')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

const wordsOf = (error: unknown): string => {
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(wordsOf)].join('; ');
  return error instanceof Error ? error.message : String(error);
};
