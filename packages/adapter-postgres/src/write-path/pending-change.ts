import { hash } from 'node:crypto';
import {
  type ChangeRequest,
  customerBusy,
  type Decide,
  type Failure,
  type Receipt,
  type Rejected,
  type RequestKey,
  storeUnavailable,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

type Outcome = E.Either<Rejected | Failure, Receipt>;

/** A change that somebody waits for. */
export interface PendingChange {
  readonly request: ChangeRequest;
  readonly decide: Decide;
  /** SHA-256 of operation-independent content, as hex: what makes a repeat the same request. */
  readonly contentHash: string;
  /** How often it was decided on facts that no longer held at the commit. */
  readonly attempts: number;
  readonly settle: (outcome: Outcome) => void;
  /** For what should never happen, such as a decision that throws. */
  readonly fail: (defect: unknown) => void;
}

export const contentHash = ({ content }: RequestKey): string => hash('sha256', content);

export const tried = (pending: PendingChange): PendingChange => ({ ...pending, attempts: pending.attempts + 1 });

export const isByExternalId = ({ request }: PendingChange): boolean => request.customer.refId === undefined;

/** Too late: the caller is told, and it is not tried any more. */
export const isOver = ({ request, attempts, settle }: PendingChange): boolean => {
  if (request.deadline > Date.now()) return false;
  settle(
    E.left(attempts > 0 ? customerBusy : storeUnavailable('the queue of changes is longer than the request may take')),
  );
  return true;
};
