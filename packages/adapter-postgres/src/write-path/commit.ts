import * as t from 'io-ts';
import * as E from 'fp-ts/lib/Either.js';
import type pg from 'pg';
import { customerRecord, decodeRows, toCustomerRow } from '../rows.js';
import type { Chain, Step } from './plan.js';

/**
 * written: durable. stale: the version or a catalogue entry it was decided on is no longer so. held: somebody else has
 * the customer locked. Only what is written has left any trace.
 */
export type ChainOutcome = 'written' | 'stale' | 'held';

/*
 * One statement is one commit. Customers are locked in order of ref_id and those that are held elsewhere are skipped,
 * so that processes that batch at once can neither deadlock nor wait for one another. A segment's row is locked for
 * share: a retirement that comes between is seen, whichever of the two is first. Everything hangs on `written`: what is
 * not written there has no history, journal, outbox or request key. The outbox draws its positions after the lock, so
 * they grow with the versions.
 *
 * Sets are compared by `= any (array(…))`: the array is made once, where a join of two sets of 64 without statistics
 * would be a loop in a loop (measured: 4.4 ms instead of 2.9 ms for a batch of 64).
 */
const commitStatement = (schema: string): string => `
with chain as (
  select * from json_to_recordset($1::json) as r (
    expected integer, occurred_at timestamptz, segments text[], reasons text[], ${customerRecord})
), change as (
  select * from json_to_recordset($2::json) as r (
    place integer, ref_id text, version integer, transaction_id text, operation text, occurred_at timestamptz, body text,
    assigned_segment text, initiator text, reason text, request_id text, topics text[], traceparent text)
), answer as (
  select * from json_to_recordset($3::json) as r (
    client text, request_id text, operation text, content_hash text, ref_id text, version integer, body text, follows boolean)
), active_segment as (
  select code from ${schema}.customer_segment
  where code = any (array(select unnest(segments) from chain)) and status = 'ACTIVE'
  for share
), active_reason as (
  select code from ${schema}.state_reason
  where code = any (array(select unnest(reasons) from chain)) and status = 'ACTIVE'
  for share
), locked as (
  select ref_id from ${schema}.customer
  where ref_id = any (array(select ref_id from chain where expected > 0))
  order by ref_id
  for update skip locked
), sound as (
  select * from chain
  where segments <@ array(select code from active_segment)
  and reasons <@ array(select code from active_reason)
), updated as (
  update ${schema}.customer c
  set version = s.version, occurred_at = s.occurred_at, external_id = s.external_id, custom_name = s.custom_name,
    customer_segment = s.customer_segment, custom_attributes = s.custom_attributes, state = s.state,
    state_reason = s.state_reason, state_valid_from = s.state_valid_from, test_customer = s.test_customer
  from sound s
  where c.ref_id = s.ref_id and c.version = s.expected
  and s.ref_id = any (array(select ref_id from locked))
  returning c.ref_id
), created as (
  insert into ${schema}.customer (
    ref_id, version, occurred_at, external_id, custom_name, customer_segment, custom_attributes, state, state_reason,
    state_valid_from, test_customer)
  select ref_id, version, occurred_at, external_id, custom_name, customer_segment, custom_attributes, state, state_reason,
    state_valid_from, test_customer
  from sound where expected = 0
  returning ref_id, external_id
), named as (
  insert into ${schema}.customer_external_id (external_id, ref_id)
  select external_id, ref_id from created where external_id is not null
), written as (
  select ref_id from updated union all select ref_id from created
), answered as (
  insert into ${schema}.request_key (client, request_id, operation, content_hash, ref_id, version, body)
  select client, request_id, operation, decode(content_hash, 'hex'), ref_id, version, body
  from answer where not follows or ref_id = any (array(select ref_id from written))
  order by client, request_id
), effective as (
  select * from change where ref_id = any (array(select ref_id from written))
), kept as (
  insert into ${schema}.segment_history (ref_id, version, valid_from, customer_segment, initiator, reason, request_id, transaction_id)
  select ref_id, version, occurred_at, assigned_segment, initiator, reason, request_id, transaction_id
  from effective where assigned_segment is not null
), journaled as (
  insert into ${schema}.business_transaction (ref_id, version, transaction_id, operation, occurred_at, body)
  select ref_id, version, transaction_id, operation, occurred_at, body from effective
), queued as (
  insert into ${schema}.outbox (shard, ref_id, version, topic, traceparent)
  select ${schema}.shard_of(ref_id), ref_id, version, topic, traceparent
  from effective cross join unnest(topics) as topic
  order by place
)
select
  ref_id,
  case
    when ref_id = any (array(select ref_id from written)) then 'written'
    when expected = 0 or ref_id = any (array(select ref_id from locked)) then 'stale'
    else 'held'
  end as outcome
from chain`;

