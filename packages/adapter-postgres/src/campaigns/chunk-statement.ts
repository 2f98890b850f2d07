import type { CustomerChange } from '@casm/core';
import { columnSet } from '../write-path/column-set.js';

const changes = columnSet({
  ref_id: 'text',
  expected: 'integer',
  occurred_at: 'timestamptz',
  customer_segment: 'text',
  initiator: 'text',
  on_behalf_of: 'text',
  reason: 'text',
  request_id: 'text',
  transaction_id: 'text',
  operation: 'text',
  topics: 'text',
  body: 'compact json',
});

/** A segment change that was decided on version `expected` of the customer. */
export interface SegmentChange {
  readonly expected: number;
  readonly change: CustomerChange;
}

/** The parameters of the chunk statement. Topic names contain no comma. */
export const changeValues = (decided: ReadonlyArray<SegmentChange>): Array<unknown> => [
  ...changes.values(
    decided.map(({ expected, change: { transaction, topics } }) => ({
      ref_id: transaction.payload.customer.refId,
      expected,
      occurred_at: transaction.occurredAt,
      customer_segment: transaction.payload.customer.customerSegment,
      initiator: transaction.initiator,
      on_behalf_of: transaction.onBehalfOf ?? null,
      reason: transaction.reason,
      request_id: transaction.requestId,
      transaction_id: transaction.transactionId,
      operation: transaction.operation,
      topics: topics.join(','),
      body: JSON.stringify(transaction),
    })),
  ),
];

/**
 * Columns of a select that sets, for its transaction, how the chunk statement is planned: once for each connection,
 * without the values, with hash joins. A plan for each chunk, with its values, takes 2.6 ms.
 */
export const chunkPlanning = `
  set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_nestloop', 'off', true)`;

/*
 * The commit of the write path, reduced to segment changes of a thousand customers. Its rules apply here: customers are
 * locked in order of ref_id, and customers locked by other transactions are skipped; the version guards the decision;
 * an assigned segment is locked for share, so that a concurrent retirement is seen in either order; outbox positions
 * are drawn after the lock. A row has no request key: its result is committed with it and prevents a second decision.
 *
 * `written` returns the written columns, so that history, journal and outbox need no join. Sets are joined by hash
 * (`chunkPlanning`), so the update finds the customers by `any` and not in a loop. The answer is one row, because the
 * driver takes longer for a thousand.
 */
export const chunkStatement = (schema: string): string => `
with change as (
  select * from ${changes.source(1)}
), active as (
  select code from ${schema}.customer_segment
  where code = any (array(select customer_segment from change)) and status = 'ACTIVE'
  for share
), locked as (
  select ref_id from ${schema}.customer
  where ref_id = any ($1)
  order by ref_id
  for update skip locked
), written as (
  update ${schema}.customer c
  set version = h.expected + 1, occurred_at = h.occurred_at, customer_segment = h.customer_segment
  from change h
  join locked using (ref_id)
  join active on code = h.customer_segment
  where c.ref_id = any ($1) and c.ref_id = h.ref_id and c.version = h.expected
  returning h.*
), kept as (
  insert into ${schema}.segment_history (ref_id, version, valid_from, customer_segment, initiator, on_behalf_of, reason, request_id, transaction_id)
  select ref_id, expected + 1, occurred_at, customer_segment, initiator, on_behalf_of, reason, request_id, transaction_id
  from written
), journaled as (
  insert into ${schema}.business_transaction (kind, ref_id, version, transaction_id, operation, occurred_at, body)
  select 'customer', ref_id, expected + 1, transaction_id, operation, occurred_at, body
  from written
), queued as (
  insert into ${schema}.outbox (shard, kind, ref_id, version, topic)
  select ${schema}.shard_of(ref_id), 'customer', ref_id, expected + 1, topic
  from written
  cross join string_to_table(topics, ',') as topic
  where topics <> ''
)
select coalesce(json_agg(ref_id), '[]') as ref_ids from written`;
