import * as E from 'fp-ts/lib/Either.js';
import { type MessageName, type PublicationFailed, publicationFailed } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { BusinessTransactionSubscription } from '../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../ports/outbox.js';
import { inMemorySubscription, type Topic, topicIn } from './in-memory-subscription.js';

/**
 * What becomes of one call of `publish`: everything is stored and confirmed; nothing is stored; everything is stored and
 * the confirmation is lost; or nothing is stored because of messages that are never taken.
 */
export type Reception = 'taken' | 'lost' | 'unconfirmed' | { readonly refused: ReadonlyArray<MessageName> };

export interface InMemoryStreamingOptions {
  readonly cluster?: string;
  /** By default everything is taken. A call that is slow or ends with a defect is a promise that is late or rejects. */
  readonly receives?: (messages: ReadonlyArray<OutboundMessage>) => Reception | Promise<Reception>;
}

export interface InMemoryStreaming {
  readonly publisher: BusinessTransactionPublisher;
  /** A further member of a group that reads the topic. The partition is the first member's; who comes later takes over when it leaves. */
  readonly subscribe: (topic: string, group?: string) => BusinessTransactionSubscription;
  /** Deletes the topic and makes it anew; its readers go on reading. */
  readonly makeAnew: (topic: string) => void;
  /** What is stored on the topic, in order. */
  readonly stored: (topic: string) => ReadonlyArray<OutboundMessage>;
}

/** A streaming platform of one partition for each topic, in memory. What is published is delivered at once. */
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
    makeAnew: (topic) => void topicIn(topics, topic).messages.splice(0),
    stored: (topic) => [...topicIn(topics, topic).messages],
  };
};
