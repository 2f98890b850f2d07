import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { BusinessTransactionSubscription } from '../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../ports/outbox.js';
import type { Law } from './law.js';

/** A message as an independent consumer of the topic reads it, with its headers decoded. */
export interface FoundMessage {
  readonly key: string;
  readonly body: string;
  readonly transactionId: string;
  readonly operation: string;
  readonly occurredAt: string;
  readonly traceparent: string | null;
  readonly replayedAt: string | null;
}

/** Returns the expected FoundMessage of a published message. */
export const foundMessage = (message: OutboundMessage): FoundMessage => ({
  key: message.refId,
  body: message.body,
  transactionId: message.transactionId,
  operation: message.operation,
  occurredAt: message.occurredAt,
  traceparent: message.traceparent,
  replayedAt: message.replayedAt,
});

/** The number of partitions of a recreated topic, compared to what it had before. */
export type PartitionCount = 'as many' | 'fewer' | 'more';

/** A publisher, and subscriptions to a topic without other users. */
export interface StreamingUnderTest {
  readonly topic: string;
  readonly publisher: BusinessTransactionPublisher;
  /** Adds a member to the group. */
  readonly subscribe: () => BusinessTransactionSubscription;
  /** Waits until the topic has `count` messages and returns them. */
  readonly found: (count: number) => Promise<ReadonlyArray<FoundMessage>>;
  /** A body that exceeds the size limit. */
  readonly oversizedBody: string;
  /** A publisher of an unreachable platform. */
  readonly unreachable: BusinessTransactionPublisher;
  /**
   * Deletes the topic and recreates it empty, with as many partitions as before, fewer or more; a platform whose topics have one partition
   * ignores that. Mandatory for a platform that declares 'new topics'.
   */
  readonly recreateTopic?: (partitions: PartitionCount) => Promise<void>;
  /** The timeout of each wait in milliseconds: longer than any delivery or detection on this platform. */
  readonly timeoutMs: number;
}

/** The optional capabilities of a platform. 'groups': group members share the messages. 'new topics': topics can be recreated. */
export type StreamingCapability = 'groups' | 'new topics';

/** Makes a publisher and subscriptions to a new topic for one law. */
export type MakeStreaming = () => Promise<StreamingUnderTest>;

/** A law of the publisher and the subscription. */
export type StreamingLaw = Law<MakeStreaming, StreamingCapability>;
