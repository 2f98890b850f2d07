import type { Current, CustomerChange, Receipt, Undecided } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { PendingChange } from './pending-change.js';

/** One decided change of a chain, and those who asked for the very same. */
export interface Step {
  readonly pending: PendingChange;
  readonly outcome: E.Either<Undecided, { readonly change: CustomerChange; readonly receipt: Receipt }>;
  readonly repeats: Array<PendingChange>;
}

/** What one customer goes through in a batch: each step is decided on the outcome of the one before. */
export interface Chain {
  readonly refId: string;
  /** The version that the first step was decided on; 0: the customer is created. */
  readonly expected: number;
  /** The external id that the customer had then. */
  readonly externalIdBefore: string | null;
  current: Current | null;
  readonly steps: Array<Step>;
}

/** Whether a chain changes its customer: every change makes a version. */
export const hasEffect = ({ expected, current }: Chain): boolean => (current?.customer.version ?? 0) > expected;

/** Whether a chain has anything to write: an answer that is to be kept, with or without an effect. */
export const isToBeWritten = ({ steps }: Chain): boolean => steps.some(({ outcome }) => E.isRight(outcome));

/** Everyone who waits for a chain, in order of arrival. */
export const waitingFor = ({ steps }: Chain): ReadonlyArray<PendingChange> =>
  steps.flatMap(({ pending, repeats }) => [pending, ...repeats]);
