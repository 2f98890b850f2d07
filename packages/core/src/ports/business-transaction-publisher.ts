import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { PublicationFailed } from '../domain/failure.js';
import type { OutboundMessage } from './outbox.js';

/** Publishes messages to the streaming platform. It connects on first use. Calls of `publish` must not overlap. */
export interface BusinessTransactionPublisher {
  /**
   * Success: the platform has confirmed every message, with the durability configured there. Messages with one key keep their order
   * within a call and between calls. In addition to key and body, each message carries the transactionId, the operation, occurredAt,
   * the trace context and, if it is republished, the time of the replay.
   *
   * PublicationFailed: for each key, the first messages of the call may have arrived, or may still arrive before any message
   * published later; none after a refused one. Publish the same messages again, in order. Subscribers may receive them twice.
   */
  readonly publish: (messages: ReadonlyArray<OutboundMessage>) => TaskEither<PublicationFailed, void>;
  /** The cause of the latest call's wait, worded to complete "it waits for …"; null if no obstacle is known. */
  readonly waitsFor: () => string | null;
  /** Waits up to a deadline for outstanding messages, then disconnects. Never fails; a second call does nothing. */
  readonly close: () => Promise<void>;
}
