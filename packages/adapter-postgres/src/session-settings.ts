import * as t from 'io-ts';
import type { Connection } from './connection-pool.js';
import { decodeRows } from './rows.js';

/** Session settings by name, each with its value as PostgreSQL shows it. */
export type SessionSettings = Readonly<Record<string, string>>;

/** A required setting has another value after it was set: a pooler or the server ignores it. */
export class SettingNotTaken extends Error {
  override readonly name = 'SettingNotTaken';
}

/** The meaning of statements and the text format of values. */
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

/** The isolation of transactions and the durability of commits. */
export const transactionSettings: SessionSettings = {
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
};

/** Server-side timeouts of statements and of transactions that are idle; idle sessions have none. */
export const timeLimits = (statement: string): SessionSettings => ({
  statement_timeout: statement,
  idle_in_transaction_session_timeout: statement,
  lock_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
});

/*
 * Skips settings that this server version does not know. remote_apply is stronger than the required synchronous_commit,
 * so it is kept.
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
 * Applies settings to a session, over those of the URL, the role, the database and the server. Returns the previous
 * values of the changed settings, or null if none changed. Uses a statement instead of the startup packet, because
 * `options` in a URL replace the driver's, and poolers reject or drop them. Throws SettingNotTaken.
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
