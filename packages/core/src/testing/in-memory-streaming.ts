import * as E from 'fp-ts/lib/Either.js';
import { type MessageName, type PublicationFailed, publicationFailed } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { BusinessTransactionSubscription } from '../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../ports/outbox.js';
import { inMemorySubscription, type Topic, topicIn } from './in-memory-subscription.js';

/**
 * The outcome of one call of `publish`. `taken`: all messages are stored and confirmed. `lost`: none is stored. `unconfirmed`: all are
 * stored, but the confirmation is lost. `refused`: none is stored, because these messages are refused.
 */
export type Reception = 'taken' | 'lost' | 'unconfirmed' | { readonly refused: ReadonlyArray<MessageName> };

/** The options of `inMemoryStreaming`. */
export interface InMemoryStreamingOptions {
  readonly cluster?: string;
  /** Decides the outcome of each call; `taken` by default. A pending promise makes a slow call, and a rejection a defect. */
  readonly receives?: (messages: ReadonlyArray<OutboundMessage>) => Reception | Promise<Reception>;
}

/** A streaming platform in memory. */
export interface InMemoryStreaming {
  readonly publisher: BusinessTransactionPublisher;
  /** Adds a member to a group of the topic. The first member reads the partition; the next one takes over when it leaves. */
  readonly subscribe: (topic: string, group?: string) => BusinessTransactionSubscription;
  /** Deletes and recreates the topic. Its readers continue to read. */
  readonly recreateTopic: (topic: string) => void;
  /** Returns the messages stored on the topic, in order. */
  readonly stored: (topic: string) => ReadonlyArray<OutboundMessage>;
}

/** A streaming platform in memory, with one partition for each topic. Published messages are delivered immediately. */
export const inMemoryStreaming = ({
  cluster = 'in-memory',
  receives = () => 'taken',
}: InMemoryStreamingOptions = {}): InMemoryStreaming => {
  const topics = new Map<string, Topic>();

  const store = (messages: ReadonlyArray<OutboundMessage>): void => {
    for (const message of messages) topicIn(topics, message.topic).messages.push(message);
    topics.forEach(({ groups }) => groups.forEach(([reader]) => reader?.wake()));
  };

  let waitsFor: string | null = null;

  const publish = async (messages: ReadonlyArray<OutboundMessage>): Promise<E.Either<PublicationFailed, void>> => {
    const reception = await receives(messages);
    if (typeof reception === 'object')
      return E.left(
        publicationFailed(
          'refused',
          reception.refused.map(({ transactionId, topic }) => ({ transactionId, topic })),
        ),
      );
    if (reception !== 'lost') store(messages);
    waitsFor = reception === 'taken' ? null : 'the platform to confirm';
    return reception === 'taken' ? E.right(undefined) : E.left(publicationFailed(reception));
  };

  return {
    publisher: {
      publish: (messages) => () => publish(messages),
      waitsFor: () => waitsFor,
      close: async () => undefined,
    },
    subscribe: (topic, group = 'in-memory') =>
      inMemorySubscription(topicIn(topics, topic), { cluster, group, topic, partition: 0 }),
    recreateTopic: (topic) => void topicIn(topics, topic).messages.splice(0),
    stored: (topic) => [...topicIn(topics, topic).messages],
  };
};
