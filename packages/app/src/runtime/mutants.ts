import type {
  BusinessTransaction,
  BusinessTransactionPublisher,
  Outbox,
  PublicationFailed,
  Warehouse,
} from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/*
 * Promises broken on purpose, so that the fault tests can show that they would see it. Off unless a test names one.
 */

export const mutatedOutbox = (outbox: Outbox, mutant: string | null): Outbox =>
  mutant === 'delete-before-report'
    ? {
        ...outbox,
        pending: (shards, topic, limit, besides) =>
          pipe(
            outbox.pending(shards, topic, limit, besides),
            TE.tap((entries) =>
              outbox.remove(
                topic,
                entries.map(({ position }) => position),
              ),
            ),
          ),
      }
    : outbox;

export const mutatedPublisher = (
  publisher: BusinessTransactionPublisher,
  mutant: string | null,
): BusinessTransactionPublisher => {
  switch (mutant) {
    case 'publish-without-order':
      return { ...publisher, publish: (messages) => publisher.publish([...messages].reverse()) };
    case 'keep-window-after-failure':
      // The rest goes on as if the window in hand had arrived.
      return {
        ...publisher,
        publish: (messages) =>
          pipe(
            publisher.publish(messages),
            TE.orElse(() => TE.of<PublicationFailed, void>(undefined)),
          ),
      };
    case null:
    default:
      return publisher;
  }
};

export const mutatedWarehouse = (warehouse: Warehouse, mutant: string | null): Warehouse => {
  switch (mutant) {
    case 'no-version-guard':
      return countingEveryDelivery(warehouse);
    case 'no-fence':
      return neverTold(warehouse);
    case null:
    default:
      return warehouse;
  }
};

/** Every delivery is a version never seen before. */
const countingEveryDelivery = (warehouse: Warehouse): Warehouse => {
  let version = Math.floor(Date.now() / 1000);
  const unguarded = (transaction: BusinessTransaction): BusinessTransaction => {
    version += 1;
    return { ...transaction, payload: { customer: { ...transaction.payload.customer, version } } };
  };
  return {
    ...warehouse,
    apply: (batch) => warehouse.apply({ ...batch, transactions: batch.transactions.map(unguarded) }),
  };
};

/** Who has lost its partitions takes them back, and writes what it had in hand of them. */
const neverTold = (warehouse: Warehouse): Warehouse => ({
  ...warehouse,
  apply: (batch) =>
    pipe(
      warehouse.apply(batch),
      TE.orElse((failure) =>
        failure._tag === 'PartitionsLost'
          ? pipe(
              warehouse.claim(failure.partitions, batch.subscriber),
              TE.flatMap(() => warehouse.apply(batch)),
            )
          : TE.left(failure),
      ),
    ),
});
