import { type BenchDatabase, checkpoint } from './database.js';

/** Adds segments to the catalogue, for customers to be moved to. */
export const addSegments = async ({ query }: BenchDatabase, segments: ReadonlyArray<string>): Promise<void> => {
  await query(
    `insert into casm.customer_segment (code, name, status) select code, code, 'ACTIVE' from unnest($1::text[]) as code
     on conflict do nothing`,
    [segments],
  );
  await query('update casm.catalogue_revision set revision = revision + 1');
};

/** What a campaign does to a thousand customers, by hand: the same tables, and the same body in the journal. */
const byHand = `
with chosen as (
  select * from casm.customer where ref_id > $1 order by ref_id limit 1000 for update
), written as (
  update casm.customer c
  set version = c.version + 1, occurred_at = greatest(date_trunc('milliseconds', now()), c.occurred_at + interval '1 millisecond'), customer_segment = $2
  from chosen
  where c.ref_id = chosen.ref_id
  returning c.*, chosen.customer_segment as before, gen_random_uuid()::text as transaction_id
), kept as (
  insert into casm.segment_history (ref_id, version, valid_from, customer_segment, initiator, reason, request_id, transaction_id)
  select ref_id, version, occurred_at, customer_segment, 'bench', 'campaign', 'by hand', transaction_id from written
), journaled as (
  insert into casm.business_transaction (kind, ref_id, version, transaction_id, operation, occurred_at, body)
  select 'customer', ref_id, version, transaction_id, 'updateCustomerSegment', occurred_at, json_build_object(
    'transactionId', transaction_id, 'requestId', 'by hand', 'operation', 'updateCustomerSegment',
    'occurredAt', to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'initiator', 'bench', 'reason', 'campaign',
    'changes', json_build_array(json_build_object('field', 'customerSegment', 'before', before, 'after', customer_segment)),
    'payload', json_build_object('customer', json_build_object(
      'refId', ref_id, 'externalId', external_id, 'customName', custom_name, 'customerSegment', customer_segment,
      'customAttributes', custom_attributes, 'state', json_build_object('state', state, 'stateReason', state_reason,
      'stateValidFrom', to_char(state_valid_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
      'testCustomer', test_customer, 'version', version)),
    'campaignId', $3::text)::text
  from written
), queued as (
  insert into casm.outbox (shard, kind, ref_id, version, topic)
  select casm.shard_of(ref_id), 'customer', ref_id, version, 'casm.customer' from written
)
select coalesce(max(ref_id), '') from written`;

/** Every run begins with the same tables, but for the history. */
export const tidy = async (database: BenchDatabase): Promise<void> => {
  await database.query('truncate casm.business_transaction, casm.outbox, casm.campaign, casm.campaign_chunk');
  await database.query('vacuum analyze casm.customer, casm.segment_history');
  await checkpoint(database);
};

/** Changes all customers, as of a campaign of this id. */
export const changeByHand = async ({ query }: BenchDatabase, target: string, campaignId = 'by hand'): Promise<void> => {
  let last = '';
  do last = await query(byHand, [last, target, campaignId]);
  while (last !== '');
};
