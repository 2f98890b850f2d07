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
  Place,
  Warehouse,
  WarehouseBatch,
  WarehouseRepair,
  WarehouseReports,
} from '../ports/warehouse.js';
import { type Derived, emptyState, fold, putVersion, rederived } from './in-memory-warehouse-state.js';

export interface InMemoryWarehouse {
  readonly warehouse: Warehouse;
  readonly repair: WarehouseRepair;
  readonly reports: WarehouseReports;
}

const nameOf = (partition: Partition): string => JSON.stringify(partition);

/** The warehouse's days are those of UTC. */
export const inMemoryWarehouse = (clock: () => Instant = () => new Date().toISOString()): InMemoryWarehouse => {
  let state = emptyState();
  const deadLetters = new Map<string, DeadLetter>();
  const owners = new Map<string, string>();
  const positions = new Map<string, Position>();
  const lags: Array<number> = [];
  let latestOccurredAt: Instant | null = null;

  const record = (transactions: ReadonlyArray<BusinessTransaction>): void => {
    for (const { occurredAt } of fold(state, transactions)) {
      lags.push(Date.parse(clock()) - Date.parse(occurredAt));
      if (latestOccurredAt === null || occurredAt > latestOccurredAt) latestOccurredAt = occurredAt;
    }
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
        record(batch.transactions);
        for (const letter of batch.deadLetters) {
          const place = placeOf(letter.delivery);
          if (!deadLetters.has(place)) deadLetters.set(place, letter);
        }
        for (const position of batch.positions) positions.set(nameOf(position.partition), position);
        return E.right(undefined);
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
      restore: (transactions) => TE.fromIO(() => transactions.forEach((transaction) => putVersion(state, transaction))),
      rederive: TE.fromIO(() => {
        const again = rederived(state);
        state = again.state;
        return again.wrong;
      }),
      deadLetters: (after, limit) =>
        TE.fromIO(() =>
          [...deadLetters]
            .filter(([place]) => after === null || place > placeOf(after))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .slice(0, limit)
            .map(([, letter]) => letter),
        ),
      resolve: (places, found) =>
        TE.fromIO(() => {
          record(found);
          return places.filter((place) => deadLetters.delete(placeOf(place))).length;
        }),
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
        });
      },
    },
  };
};

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
