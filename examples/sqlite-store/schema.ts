/** The tables. Times are ISO 8601 text in UTC, which sorts chronologically. */
export const schema = `
create table customer (
  ref_id text primary key,
  external_id text unique,
  customer_segment text,
  state text not null,
  occurred_at text not null,
  due_at text,
  body text not null
) strict, without rowid;
create index customer_with_due_plan on customer (ref_id) where due_at is not null;

create table business_transaction (
  id integer primary key,
  kind text not null,
  ref_id text not null,
  version integer not null,
  transaction_id text not null,
  operation text not null,
  occurred_at text not null,
  body text not null,
  unique (ref_id, version)
) strict;
create index business_transaction_by_time on business_transaction (occurred_at, ref_id, version);

create table outbox (
  position integer primary key autoincrement,
  topic text not null,
  ref_id text not null,
  version integer not null,
  traceparent text,
  parked_at text,
  error text,
  foreign key (ref_id, version) references business_transaction (ref_id, version)
) strict;
create index outbox_by_topic on outbox (topic, position) where parked_at is null;
create index outbox_by_customer on outbox (ref_id, version, topic);

create table discarded_message (
  ref_id text not null,
  version integer not null,
  topic text not null,
  primary key (ref_id, version, topic)
) strict, without rowid;

create table answer (
  client text not null,
  request_id text not null,
  operation text not null,
  content text not null,
  body text not null,
  answered_at text not null,
  primary key (client, request_id)
) strict, without rowid;

create table catalogue_entry (
  kind text not null,
  code text not null,
  body text not null,
  primary key (kind, code)
) strict, without rowid;

create table lease (
  shard integer primary key,
  holder text not null,
  leased_until integer not null
) strict;
`;

/** Stored in the file, so that a release with different tables does not read it. */
export const schemaVersion = 1;
