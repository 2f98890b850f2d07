import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { BusinessTransaction } from '../domain/business-transaction.js';
import { decode } from '../domain/codecs.js';
import type { Delivery, Position, Subscriber } from '../ports/business-transaction-subscription.js';
import type { Warehouse, WarehouseBatch } from '../ports/warehouse.js';

/**
 * The data warehouse as a subscriber: what arrives is stored together with how far it was read. A message that is no
 * Business Transaction goes to the dead letters and holds up nobody.
 */
export const recordInWarehouse = (warehouse: Warehouse): Subscriber => ({
  positions: warehouse.positions,
  receive: (deliveries) => warehouse.apply(toWarehouseBatch(deliveries)),
});

export const toWarehouseBatch = (deliveries: ReadonlyArray<Delivery>): WarehouseBatch => {
  const read = deliveries.map((delivery) => ({ delivery, transaction: transactionIn(delivery) }));
  return {
    transactions: read.flatMap(({ transaction }) => (E.isRight(transaction) ? [transaction.right] : [])),
    deadLetters: read.flatMap(({ delivery, transaction }) =>
      E.isLeft(transaction) ? [{ delivery, error: transaction.left }] : [],
    ),
    positions: positionsAfter(deliveries),
  };
};

const transactionIn = ({ key, body }: Delivery): E.Either<string, BusinessTransaction> =>
  pipe(
    E.tryCatch(
      (): unknown => JSON.parse(body ?? ''),
      () => 'is not JSON',
    ),
    E.flatMap((json) =>
      pipe(
        decode(BusinessTransaction)(json),
        E.mapLeft((violations) => violations.map(({ pointer, rule }) => `${pointer || '/'} ${rule}`).join('; ')),
      ),
    ),
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
