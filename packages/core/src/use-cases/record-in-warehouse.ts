import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { StoreUnavailable } from '../domain/failure.js';
import type { Delivery, PartitionsLost, Position, Subscriber } from '../ports/business-transaction-subscription.js';
import type { DeadLetter, Warehouse, WarehouseBatch } from '../ports/warehouse.js';
import { parseTransaction } from './parse-transaction.js';

/**
 * The data warehouse as a subscriber, of a name that no other has: what arrives is stored together with how far it was
 * read. A message that is no Business Transaction, or that cannot be stored, goes to the dead letters and holds up nobody.
 */
export const recordInWarehouse = (warehouse: Warehouse, subscriber: string): Subscriber => ({
  claim: (partitions) => warehouse.claim(partitions, subscriber),
  receive: (deliveries) => receive(warehouse, subscriber, deliveries),
});

const receive = (
  warehouse: Warehouse,
  subscriber: string,
  deliveries: ReadonlyArray<Delivery>,
): TE.TaskEither<StoreUnavailable | PartitionsLost, void> =>
  pipe(
    warehouse.apply({ ...toWarehouseBatch(deliveries), subscriber }),
    TE.orElse((failure) =>
      failure._tag === 'Unstorable'
        ? isolate(warehouse, subscriber, deliveries, failure.detail)
        : TE.left<StoreUnavailable | PartitionsLost>(failure),
    ),
  );

/** Some message is at fault, and its neighbours must not suffer: each half is tried anew, the one at fault set aside. */
const isolate = (
  warehouse: Warehouse,
  subscriber: string,
  deliveries: ReadonlyArray<Delivery>,
  error: string,
): TE.TaskEither<StoreUnavailable | PartitionsLost, void> => {
  const [only] = deliveries;
  if (deliveries.length > 1) {
    const middle = Math.ceil(deliveries.length / 2);
    return pipe(
      receive(warehouse, subscriber, deliveries.slice(0, middle)),
      TE.flatMap(() => receive(warehouse, subscriber, deliveries.slice(middle))),
    );
  }
  const aside = only === undefined ? [] : [{ delivery: only, error }];
  return pipe(
    warehouse.apply({ transactions: [], deadLetters: aside, positions: positionsAfter(deliveries), subscriber }),
    TE.mapLeft((failure) =>
      failure._tag === 'Unstorable'
        ? { _tag: 'StoreUnavailable', detail: `a dead letter cannot be stored: ${failure.detail}` }
        : failure,
    ),
  );
};

const toWarehouseBatch = (deliveries: ReadonlyArray<Delivery>): Omit<WarehouseBatch, 'subscriber'> => ({
  ...readDeliveries(deliveries),
  positions: positionsAfter(deliveries),
});

/** The transactions in these messages, and the messages that are none. */
export const readDeliveries = (
  deliveries: ReadonlyArray<Delivery>,
): { readonly transactions: ReadonlyArray<BusinessTransaction>; readonly deadLetters: ReadonlyArray<DeadLetter> } => {
  const read = deliveries.map((delivery) => ({ delivery, transaction: transactionIn(delivery) }));
  return {
    transactions: read.flatMap(({ transaction }) => (E.isRight(transaction) ? [transaction.right] : [])),
    deadLetters: read.flatMap(({ delivery, transaction }) =>
      E.isLeft(transaction) ? [{ delivery, error: transaction.left }] : [],
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

const positionsAfter = (deliveries: ReadonlyArray<Delivery>): ReadonlyArray<Position> => {
  const latest = new Map<string, Position>();
  for (const { partition, offset } of deliveries) {
    latest.set(JSON.stringify(partition), { partition, next: offset + 1 });
  }
  return [...latest.values()];
};