const OutcomeRow = t.type({ ref_id: t.string, outcome: t.keyof({ written: null, stale: null, held: null }) });

export type Commit = (
  connection: Pick<pg.ClientBase, 'query'>,
  chains: ReadonlyArray<Chain>,
) => Promise<ReadonlyMap<string, ChainOutcome>>;

/** Makes the chains durable, each whole or not at all; answers with what came of each that has something to write. */
export const commitTo = (schema: string): Commit => {
  const text = commitStatement(schema);
  return async (connection, chains) => {
    const changes = chains.flatMap(changeRows).map((change, place) => ({ place, ...change }));
    const sets = [chains.flatMap(chainRow), changes, chains.flatMap(answerRows)];
    if (sets.every((set) => set.length === 0)) return new Map();
    const { rows } = await connection.query({
      name: 'casm-commit',
      text,
      values: sets.map((set) => JSON.stringify(set)),
    });
    return new Map(decodeRows(OutcomeRow)(rows).map(({ ref_id, outcome }) => [ref_id, outcome]));
  };
};

const decided = ({ pending, outcome }: Step) =>
  E.isRight(outcome) ? [{ ...outcome.right, request: pending.request, hash: pending.contentHash }] : [];

const effective = ({ steps }: Chain) =>
  steps.flatMap(decided).filter(({ change }) => change.transaction.changes.length > 0);

export const hasEffect = (chain: Chain): boolean => effective(chain).length > 0;

const assigned = (chain: Chain, what: 'customerSegment' | 'stateReason'): ReadonlyArray<string> => [
  ...new Set(effective(chain).flatMap(({ change: { assigns } }) => assigns[what] ?? [])),
];

const chainRow = (chain: Chain) =>
  hasEffect(chain) && chain.current !== null
    ? [
        {
          expected: chain.expected,
          occurred_at: chain.current.occurredAt,
          segments: assigned(chain, 'customerSegment'),
          reasons: assigned(chain, 'stateReason'),
          ...toCustomerRow(chain.current.customer),
        },
      ]
    : [];

const changeRows = (chain: Chain) =>
  effective(chain).map(({ change: { transaction, assigns, topics }, receipt, request }) => ({
    ref_id: chain.refId,
    version: transaction.payload.customer.version,
    transaction_id: transaction.transactionId,
    operation: transaction.operation,
    occurred_at: transaction.occurredAt,
    body: receipt.body,
    assigned_segment: assigns.customerSegment,
    initiator: transaction.initiator,
    reason: transaction.reason,
    request_id: transaction.requestId,
    topics,
    traceparent: request.traceparent,
  }));

const answerRows = (chain: Chain) =>
  chain.steps.flatMap(decided).map(({ change: { transaction }, receipt, request: { key }, hash }) => ({
    client: key.client,
    request_id: key.requestId,
    operation: key.operation,
    content_hash: hash,
    ref_id: chain.refId,
    version: transaction.payload.customer.version,
    body: transaction.changes.length === 0 ? receipt.body : null,
    follows: hasEffect(chain),
  }));
