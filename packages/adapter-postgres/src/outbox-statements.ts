/*
 * No cursor: a row that commits late has a lower position than rows already published, and the next call finds it.
 * Published rows are deleted, so the first remaining row of a customer is always the next to publish. The body is
 * looked up row by row (lateral, limit 1): a plain join, planned once while the journal was empty, read the whole
 * journal for each row (measured: 7 s for 1,000 messages beside 266,000 journaled ones). `not in` a subquery is hashed;
 * `<> all` of a parameter compares each row with each item.
 */
export const pendingStatement = (schema: string): string => `
select
  o.position, o.kind, o.ref_id, o.version, o.topic, o.traceparent, b.transaction_id, b.operation, b.occurred_at, b.body,
  exists (
    select from ${schema}.outbox_parked p
    where p.ref_id = o.ref_id and p.topic = o.topic and p.position < o.position and discarded_at is null) as behind_parked
from (
  select * from ${schema}.outbox
  where topic = $2 and shard = any($1) and position not in (select unnest($4::bigint[]))
  order by position
  limit $3) o
cross join lateral (
  select transaction_id, operation, occurred_at, body
  from ${schema}.business_transaction
  where ref_id = o.ref_id and version = o.version
  limit 1) b
order by o.position`;

export const removeStatement = (schema: string): string =>
  `delete from ${schema}.outbox where topic = $1 and position = any($2)`;

/*
 * Serializes parking and putting back, so that no message is parked behind one that is being put back. With the planner
 * settings of the pool both statements use an index.
 */
export const lockParkedStatement = (schema: string): string =>
  `lock table ${schema}.outbox_parked in share row exclusive mode`;

export const parkStatement = (schema: string): string => `
with taken as (
  delete from ${schema}.outbox o
  where topic = $1 and position = any($2)
  and ($3::text is not null or exists (
    select from ${schema}.outbox_parked p
    where (p.ref_id, p.topic) = (o.ref_id, o.topic) and p.position < o.position and discarded_at is null))
  returning *)
insert into ${schema}.outbox_parked (position, shard, kind, ref_id, version, topic, traceparent, error)
select position, shard, kind, ref_id, version, topic, traceparent, $3 from taken`;
