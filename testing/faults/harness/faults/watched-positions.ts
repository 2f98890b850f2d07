import type pg from 'pg';

/*
 * Makes a missing fence visible. A subscriber that writes after it has lost a partition sets the position back to its
 * own, because the new owner has read further. Its other writes would not show: an already stored version changes
 * nothing.
 */
const watch = `
create schema if not exists fault_tests;
create table if not exists fault_tests.set_back (partition integer, was bigint, became bigint);
truncate fault_tests.set_back;
create or replace function fault_tests.note_set_back() returns trigger language plpgsql security definer as $$
begin
  insert into fault_tests.set_back values (old.partition, old.next_offset, new.next_offset);
  return null;
end $$;
create or replace trigger note_set_back
after update of next_offset on casm_dwh.subscription_position
for each row when (new.next_offset < old.next_offset)
execute function fault_tests.note_set_back()`;

const setBacks = `select partition, was::float8, became::float8 from fault_tests.set_back`;

export interface SetBack {
  readonly partition: number;
  readonly was: number;
  readonly became: number;
}

/** Starts recording each position that goes back. Read the record only if no commit had an unknown outcome. */
export const watchPositions = async (client: pg.Client): Promise<void> => {
  await client.query(watch);
};

export const readSetBacks = async (client: pg.Client): Promise<ReadonlyArray<SetBack>> =>
  (await client.query<SetBack & pg.QueryResultRow>(setBacks)).rows;
