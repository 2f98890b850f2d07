import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import { campaignEffectOf } from '../domain/campaign-effect.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, CustomerRef, LifecycleState } from '../domain/customer.js';
import type { CustomerRecord, Freshness, SegmentMoves, SegmentPopulation } from '../domain/warehouse-reports.js';
import type { WarehouseReports } from '../ports/warehouse.js';
import type { Derived, State } from './in-memory-warehouse-state.js';

export interface ReportedOn {
  readonly state: () => State;
  /** When each version was applied, and its latency, both in milliseconds, in order of arrival. */
  readonly lags: ReadonlyArray<{ readonly appliedAt: number; readonly lag: number }>;
  /** The present moment. */
  readonly clock: () => Instant;
  readonly waiting: () => Pick<Freshness, 'deadLetters' | 'conflicts'>;
}

/** In milliseconds. Older latencies say nothing of the present. */
const latencyWindow = 300_000;

export const inMemoryWarehouseReports = ({ state, lags, clock, waiting }: ReportedOn): WarehouseReports => ({
  segments: async () => E.right(populationIn(state().population)),
  segmentMoves: (from, to) => async () =>
    E.right([...state().moves.values()].filter(({ day }) => from <= day && day <= to).sort(byDayAndSegments)),
  customer: (ref) => async () =>
    E.right(
      pipe(
        O.fromNullable(named(state(), ref)),
        O.map((customer) => ({ customer, versions: periodsOf(versionsIn(state(), customer.refId)) })),
      ),
    ),
  campaign: (campaignId) => async () =>
    E.right(campaignEffectOf([...state().campaigns.values()].filter((move) => move.campaignId === campaignId))),
  freshness: async () => {
    const since = Date.parse(clock()) - latencyWindow;
    const latest = lags
      .filter(({ appliedAt }) => appliedAt > since)
      .slice(-1000)
      .map(({ lag }) => lag)
      .sort((a, b) => a - b);
    const at = (share: number): number => latest[Math.ceil(latest.length * share) - 1] ?? 0;
    const versions = [...state().versions.keys()].flatMap((refId) => versionsIn(state(), refId));
    return E.right({
      versions: versions.length,
      missingVersions: [...state().gaps.values()].reduce((sum, missing) => sum + missing, 0),
      latestMs: latest.length === 0 ? null : { p50: at(0.5), p99: at(0.99), max: at(1) },
      latestOccurredAt: latestOf(versions),
      ...waiting(),
    });
  },
});

const named = ({ customers }: State, ref: CustomerRef): Customer | undefined =>
  ref.refId === undefined
    ? [...customers.values()].find(({ externalId }) => externalId === ref.externalId)
    : customers.get(ref.refId);

const versionsIn = ({ versions }: State, refId: string): ReadonlyArray<BusinessTransaction> => [
  ...(versions.get(refId)?.values() ?? []),
];

const latestOf = (transactions: ReadonlyArray<BusinessTransaction>): Instant | null =>
  transactions.reduce<Instant | null>(
    (latest, { occurredAt }) => (latest === null || occurredAt > latest ? occurredAt : latest),
    null,
  );

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

/** Compares by day and segments. No segment sorts before any segment. */
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
