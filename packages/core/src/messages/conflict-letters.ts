import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Conflict } from '../domain/warehouse-fold.js';
import type { Arrival, DeadLetter } from '../ports/warehouse.js';

/** Returns the error text of a conflict. It completes a sentence whose subject is the message. */
export const conflictInWords = (
  { transactionId, payload: { customer } }: BusinessTransaction,
  keptTransactionId: string,
): string =>
  `is transaction ${transactionId} for version ${customer.version} of customer ${customer.refId}, which the warehouse has from transaction ${keptTransactionId}`;

/** Returns the dead letters of a batch's conflicts. */
export const conflictLetters = (
  arrivals: ReadonlyArray<Arrival>,
  conflicts: ReadonlyArray<Conflict>,
): ReadonlyArray<DeadLetter> =>
  conflicts.flatMap(({ index, keptTransactionId }) => {
    const arrival = arrivals[index];
    return arrival === undefined
      ? []
      : [
          {
            kind: 'conflict',
            delivery: arrival.delivery,
            error: conflictInWords(arrival.transaction, keptTransactionId),
          },
        ];
  });
