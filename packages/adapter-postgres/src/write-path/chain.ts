import type { Current, CustomerChange, Receipt, Undecided } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { PendingChange } from './pending-change.js';

/** One decided change of a chain, and the repeats of the same request. */
export interface Step {
  readonly pending: PendingChange;
  readonly outcome: E.Either<Undecided, { readonly change: CustomerChange; readonly receipt: Receipt }>;
  readonly repeats: Array<PendingChange>;
}

/** The changes of one customer in a batch. Each step is decided on the outcome of the one before. */
export interface Chain {
  readonly refId: string;
  /** The version on which the first step was decided; 0 if the customer is created. */
  readonly expected: number;
  /** The external id of the customer at that version. */
  readonly externalIdBefore: string | null;
  current: Current | null;
  readonly steps: Array<Step>;
}

/** Whether a chain changes its customer. Every change increments the version. */
export const hasEffect = ({ expected, current }: Chain): boolean => (current?.customer.version ?? 0) > expected;

/** Whether a chain has an answer to store, with or without an effect. */
export const isToBeWritten = ({ steps }: Chain): boolean => steps.some(({ outcome }) => E.isRight(outcome));

/** All changes that wait for a chain, in order of arrival. */
export const waitingFor = ({ steps }: Chain): ReadonlyArray<PendingChange> =>
  steps.flatMap(({ pending, repeats }) => [pending, ...repeats]);
