import {
  campaignEffectOf,
  Customer,
  type CustomerRecord,
  type LifecycleState,
  type SegmentPopulation,
  type StoreFailure,
  type WarehouseReports,
} from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from '../connection-pool.js';
import { toStoreFailure } from '../failures.js';
import {
  customerColumns,
  CustomerRow,
  customerOf,
  date,
  decodeRows,
  orNull,
  rounded,
  UnexpectedRow,
  whole,
} from '../rows.js';

const segmentsStatement = (schema: string): string => `
select
  customer_segment,
  sum(customers) as customers,
  coalesce(sum(customers) filter (where state = 'INACTIVE'), 0) as inactive,
  coalesce(sum(customers) filter (where state = 'ACTIVE'), 0) as active,
  coalesce(sum(customers) filter (where state = 'SUSPENDED'), 0) as suspended,
  coalesce(sum(customers) filter (where state = 'DEACTIVATED'), 0) as deactivated
from ${schema}.segment_population
group by customer_segment
having sum(customers) > 0
order by customer_segment nulls last`;

const PopulationRow = t.type({
  customer_segment: orNull(t.string),
  customers: whole,
  inactive: whole,
  active: whole,
  suspended: whole,
  deactivated: whole,
});

const movesStatement = (schema: string): string => `
select to_char(day, 'YYYY-MM-DD') as day, from_segment as "from", to_segment as "to", moves
from ${schema}.segment_move
where day between $1 and $2 and moves > 0
order by segment_move.day, from_segment nulls first, to_segment nulls first`;

const MoveRow = t.type({ day: t.string, from: orNull(t.string), to: orNull(t.string), moves: whole });

const customerStatement = (schema: string): string => `
select ${customerColumns} from ${schema}.customer where ref_id = $1 or external_id = $2`;

const periodsStatement = (schema: string): string => `
select version, valid_from, valid_to, customer
from ${schema}.customer_period
where ref_id = $1
order by version desc`;

const PeriodRow = t.type({ version: t.number, valid_from: date, valid_to: orNull(date), customer: t.unknown });

const campaignStatement = (schema: string): string => `
select campaign_id, from_segment as "from", to_segment as "to", customers, latest_occurred_at
from ${schema}.campaign_move
where campaign_id = $1`;

const CampaignMoveRow = t.type({
  campaign_id: t.string,
  from: orNull(t.string),
  to: orNull(t.string),
  customers: whole,
  latest_occurred_at: date,
});

/*
 * The latency is bounded by time as well, so that an incident is gone from it in minutes, also where little is changed. The time is
 * compared after the limit: the index then yields at most 1,000 rows, whatever the planner knows of the latest five minutes.
 */
const freshnessStatement = (schema: string): string => `
select
  arrival.versions,
  (select coalesce(sum(missing), 0) from ${schema}.customer_gap) as missing_versions,
  letters.*,
  arrival.latest_occurred_at,
  latest.*
from ${schema}.arrival
cross join (
  select count(*) as dead_letters, count(*) filter (where kind = 'conflict') as conflicts
  from ${schema}.dead_letter) as letters
cross join (
  select
    percentile_disc(0.5) within group (order by lag) as p50,
    percentile_disc(0.99) within group (order by lag) as p99,
    max(lag) as max
  from (
    select extract(epoch from applied_at - valid_from) * 1000 as lag
    from (
      select applied_at, valid_from
      from ${schema}.customer_version
      where applied_at > '-infinity'
      order by applied_at desc
      limit 1000) as last
    where applied_at > now() - interval '5 minutes') as arrivals) as latest`;

const FreshnessRow = t.type({
  versions: whole,
  missing_versions: whole,
  dead_letters: whole,
  conflicts: whole,
  latest_occurred_at: orNull(date),
  p50: orNull(rounded),
  p99: orNull(rounded),
  max: orNull(rounded),
});

/** WarehouseReports on PostgreSQL, with default planner settings because reports read many rows. */
export const postgresWarehouseReports = (pool: Pool, schema: string): WarehouseReports => {
  const rowsOf = async <A>(
    codec: t.Type<A, unknown, unknown>,
    sql: string,
    values: ReadonlyArray<unknown> = [],
  ): Promise<ReadonlyArray<A>> => decodeRows(codec)((await pool.query(sql, [...values])).rows);
  const report = <A>(read: () => Promise<A>): TE.TaskEither<StoreFailure, A> => TE.tryCatch(read, toStoreFailure);
  return {
    segments: report(async () => (await rowsOf(PopulationRow, segmentsStatement(schema))).map(populationOf)),
    segmentMoves: (from, to) => report(() => rowsOf(MoveRow, movesStatement(schema), [from, to])),
    customer: ({ refId = null, externalId = null }) =>
      report(async () => {
        const [row] = await rowsOf(CustomerRow, customerStatement(schema), [refId, externalId]);
        if (row === undefined) return O.none;
        const versions = (await rowsOf(PeriodRow, periodsStatement(schema), [row.ref_id])).map(versionOf);
        return O.some({ customer: customerOf(row), versions });
      }),
    campaign: (campaignId) =>
      report(async () =>
        campaignEffectOf(
          (await rowsOf(CampaignMoveRow, campaignStatement(schema), [campaignId])).map(
            ({ campaign_id, latest_occurred_at, ...move }) => ({
              ...move,
              campaignId: campaign_id,
              latestOccurredAt: latest_occurred_at.toISOString(),
            }),
          ),
        ),
      ),
    freshness: report(async () => {
      const [row] = await rowsOf(FreshnessRow, freshnessStatement(schema));
      if (row === undefined) throw new UnexpectedRow('arrival has no row');
      const { versions, missing_versions, dead_letters, conflicts, latest_occurred_at, p50, p99, max } = row;
      return {
        versions,
        missingVersions: missing_versions,
        deadLetters: dead_letters,
        conflicts,
        latestMs: p50 === null || p99 === null || max === null ? null : { p50, p99, max },
        latestOccurredAt: latest_occurred_at?.toISOString() ?? null,
      };
    }),
  };
};

const populationOf = (row: t.TypeOf<typeof PopulationRow>): SegmentPopulation => {
  const byState: Record<LifecycleState, number> = {
    INACTIVE: row.inactive,
    ACTIVE: row.active,
    SUSPENDED: row.suspended,
    DEACTIVATED: row.deactivated,
  };
  return { customerSegment: row.customer_segment, customers: row.customers, byState };
};

const versionOf = (row: t.TypeOf<typeof PeriodRow>): CustomerRecord['versions'][number] => {
  const customer = decode(Customer)(row.customer);
  if (E.isLeft(customer)) throw new UnexpectedRow(`version ${row.version} in the warehouse`);
  return {
    version: row.version,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    customer: customer.right,
  };
};
