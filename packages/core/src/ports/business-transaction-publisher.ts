import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { PublicationFailed } from '../domain/failure.js';
import type { OutboundMessage } from './outbox.js';

export interface BusinessTransactionPublisher {
  /**
   * Success: the streaming platform has confirmed every message, durably as configured there. Messages with one key
   * keep their order within a call and from call to call. Failure: any subset may have arrived, or may yet arrive
   * before anything that is published later; publish the same messages again, in order. Calls must not overlap.
   */
  readonly publish: (messages: ReadonlyArray<OutboundMessage>) => TaskEither<PublicationFailed, void>;
  /** Waits up to its deadline for what is outstanding, then lets go; never fails. */
  readonly close: () => Promise<void>;
}
