import type {
  Customer,
  CustomerRef,
  CustomerRepository,
  Failure,
  Instant,
  Page,
  Receipt,
  Rejected,
  SegmentPeriod,
} from '@casm/core';
import type { Either } from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type pg from 'pg';
import { toStoreUnavailable } from './failures.js';
import { customerColumns, CustomerRow, customerOf, date, decodeRows, orNull } from './rows.js';
import { runBatchOn } from './write-path/batch.js';
import { changeQueue } from './write-path/change-queue.js';
import { waitForLock } from './write-path/customer-lock.js';
import { contentHash } from './write-path/pending-change.js';
import { settleBatchBy } from './write-path/settle-batch.js';

export interface PostgresCustomerRepositoryOptions {
  readonly schema: string;
  /** For batches and reads. */
  readonly pool: pg.Pool;
  /** For waits on customers that others hold, so that the waits cannot use up the connections of the batches. */
  readonly lockPool: pg.Pool;
  readonly clock: () => Instant;
  readonly onCommit: () => void;
  readonly maxBatch: number;
  readonly maxQueue: number;
  readonly batchesInFlight: number;
}

export interface PostgresCustomerRepository extends CustomerRepository {
  readonly close: () => Promise<void>;
}

/** CustomerRepository on PostgreSQL; changes that wait together are committed together. */
export const postgresCustomerRepository = (options: PostgresCustomerRepositoryOptions): PostgresCustomerRepository => {
  const { schema, pool, lockPool, clock, onCommit, maxBatch, maxQueue, batchesInFlight } = options;
  const runBatch = runBatchOn(schema, clock);
  const changes = changeQueue({
    settleBatch: settleBatchBy((batch) => runBatch(pool, batch), onCommit),
    waitForLock: (refId, deadline) => waitForLock(lockPool, schema, refId, deadline),
    maxBatch,
    maxQueue,
    batchesInFlight,
  });
  return {
    change: (request, decide) => () =>
      new Promise<Either<Rejected | Failure, Receipt>>((settle, fail) => {
        changes.add({ request, decide, contentHash: contentHash(request.key), attempts: 0, settle, fail });
      }),
    find: (ref) => TE.tryCatch(() => findCustomer(pool, schema, ref), toStoreUnavailable),
    segmentHistory: (ref, page) => TE.tryCatch(() => readSegmentHistory(pool, schema, ref, page), toStoreUnavailable),
    close: changes.close,
  };
};

/** The ref_id of `$1` (refId) or `$2` (externalId). */
const named = (schema: string): string =>
  `coalesce($1, (select ref_id from ${schema}.customer_external_id where external_id = $2))`;

const findCustomer = async (pool: pg.Pool, schema: string, ref: CustomerRef): Promise<O.Option<Customer>> => {
  const text = `select ${customerColumns} from ${schema}.customer where ref_id = ${named(schema)}`;
  const { rows } = await pool.query({ name: 'casm-find', text, values: [ref.refId, ref.externalId] });
  return O.map(customerOf)(O.fromNullable(decodeRows(CustomerRow)(rows)[0]));
};

export const segmentHistoryStatement = (schema: string): string => `
select
  customer.ref_id,
  h.valid_from,
  (select min(next.valid_from) from ${schema}.segment_history next
    where next.ref_id = h.ref_id and next.version > h.version) as valid_to,
  h.customer_segment, h.initiator, h.reason, h.request_id, h.transaction_id, h.version
from ${schema}.customer
left join lateral (
  select * from ${schema}.segment_history
  where ref_id = customer.ref_id and ($3::integer is null or version < $3)
  order by version desc
  limit $4) h on true
where customer.ref_id = ${named(schema)}
order by h.version desc`;

const PeriodRow = t.type({
  valid_from: date,
  valid_to: orNull(date),
  customer_segment: t.string,
  initiator: t.string,
  reason: orNull(t.string),
  request_id: t.string,
  transaction_id: t.string,
  version: t.number,
});
/** A customer without any period gives one row of nulls. */
const HistoryRow = t.union([PeriodRow, t.type({ version: t.null })]);

const readSegmentHistory = async (
  pool: pg.Pool,
  schema: string,
  ref: CustomerRef,
  { before, limit }: Page,
): Promise<O.Option<ReadonlyArray<SegmentPeriod>>> => {
  const text = segmentHistoryStatement(schema);
  const { rows } = await pool.query({ name: 'casm-history', text, values: [ref.refId, ref.externalId, before, limit] });
  const periods = decodeRows(HistoryRow)(rows).flatMap((row) => (PeriodRow.is(row) ? [periodOf(row)] : []));
  return rows.length === 0 ? O.none : O.some(periods);
};

const periodOf = (row: t.TypeOf<typeof PeriodRow>): SegmentPeriod => ({
  from: row.valid_from.toISOString(),
  to: row.valid_to?.toISOString() ?? null,
  customerSegment: row.customer_segment,
  initiator: row.initiator,
  reason: row.reason,
  requestId: row.request_id,
  transactionId: row.transaction_id,
  version: row.version,
});
