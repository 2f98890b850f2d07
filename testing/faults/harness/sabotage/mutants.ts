import type { Decorators } from '@casm/app/command-line';
import type { Arrival, PublicationFailed, StoreFailure, Warehouse } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { campaignMutants } from './campaign-mutants.js';

/** Makes every delivery a new version. */
const countingEveryDelivery = (warehouse: Warehouse): Warehouse => {
  let version = Math.floor(Date.now() / 1000);
  const unguarded = ({ transaction, delivery }: Arrival): Arrival => {
    version += 1;
    const customer = { ...transaction.payload.customer, version };
    return { delivery, transaction: { ...transaction, payload: { customer } } };
  };
  return {
    ...warehouse,
    apply: (batch) => warehouse.apply({ ...batch, arrivals: batch.arrivals.map(unguarded) }),
  };
};

/** A subscriber that has lost its partitions claims them back and writes its batch. */
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

/** Guarantees broken on purpose, to show that the fault tests detect it. */
export const mutants = {
  'delete-before-report': {
    outbox: (outbox) => ({
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
    }),
  },
  'no-version-guard': { warehouse: countingEveryDelivery },
  'publish-without-order': {
    publisher: (publisher) => ({ ...publisher, publish: (messages) => publisher.publish([...messages].reverse()) }),
  },
  // The relay continues as if the failed window had arrived.
  'keep-window-after-failure': {
    publisher: (publisher) => ({
      ...publisher,
      publish: (messages) =>
        pipe(
          publisher.publish(messages),
          TE.orElse(() => TE.of<PublicationFailed, void>(undefined)),
        ),
    }),
  },
  'no-fence': { warehouse: neverTold },
  // A new topic is taken for the old one.
  ...campaignMutants,
  'no-marks': { warehouse: (warehouse) => ({ ...warehouse, mark: () => TE.of<StoreFailure, void>(undefined) }) },
} satisfies Readonly<Record<string, Decorators>>;

export type Mutant = keyof typeof mutants;

const names: ReadonlySet<string> = new Set(Object.keys(mutants));

export const isMutant = (name: string): name is Mutant => names.has(name);
