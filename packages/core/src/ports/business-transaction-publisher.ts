import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { PublicationFailed } from '../domain/failure.js';
import type { OutboundMessage } from './outbox.js';

/** Hands messages to the streaming platform. It connects when first used. Calls of `publish` must not overlap. */
export interface BusinessTransactionPublisher {
  /**
   * Success: the platform has confirmed every message, durably as configured there. Messages with one key keep their order
   * within a call and from call to call. Beside key and body each message says which transaction it is, what it did, when,
   * whose trace it belongs to, and whether it is published again.
   *
   * PublicationFailed: of each key the first messages of the call may have arrived, or may yet arrive before anything that is
   * published later; none behind a refused one. Publish the same messages again, in order: subscribers may see them twice.
   */
  readonly publish: (messages: ReadonlyArray<OutboundMessage>) => TaskEither<PublicationFailed, void>;
  /** What the latest call waited for, in words that end the sentence "it waits for …"; null: nothing is known to be in the way. */
  readonly waitsFor: () => string | null;
  /** Waits up to its deadline for what is outstanding, then lets go. Never fails; a second call does nothing. */
  readonly close: () => Promise<void>;
}
