import { hash } from 'node:crypto';
import type { ChangeRequest, Decide, Failure, Receipt, Rejected, RequestKey } from '@casm/core';
import type { Either } from 'fp-ts/lib/Either.js';

type Outcome = Either<Rejected | Failure, Receipt>;

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
