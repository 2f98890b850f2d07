import { hash } from 'node:crypto';
import type { ChangeRequest, Decide, Receipt, RequestKey } from '@casm/core';
import type { Caller } from './caller.js';

/** A change whose caller waits. */
export interface PendingChange {
  readonly request: ChangeRequest;
  readonly decide: Decide;
  /** SHA-256 of the request's content, as hex. A repeat with the same hash is the same request. */
  readonly contentHash: string;
  /** Time of arrival, on the clock of `performance.now()`. */
  readonly since: number;
  readonly caller: Caller<Receipt>;
}

export const contentHash = ({ content }: RequestKey): string => hash('sha256', content);

export const isByExternalId = ({ request }: PendingChange): boolean => request.customer.refId === undefined;

export const isAnswered = ({ caller }: PendingChange): boolean => caller.isAnswered();

/** The last deadline of the changes, in milliseconds since the epoch. */
export const lastDeadline = (changes: ReadonlyArray<PendingChange>): number =>
  Math.max(...changes.map(({ request }) => request.deadline));
