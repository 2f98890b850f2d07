import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, CustomerRef, LifecycleState } from '../domain/customer.js';
import { foldIntoWarehouse, type Known, type WarehouseChange } from '../domain/warehouse-fold.js';
import type { CustomerRecord, SegmentMoves, SegmentPopulation } from '../domain/warehouse-reports.js';
import type { Position } from '../ports/business-transaction-subscription.js';
import type { DeadLetter, Warehouse, WarehouseReports } from '../ports/warehouse.js';

export interface InMemoryWarehouse {
  readonly warehouse: Warehouse;
  readonly reports: WarehouseReports;
  readonly deadLetters: () => Promise<ReadonlyArray<DeadLetter>>;
}

/** The warehouse's days are those of UTC. */
export const inMemoryWarehouse = (clock: () => Instant = () => new Date().toISOString()): InMemoryWarehouse => {
  const versions = new Map<string, Map<number, BusinessTransaction>>();
  const customers = new Map<string, Customer>();
  const population = new Map<string | null, Map<LifecycleState, number>>();
  const moves = new Map<string, SegmentMoves>();
  const positions = new Map<string, Position>();
  const deadLetters: Array<DeadLetter> = [];
  const lags: Array<number> = [];
  let latestOccurredAt: Instant | null = null;

  const known: Known = {
    has: (refId, version) => versions.get(refId)?.has(version) ?? false,
    current: (refId) => customers.get(refId),
  };

  const write = (change: WarehouseChange): void => {
    for (const transaction of change.versions) {
      const { refId, version } = transaction.payload.customer;
      versions.set(refId, (versions.get(refId) ?? new Map<number, BusinessTransaction>()).set(version, transaction));
      lags.push(Date.parse(clock()) - Date.parse(transaction.occurredAt));
      if (latestOccurredAt === null || transaction.occurredAt > latestOccurredAt)
        latestOccurredAt = transaction.occurredAt;
    }
    for (const customer of change.customers) customers.set(customer.refId, customer);
    for (const { customerSegment, state, customers: delta } of change.population) {
      const cells = population.get(customerSegment) ?? new Map<LifecycleState, number>();
      population.set(customerSegment, cells.set(state, (cells.get(state) ?? 0) + delta));
    }
    for (const { occurredAt, from, to } of change.moves) {
      const day = occurredAt.slice(0, 10);
      const key = JSON.stringify([day, from, to]);
      moves.set(key, { day, from, to, moves: (moves.get(key)?.moves ?? 0) + 1 });
    }
  };

  const named = (ref: CustomerRef): Customer | undefined =>
    ref.refId === undefined
      ? [...customers.values()].find(({ externalId }) => externalId === ref.externalId)
      : customers.get(ref.refId);

  return {
    deadLetters: async () => deadLetters,
    warehouse: {
      positions: (partitions) => async () =>
        E.right(
          partitions.flatMap((partition) =>
            pipe(positions.get(JSON.stringify(partition)), (held) => (held === undefined ? [] : [held])),
          ),
        ),
      apply: (batch) =>
        TE.fromIO(() => {
          write(foldIntoWarehouse(known, batch.transactions));
          deadLetters.push(...batch.deadLetters);
          for (const position of batch.positions) positions.set(JSON.stringify(position.partition), position);
        }),
      missing: (asked) => async () => E.right(asked.filter(({ refId, version }) => !known.has(refId, version))),
    },
    reports: {
      segments: async () =>
        E.right(
          [...population]
            .map(populationOf)
            .filter(({ customers: n }) => n > 0)
            .sort(bySegment),
        ),
      segmentMoves: (from, to) => async () =>
        E.right(
          [...moves]
            .filter(([, { day }]) => from <= day && day <= to)
            .map(([, row]) => row)
            .sort(byDayAndSegments),
        ),
      customer: (ref) => async () =>
        E.right(
          pipe(
            O.fromNullable(named(ref)),
            O.map((customer) => ({
              customer,
              versions: periodsOf([...(versions.get(customer.refId)?.values() ?? [])]),
            })),
          ),
        ),
      freshness: async () => {
        const latest = lags.slice(-1000).sort((a, b) => a - b);
        const at = (share: number): number => latest[Math.ceil(latest.length * share) - 1] ?? 0;
        return E.right({
          versions: lags.length,
          latestMs: latest.length === 0 ? null : { p50: at(0.5), p99: at(0.99), max: at(1) },
          latestOccurredAt,
        });
      },
    },
  };
};

const populationOf = ([customerSegment, cells]: [string | null, Map<LifecycleState, number>]): SegmentPopulation => {
  const of = (state: LifecycleState): number => cells.get(state) ?? 0;
  const byState = {
    INACTIVE: of('INACTIVE'),
    ACTIVE: of('ACTIVE'),
    SUSPENDED: of('SUSPENDED'),
    DEACTIVATED: of('DEACTIVATED'),
  };
  return { customerSegment, customers: Object.values(byState).reduce((sum, n) => sum + n, 0), byState };
};

const bySegment = (a: SegmentPopulation, b: SegmentPopulation): number =>
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
