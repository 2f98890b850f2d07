import pg from 'pg';
import type { JournalRow } from '../src/evidence.js';
import { journal } from './collect-evidence.js';

/** The operational tables as of one moment. */
export interface Backup {
  /** The rows of the journal that the backup does not have. */
  readonly journaledSince: () => Promise<ReadonlyArray<JournalRow>>;
  /** The requests with a stored answer that the backup does not have. */
  readonly answeredSince: () => Promise<ReadonlySet<string>>;
  /** Sets each table and sequence back to that moment. No process may use them meanwhile. */
  readonly restore: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

const tables = `select tablename as name from pg_tables where schemaname = 'casm'`;

const sequences = `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'casm'`;

const journaledSince = `${journal} b
where not exists (select from casm_backup.business_transaction k where k.transaction_id = b.transaction_id)`;

/* A request is identified by client and requestId; these tests have one client. */
const answeredSince = `
select request_id as "requestId" from casm.request_key r
where not exists (select from casm_backup.request_key k where k.request_id = r.request_id)`;

interface Named {
  readonly name: string;
}

/**
 * Copies the tables in one snapshot, while they are written to. The tools of a server restore the whole server, and here the
 * warehouse in the same server must stay ahead.
 */
export const takeBackup = async (client: pg.Client): Promise<Backup> => {
  await client.query('begin isolation level repeatable read');
  await client.query('drop schema if exists casm_backup cascade');
  await client.query('create schema casm_backup');
  const { rows: copied } = await client.query<Named>(tables);
  for (const { name } of copied)
    await client.query(
      `create table casm_backup.${pg.escapeIdentifier(name)} as table casm.${pg.escapeIdentifier(name)}`,
    );
  const { rows: drawn } = await client.query<Named & { readonly last: string | null }>(sequences);
  await client.query('commit');
  const names = copied.map(({ name }) => pg.escapeIdentifier(name));

  return {
    journaledSince: async () => (await client.query<JournalRow & pg.QueryResultRow>(journaledSince)).rows,
    answeredSince: async () => {
      const { rows } = await client.query<{ readonly requestId: string }>(answeredSince);
      return new Set(rows.map(({ requestId }) => requestId));
    },
    restore: async () => {
      await client.query('begin');
      await client.query(`truncate ${names.map((name) => `casm.${name}`).join(', ')}`);
      for (const name of names)
        await client.query(`insert into casm.${name} overriding system value table casm_backup.${name}`);
      for (const { name, last } of drawn)
        if (last !== null)
          await client.query(`select setval(format('casm.%I', $1::text)::regclass, $2::bigint)`, [name, last]);
      await client.query('commit');
    },
    discard: async () => void (await client.query('drop schema casm_backup cascade')),
  };
};
