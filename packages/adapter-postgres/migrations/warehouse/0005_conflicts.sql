-- Two histories of one customer: a transaction that contradicts a version becomes a dead letter, until it is settled by the journal.
alter table dead_letter
  add column kind text not null default 'unreadable',
  add constraint dead_letter_kind check (kind in ('unreadable', 'unstorable', 'conflict'));
comment on column dead_letter.kind is 'unreadable: no Business Transaction that this release knows; unstorable: a value that no column holds; conflict: another transaction has that version.';

create table removed_version (
  like customer_version,
  removed_at timestamptz not null default now(),
  constraint removed_version_pk primary key (ref_id, version, transaction_id)
);
comment on table removed_version is 'Versions that the journal has no more, removed by a reconciliation: what a restore of the operational database has undone.';

do $$
declare
  repairer text := quote_ident(current_schema() || '_repairer');
begin
  execute format('grant select, insert on removed_version to %s', repairer);
  execute format('grant delete on customer_version, customer to %s', repairer);
end
$$;
