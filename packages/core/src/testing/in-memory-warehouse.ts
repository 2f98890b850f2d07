import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, CustomerRef, LifecycleState } from '../domain/customer.js';
import type { CustomerRecord, SegmentMoves, SegmentPopulation } from '../domain/warehouse-reports.js';
import type { Partition, Position } from '../ports/business-transaction-subscription.js';
import type {
  DeadLetter,
  DeadLetters,
  Place,
  Warehouse,
  WarehouseBatch,
  WarehouseRepair,
  WarehouseReports,
} from '../ports/warehouse.js';
import { unstorable } from '../domain/failure.js';
import type { VersionRef } from '../domain/version-ref.js';
import type { WarehouseChange } from '../domain/warehouse-fold.js';
import { conflictInWords, conflictLetters } from '../use-cases/conflict-letters.js';
import { type Derived, dropVersion, emptyState, fold, putVersion, rederived } from './in-memory-warehouse-state.js';

export interface InMemoryWarehouse {
  readonly warehouse: Warehouse;
  readonly repair: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  readonly reports: WarehouseReports;
}

const nameOf = (partition: Partition): string => JSON.stringify(partition);

/** The warehouse's days are those of UTC. */
export const inMemoryWarehouse = (clock: () => Instant = () => new Date().toISOString()): InMemoryWarehouse => {
  let state = emptyState();
  const letters = new Map<string, DeadLetter>();
  const owners = new Map<string, string>();
  const positions = new Map<string, Position>();
  const lags: Array<number> = [];
  let latestOccurredAt: Instant | null = null;

  const record = (transactions: ReadonlyArray<BusinessTransaction>): WarehouseChange => {
    const change = fold(state, transactions);
    for (const { occurredAt } of change.versions) {
      lags.push(Date.parse(clock()) - Date.parse(occurredAt));
      if (latestOccurredAt === null || occurredAt > latestOccurredAt) latestOccurredAt = occurredAt;
    }
    return change;
  };

  const lostIn = (batch: WarehouseBatch): ReadonlyArray<Partition> =>
    batch.positions
      .map(({ partition }) => partition)
      .filter((partition) => owners.get(nameOf(partition)) !== batch.subscriber);

  const named = (ref: CustomerRef): Customer | undefined =>
    ref.refId === undefined
      ? [...state.customers.values()].find(({ externalId }) => externalId === ref.externalId)
      : state.customers.get(ref.refId);

  return {
    warehouse: {
      claim: (partitions, subscriber) =>
        TE.fromIO(() =>
          partitions.flatMap((partition) => {
            owners.set(nameOf(partition), subscriber);
            const held = positions.get(nameOf(partition));
            return held === undefined ? [] : [held];
          }),
        ),
      apply: (batch) => async () => {
        const lost = lostIn(batch);
        if (lost.length > 0) return E.left({ _tag: 'PartitionsLost', partitions: lost });
        const { conflicts } = record(batch.arrivals.map(({ transaction }) => transaction));
        const conflicting = conflictLetters(batch.arrivals, conflicts);
        for (const letter of [...batch.deadLetters, ...conflicting]) {
          const place = placeOf(letter.delivery);
          if (!letters.has(place)) letters.set(place, letter);
        }
        for (const position of batch.positions) positions.set(nameOf(position.partition), position);
        return E.right(conflicting);
      },
    },
    repair: {
      held: (refs) => async () =>
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
      list: (after, limit) =>
        TE.fromIO(() =>
          [...letters]
            .filter(([place]) => after === null || place > placeOf(after))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .slice(0, limit)
            .map(([, letter]) => letter),
        ),
      resolve: (places, found) => async () => {
        const contradicted = found.flatMap((transaction) => {
          const { refId, version } = transaction.payload.customer;
          const kept = state.versions.get(refId)?.get(version)?.transactionId ?? transaction.transactionId;
          return kept === transaction.transactionId ? [] : [conflictInWords(transaction, kept)];
        });
        if (contradicted.length > 0) return E.left(unstorable(contradicted.join('; ')));
        record(found);
        return E.right(places.filter((place) => letters.delete(placeOf(place))).length);
      },
    },
    reports: {
      segments: async () => E.right(populationIn(state.population)),
      segmentMoves: (from, to) => async () =>
        E.right([...state.moves.values()].filter(({ day }) => from <= day && day <= to).sort(byDayAndSegments)),
      customer: (ref) => async () =>
        E.right(
          pipe(
            O.fromNullable(named(ref)),
            O.map((customer) => ({
              customer,
              versions: periodsOf([...(state.versions.get(customer.refId)?.values() ?? [])]),
            })),
          ),
        ),
      freshness: async () => {
        const latest = lags.slice(-1000).sort((a, b) => a - b);
        const at = (share: number): number => latest[Math.ceil(latest.length * share) - 1] ?? 0;
        return E.right({
          versions: [...state.versions.values()].reduce((sum, { size }) => sum + size, 0),
          missingVersions: [...state.gaps.values()].reduce((sum, missing) => sum + missing, 0),
          latestMs: latest.length === 0 ? null : { p50: at(0.5), p99: at(0.99), max: at(1) },
          latestOccurredAt,
          deadLetters: letters.size,
          conflicts: [...letters.values()].filter(({ kind }) => kind === 'conflict').length,
        });
      },
    },
  };
};

const byName = (a: VersionRef, b: VersionRef): number =>
  a.refId === b.refId ? a.version - b.version : a.refId < b.refId ? -1 : 1;

/** Texts that are in the order of the places. */
const placeOf = ({ partition: { cluster, group, topic, partition }, offset }: Place): string =>
  JSON.stringify([cluster, group, topic, padded(partition), padded(offset)]);

const padded = (value: number): string => String(value).padStart(16, '0');

const populationIn = (cells: Derived['population']): ReadonlyArray<SegmentPopulation> => {
  const bySegment = new Map<string | null, Record<LifecycleState, number>>();
  for (const { customerSegment, state, customers } of cells.values()) {
    const byState = bySegment.get(customerSegment) ?? { INACTIVE: 0, ACTIVE: 0, SUSPENDED: 0, DEACTIVATED: 0 };
    bySegment.set(customerSegment, { ...byState, [state]: customers });
  }
  return [...bySegment]
    .map(([customerSegment, byState]) => ({
      customerSegment,
      customers: Object.values(byState).reduce((sum, n) => sum + n, 0),
      byState,
    }))
    .filter(({ customers }) => customers > 0)
    .sort(nullLast);
};

const nullLast = (a: SegmentPopulation, b: SegmentPopulation): number =>
  a.customerSegment === null ? 1 : b.customerSegment === null ? -1 : a.customerSegment < b.customerSegment ? -1 : 1;

/** No segment comes before any segment. */
const byDayAndSegments = (a: SegmentMoves, b: SegmentMoves): number =>
  [a.day, a.from ?? '', a.to ?? ''].join('\0') < [b.day, b.from ?? '', b.to ?? ''].join('\0') ? -1 : 1;

const periodsOf = (transactions: ReadonlyArray<BusinessTransaction>): CustomerRecord['versions'] =>
  [...transactions]
    .sort((a, b) => b.payload.customer.version - a.payload.customer.version)
    .map(({ occurredAt, payload: { customer } }, index, newestFirst) => ({
      version: customer.version,
      validFrom: occurredAt,
      validTo: newestFirst[index - 1]?.occurredAt ?? null,
      customer,
    }));
