-- What a transaction is about: further kinds of entity come beside customers. The default fills the tables without a rewrite,
-- and serves the processes of the release before, which do not name a kind.
alter table business_transaction add column kind text not null default 'customer';
alter table outbox add column kind text not null default 'customer';
alter table outbox_parked add column kind text not null default 'customer';
