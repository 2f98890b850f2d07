import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type { BusinessTransactionSubscription } from '../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../ports/outbox.js';
import type { Law } from './law.js';

/** A message as an independent consumer of the topic finds it: what it says beside key and body, decoded. */
export interface FoundMessage {
  readonly key: string;
  readonly body: string;
  readonly transactionId: string;
  readonly operation: string;
  readonly occurredAt: string;
  readonly traceparent: string | null;
  readonly replayedAt: string | null;
}

/** What is to be found of a message that was published. */
export const foundMessage = (message: OutboundMessage): FoundMessage => ({
  key: message.refId,
  body: message.body,
  transactionId: message.transactionId,
  operation: message.operation,
  occurredAt: message.occurredAt,
  traceparent: message.traceparent,
  replayedAt: message.replayedAt,
});

/** A publisher, and subscriptions to a topic that nobody else uses. */
export interface StreamingUnderTest {
  readonly topic: string;
  readonly publisher: BusinessTransactionPublisher;
  /** A further member of one group. */
  readonly subscribe: () => BusinessTransactionSubscription;
  /** What is on the topic, as soon as there are so many messages. */
  readonly found: (count: number) => Promise<ReadonlyArray<FoundMessage>>;
  /** A body that is too large to be taken. */
  readonly oversizedBody: string;
  /** A publisher whose platform cannot be reached. */
  readonly unreachable: BusinessTransactionPublisher;
  /** Deletes the topic and makes it anew, with nothing on it; by a platform that 'can make topics anew'. */
  readonly makeAnew?: () => Promise<void>;
  /** Longer than anything takes here to arrive or to be noticed, in milliseconds. */
  readonly timeoutMs: number;
}

/** What not every platform can do. 'groups': the members of a group share the messages; 'new topics': a topic can be deleted. */
export type StreamingCapability = 'groups' | 'new topics';

export type MakeStreaming = () => Promise<StreamingUnderTest>;

export type StreamingLaw = Law<MakeStreaming, StreamingCapability>;
