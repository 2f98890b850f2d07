-- The kind of a transaction's subject, because later releases add kinds besides customers. The default fills the tables without a
-- rewrite, and applies to processes of the previous release, which do not set a kind.
alter table business_transaction add column kind text not null default 'customer';
alter table outbox add column kind text not null default 'customer';
alter table outbox_parked add column kind text not null default 'customer';
