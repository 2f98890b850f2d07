import { BusinessTransaction, type Receipt, rejected, type Rejected } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type { Facts } from './load.js';
import type { PendingChange } from './pending-change.js';

/** Whether the stored answer belongs to this request: same operation and content. */
export const isSame = (
  { request, contentHash }: PendingChange,
  answer: { operation: string; contentHash: string },
): boolean => answer.operation === request.key.operation && answer.contentHash === contentHash;

export const reused = ({ request }: PendingChange): Rejected =>
  rejected({ _tag: 'RequestIdReused', requestId: request.key.requestId });

/** The stored answer to a repeated requestId; RequestIdReused if operation or content differ. */
export const storedAnswer = (
  pending: PendingChange,
  answer: NonNullable<Facts['answer']>,
): E.Either<Rejected, Receipt> => {
  if (!isSame(pending, answer)) return E.left(reused(pending));
  const transaction = decode(BusinessTransaction)(JSON.parse(answer.body));
  if (E.isLeft(transaction))
    throw new Error(`the stored answer of request ${pending.request.key.requestId} is not readable`);
  return E.right({ transaction: transaction.right, body: answer.body, replayed: true });
};
