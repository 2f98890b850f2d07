import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Instant } from '../domain/codecs.js';
import { unstorable } from '../domain/failure.js';
import type { VersionRef } from '../domain/version-ref.js';
import type { WarehouseChange } from '../domain/warehouse-fold.js';
import type { Claimed, Partition } from '../ports/business-transaction-subscription.js';
import type { DeadLetters, Warehouse, WarehouseBatch, WarehouseRepair, WarehouseReports } from '../ports/warehouse.js';
import { conflictInWords, conflictLetters } from '../messages/conflict-letters.js';
import { inMemoryDeadLetters } from './in-memory-dead-letters.js';
import { inMemoryWarehouseReports } from './in-memory-warehouse-reports.js';
import { dropVersion, emptyState, fold, putVersion, rederived } from './in-memory-warehouse-state.js';

/** A data warehouse in memory. */
export interface InMemoryWarehouse {
  readonly warehouse: Warehouse;
  readonly repair: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  readonly reports: WarehouseReports;
}

const nameOf = (partition: Partition): string => JSON.stringify(partition);

/** A warehouse in memory, whose time zone is UTC. */
export const inMemoryWarehouse = (clock: () => Instant = () => new Date().toISOString()): InMemoryWarehouse => {
  let state = emptyState();
  const letters = inMemoryDeadLetters();
  const owners = new Map<string, string>();
  const positions = new Map<string, Claimed>();
  const lags: Array<{ readonly appliedAt: number; readonly lag: number }> = [];

  const record = (transactions: ReadonlyArray<BusinessTransaction>): WarehouseChange => {
    const change = fold(state, transactions);
    const appliedAt = Date.parse(clock());
    lags.push(...change.versions.map(({ occurredAt }) => ({ appliedAt, lag: appliedAt - Date.parse(occurredAt) })));
    return change;
  };

  const lostIn = (batch: WarehouseBatch): ReadonlyArray<Partition> =>
    batch.positions
      .map(({ partition }) => partition)
      .filter((partition) => owners.get(nameOf(partition)) !== batch.subscriber);

  return {
    warehouse: {
      claim: (partitions, subscriber) =>
        TE.fromIO(() =>
          partitions.flatMap((partition) => {
            owners.set(nameOf(partition), subscriber);
            const position = positions.get(nameOf(partition));
            return position === undefined ? [] : [position];
          }),
        ),
      apply: (batch) => async () => {
        const lost = lostIn(batch);
        if (lost.length > 0) return E.left({ _tag: 'PartitionsLost', partitions: lost });
        const { conflicts } = record(batch.arrivals.map(({ transaction }) => transaction));
        const conflicting = conflictLetters(batch.arrivals, conflicts);
        [...batch.deadLetters, ...conflicting].forEach(letters.add);
        for (const { partition, next } of batch.positions) {
          const mark = positions.get(nameOf(partition))?.mark ?? null;
          positions.set(nameOf(partition), { partition, next, mark });
        }
        return E.right(conflicting);
      },
      mark: (marks, subscriber) =>
        TE.fromIO(() => {
          for (const mark of marks) {
            const position = positions.get(nameOf(mark.partition));
            if (position !== undefined && owners.get(nameOf(mark.partition)) === subscriber)
              positions.set(nameOf(mark.partition), { ...position, mark });
          }
        }),
      startOver: (partitions, subscriber) =>
        TE.fromIO(() => {
          for (const partition of partitions.filter((each) => owners.get(nameOf(each)) === subscriber)) {
            positions.delete(nameOf(partition));
            letters.moveToCluster(partition, `${partition.cluster} until ${clock()}`);
          }
        }),
    },
    repair: {
      stored: (refs) => async () =>
        E.right(
          refs.flatMap(({ refId, version }) => {
            const transaction = state.versions.get(refId)?.get(version);
            return transaction === undefined ? [] : [transaction];
          }),
        ),
      names: (after, limit) =>
        TE.fromIO(() =>
          [...state.versions.values()]
            .flatMap((versions) => [...versions.values()])
            .map(({ transactionId, payload: { customer } }) => ({
              refId: customer.refId,
              version: customer.version,
              transactionId,
            }))
            .sort(byName)
            .filter((name) => after === null || byName(name, after) > 0)
            .slice(0, limit),
        ),
      correct: ({ removed, restored }) =>
        TE.fromIO(() => {
          removed.forEach((ref) => dropVersion(state, ref));
          restored.forEach((transaction) => putVersion(state, transaction));
        }),
      rederive: TE.fromIO(() => {
        const again = rederived(state);
        state = again.state;
        return again.wrong;
      }),
    },
    deadLetters: {
      list: (after, limit) => TE.fromIO(() => letters.listAfter(after).slice(0, limit)),
      resolve: (places, found) => async () => {
        const contradicted = found.flatMap((transaction) => {
          const { refId, version } = transaction.payload.customer;
          const kept = state.versions.get(refId)?.get(version)?.transactionId ?? transaction.transactionId;
          return kept === transaction.transactionId ? [] : [conflictInWords(transaction, kept)];
        });
        if (contradicted.length > 0) return E.left(unstorable(contradicted.join('; ')));
        record(found);
        return E.right(places.filter(letters.remove).length);
      },
    },
    reports: inMemoryWarehouseReports({ state: () => state, lags, clock, waiting: letters.count }),
  };
};

const byName = (a: VersionRef, b: VersionRef): number =>
  a.refId === b.refId ? a.version - b.version : a.refId < b.refId ? -1 : 1;
