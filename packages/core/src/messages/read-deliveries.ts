import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Delivery } from '../ports/business-transaction-subscription.js';
import type { Arrival, DeadLetter } from '../ports/warehouse.js';
import { parseTransaction } from './parse-transaction.js';

/** Decodes deliveries. Messages that cannot be decoded become dead letters. */
export const readDeliveries = (
  deliveries: ReadonlyArray<Delivery>,
): { readonly arrivals: ReadonlyArray<Arrival>; readonly deadLetters: ReadonlyArray<DeadLetter> } => {
  const read = deliveries.map((delivery) => ({ delivery, transaction: transactionIn(delivery) }));
  return {
    arrivals: read.flatMap(({ delivery, transaction }) =>
      E.isRight(transaction) ? [{ transaction: transaction.right, delivery }] : [],
    ),
    deadLetters: read.flatMap(({ delivery, transaction }) =>
      E.isLeft(transaction) ? [{ kind: 'unreadable', delivery, error: transaction.left }] : [],
    ),
  };
};

const transactionIn = ({ key, body }: Delivery): E.Either<string, BusinessTransaction> =>
  pipe(
    parseTransaction(body ?? ''),
    E.filterOrElse(
      ({ payload }) => payload.customer.refId === key,
      () => 'has a key other than its customer’s refId',
    ),
  );
