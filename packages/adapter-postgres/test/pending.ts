import { type ChangeRequest, type Decide, publicationBacklog } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { callerOf } from '../src/write-path/caller.js';
import type { PendingChange } from '../src/write-path/pending-change.js';

export interface PendingOptions {
  readonly requestId: string;
  /** By default the customer with the requestId as refId. */
  readonly refId?: string;
  /** By default in a minute. */
  readonly deadline?: number;
  readonly decide?: Decide;
  /** Receives the answer of the caller: `b answered`, `b Overloaded`, `b failed`. */
  readonly hear: (event: string) => void;
}

/** A pending change whose answer a test observes. */
export const aPending = ({ requestId, hear, ...given }: PendingOptions): PendingChange => {
  const { refId = requestId, deadline = Date.now() + 60_000, decide = () => E.left(publicationBacklog) } = given;
  const request: ChangeRequest = {
    customer: { refId },
    claimsExternalId: null,
    key: { client: 'crm', requestId, operation: 'updateCustomerSegment', content: '' },
    deadline,
    traceparent: null,
  };
  const caller = callerOf({
    deadline,
    settle: (outcome) => hear(`${requestId} ${E.isLeft(outcome) ? outcome.left._tag : 'answered'}`),
    fail: () => hear(`${requestId} failed`),
  });
  return { request, decide, contentHash: '', since: performance.now(), caller };
};
