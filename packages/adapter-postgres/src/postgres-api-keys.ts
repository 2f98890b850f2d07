import { type ApiKeys, Scope } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { date, decodeRows, orNull } from './rows.js';

const listStatement = (schema: string): string => `
select key_id, client, scopes, encode(secret_digest, 'hex') as secret_digest, created_at, expires_at, revoked_at,
  last_used_at, successor_id
from ${schema}.api_key
order by created_at, key_id`;

const columns = 'key_id, client, scopes, secret_digest, created_at, expires_at, revoked_at, last_used_at, successor_id';
const values = `$1, $2, $3::text[], decode($4, 'hex'), $5::timestamptz, $6::timestamptz, $7::timestamptz, $8::timestamptz, $9`;

const addStatement = (schema: string): string => `
insert into ${schema}.api_key (${columns}) values (${values})`;

const rotateStatement = (schema: string): string => `
with ended as (
  update ${schema}.api_key
  set expires_at = least(expires_at, $11::timestamptz), successor_id = $1
  where key_id = $10
    and revoked_at is null
    and successor_id is null
    and (expires_at is null or expires_at > $12::timestamptz)
  returning key_id)
insert into ${schema}.api_key (${columns})
select ${values} from ended
returning key_id`;

const revokeStatement = (schema: string): string => `
update ${schema}.api_key
set revoked_at = coalesce(revoked_at, $2::timestamptz)
where key_id = $1
returning key_id`;

/* Skips keys whose last use another process is recording at this moment. */
const noteStatement = (schema: string): string => `
with used as (
  select k.key_id, u.at
  from ${schema}.api_key k
  join json_to_recordset($1::json) as u ("keyId" text, at timestamptz) on u."keyId" = k.key_id
  where k.last_used_at is null or k.last_used_at < u.at - interval '50 seconds'
  order by k.key_id
  for no key update of k skip locked)
update ${schema}.api_key k
set last_used_at = used.at
from used
where k.key_id = used.key_id`;

const KeyRow = t.type({
  key_id: t.string,
  client: t.string,
  scopes: t.array(t.string),
  secret_digest: t.string,
  created_at: date,
  expires_at: orNull(date),
  revoked_at: orNull(date),
  last_used_at: orNull(date),
  successor_id: orNull(t.string),
});

const momentOf = (moment: Date | null): string | null => moment?.toISOString() ?? null;

/** ApiKeys on PostgreSQL. An unknown scope, such as one of a later release, grants nothing. */
export const postgresApiKeys = (pool: Pool, schema: string): ApiKeys => ({
  list: TE.tryCatch(async () => {
    const { rows } = await pool.query(listStatement(schema));
    return decodeRows(KeyRow)(rows).map((row) => ({
      keyId: row.key_id,
      client: row.client,
      scopes: row.scopes.filter(Scope.is),
      secretDigest: row.secret_digest,
      createdAt: row.created_at.toISOString(),
      expiresAt: momentOf(row.expires_at),
      revokedAt: momentOf(row.revoked_at),
      lastUsedAt: momentOf(row.last_used_at),
      successorId: row.successor_id,
    }));
  }, toStoreFailure),
  add: (key) =>
    TE.tryCatch(async () => {
      await pool.query(addStatement(schema), valuesOf(key));
    }, toStoreFailure),
  rotate: (keyId, successor, until, at) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(rotateStatement(schema), [...valuesOf(successor), keyId, until, at]);
      return rows.length > 0;
    }, toStoreFailure),
  revoke: (keyId, at) =>
    TE.tryCatch(async () => (await pool.query(revokeStatement(schema), [keyId, at])).rows.length > 0, toStoreFailure),
  noteUses: (uses) =>
    TE.tryCatch(async () => {
      await pool.query(noteStatement(schema), [JSON.stringify(uses)]);
    }, toStoreFailure),
});

type Key = Parameters<ApiKeys['add']>[0];

const valuesOf = (key: Key): Array<unknown> => [
  key.keyId,
  key.client,
  key.scopes,
  key.secretDigest,
  key.createdAt,
  key.expiresAt,
  key.revokedAt,
  key.lastUsedAt,
  key.successorId,
];
