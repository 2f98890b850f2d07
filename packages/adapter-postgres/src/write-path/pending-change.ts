import { hash } from 'node:crypto';
import type { ChangeRequest, Decide, Receipt, RequestKey } from '@casm/core';
import type { Caller } from './caller.js';

/** A change that somebody waits for. */
export interface PendingChange {
  readonly request: ChangeRequest;
  readonly decide: Decide;
  /** SHA-256 of operation-independent content, as hex: what makes a repeat the same request. */
  readonly contentHash: string;
  /** When it came, on the clock of `performance.now()`. */
  readonly since: number;
  readonly caller: Caller<Receipt>;
}

export const contentHash = ({ content }: RequestKey): string => hash('sha256', content);

export const isByExternalId = ({ request }: PendingChange): boolean => request.customer.refId === undefined;

export const isAnswered = ({ caller }: PendingChange): boolean => caller.isAnswered();

/** The moment after which nobody waits for any of them, in milliseconds since the epoch. */
export const lastDeadline = (changes: ReadonlyArray<PendingChange>): number =>
  Math.max(...changes.map(({ request }) => request.deadline));
