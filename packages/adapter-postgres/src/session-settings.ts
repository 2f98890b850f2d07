import * as t from 'io-ts';
import type { Connection } from './connection-pool.js';
import { decodeRows } from './rows.js';

/** Settings of a session by their names, each with its value as PostgreSQL shows it. */
export type SessionSettings = Readonly<Record<string, string>>;

/** A setting that a promise rests on has another value although it was set: a pooler or the server ignores it. */
export class SettingNotTaken extends Error {
  override readonly name = 'SettingNotTaken';
}

/** What statements mean and in which form values come and go. */
export const formOfValues: SessionSettings = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
};

/** How transactions run and what a commit means. */
export const transactionSettings: SessionSettings = {
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
};

/** How long a statement may take, on the server, before it is rolled back. A session waits as long as it likes. */
export const timeLimits = (statement: string): SessionSettings => ({
  statement_timeout: statement,
  idle_in_transaction_session_timeout: statement,
  lock_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
});

/*
 * A setting that this version of the server does not know is left out. A commit that waits until a standby has applied it
 * is more than was asked for, and stays so.
 */
const statement = `
select name, before, wanted, set_config(name, wanted, false) as taken
from (
  select name, current_setting(name) as before,
    case when (name, current_setting(name)) = ('synchronous_commit', 'remote_apply') then 'remote_apply' else value end as wanted
  from json_each_text($1) as given (name, value)
  where current_setting(name, true) is not null
  offset 0) as known`;

const SettingRow = t.type({ name: t.string, before: t.string, wanted: t.string, taken: t.string });

/**
 * Gives a session its settings, over those of the URL, the role, the database and the server; answers with those that it had,
 * null if they were the same. A statement and not the startup packet: a URL's `options` replace those that a driver sends,
 * and poolers refuse or drop them. Throws SettingNotTaken.
 */
export const swapSettings = async (
  session: Pick<Connection, 'query'>,
  settings: SessionSettings,
): Promise<SessionSettings | null> => {
  const { rows } = await session.query(statement, [JSON.stringify(settings)]);
  const given = decodeRows(SettingRow)(rows);
  const not = given.filter(({ wanted, taken }) => wanted !== taken);
  if (not.length > 0)
    throw new SettingNotTaken(
      not.map(({ name, wanted, taken }) => `${name} is ${taken} and must be ${wanted}`).join(', '),
    );
  const changed = given.filter(({ before, taken }) => before !== taken);
  return changed.length === 0 ? null : Object.fromEntries(changed.map(({ name, before }) => [name, before]));
};
