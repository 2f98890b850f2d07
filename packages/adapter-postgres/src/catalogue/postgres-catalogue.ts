import {
  type Catalogue,
  type CatalogueRepository,
  type DecideEntry,
  type EntryKind,
  type EntryKindName,
  entryKinds,
  type EntryOf,
  type EntryReceipt,
  type Failure,
  outcomeUnknown,
  rejected,
  type Rejected,
  type RequestKey,
} from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Admission } from '../admission.js';
import type { Connection, Pool } from '../connection-pool.js';
import { isUndone, reasonOf, toStoreFailure } from '../failures.js';
import { onConnection } from '../on-connection.js';
import { sharedRead } from '../read-path/reads.js';
import { decodeRows, orNull, UnexpectedRow } from '../rows.js';
import { transactionOn } from '../transaction.js';
import { type Caller, callerOf } from '../write-path/caller.js';
import { contentHash } from '../write-path/pending-change.js';
import { catalogueIn, readCatalogueStatement } from './catalogue-rows.js';
import { catalogueTables } from './catalogue-tables.js';

export interface PostgresCatalogueOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly admission: Admission;
  /** Timeout of each call, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * CatalogueRepository on PostgreSQL. Changes are rare and small; they are serialized by the row of the catalogue's
 * revision.
 */
export const postgresCatalogue = (options: PostgresCatalogueOptions): CatalogueRepository => {
  const { pool, schema } = options;
  return {
    read: sharedRead(options, (deadline) =>
      onConnection(pool, deadline, (connection) => readCatalogue(connection, schema)),
    ),
    change: (kind, key, decide) => change(options, kind, key, decide),
    seed: (entries) =>
      TE.tryCatch(() => transactionOn(pool, (connection) => seed(connection, schema, entries)), toStoreFailure),
  };
};

/** Reads all entries in one snapshot. */
export const readCatalogue = async (connection: Connection, schema: string): Promise<Catalogue> =>
  catalogueIn((await connection.query(readCatalogueStatement(schema))).rows).catalogue;

/** Increments the revision. Its row lock makes the next change of the catalogue wait for this commit. */
const revise = (connection: Connection, schema: string): Promise<unknown> =>
  connection.query(`update ${schema}.catalogue_revision set revision = revision + 1`);

/** Inserts an entry; `ifThere` says whether an existing entry with the same code is replaced or kept. */
const writeEntry = async <K extends EntryKindName>(
  connection: Connection,
  schema: string,
  kind: K,
  entry: EntryOf<K>,
  ifThere: 'replace' | 'keep',
): Promise<void> => {
  const { table, columns } = catalogueTables[kind];
  const members: ReadonlyArray<[string, unknown]> = Object.entries(entry);
  const values = new Map(members);
  const names = Object.entries<{ readonly column: string }>(columns).map(([member, { column }]) => ({
    member,
    column,
  }));
  const places = names.map((_, index) => `$${index + 1}`);
  const replaced = names.map(({ column }) => `${column} = excluded.${column}`);
  await connection.query(
    `insert into ${schema}.${table} (${names.map(({ column }) => column).join(', ')}) values (${places.join(', ')})
     on conflict (code) do ${ifThere === 'keep' ? 'nothing' : `update set ${replaced.join(', ')}`}`,
    names.map(({ member }) => values.get(member) ?? null),
  );
};

const seed = async (connection: Connection, schema: string, entries: Catalogue): Promise<void> => {
  await revise(connection, schema);
  const seedKind = async <K extends EntryKindName>(kind: K): Promise<void> => {
    const ofKind: ReadonlyMap<string, EntryOf<K>> = entries[kind];
    for (const entry of ofKind.values()) await writeEntry(connection, schema, kind, entry, 'keep');
  };
  for (const { name } of Object.values(entryKinds)) await seedKind(name);
};

/** Rolls the transaction back: the caller already has the answer that nothing was changed. */
class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

const change = <K extends EntryKindName>(
  { pool, schema, timeoutMs }: PostgresCatalogueOptions,
  kind: EntryKind<K>,
  key: RequestKey,
  decide: DecideEntry<K>,
): TE.TaskEither<Rejected | Failure, EntryReceipt<K>> => {
  const run = async (
    connection: Connection,
    caller: Caller<EntryReceipt<K>>,
  ): Promise<E.Either<Rejected, EntryReceipt<K>>> => {
    await revise(connection, schema);
    const answer = await storedAnswer(connection, schema, kind, key);
    if (answer !== null) return answer;
    const decided = decide(await readCatalogue(connection, schema));
    if (E.isLeft(decided)) return decided;
    const entry = decided.right;
    const body = JSON.stringify(entry);
    await writeEntry(connection, schema, kind.name, entry, 'replace');
    await connection.query(
      `insert into ${schema}.request_key (client, request_id, operation, content_hash, body)
       values ($1, $2, $3, decode($4, 'hex'), $5)`,
      [key.client, key.requestId, key.operation, contentHash(key), body],
    );
    if (caller.isAnswered()) throw new DeadlinePassed('the deadline of the request passed before the commit');
    caller.commitSent();
    return E.right({ entry, body, replayed: false });
  };
  return () =>
    new Promise((settle, fail) => {
      const caller = callerOf({ deadline: Date.now() + timeoutMs, settle, fail });
      transactionOn(pool, (connection) => run(connection, caller)).then(caller.answer, (error: unknown) => {
        const isUnknown = caller.isCommitSent() && !isUndone(error);
        caller.answer(E.left(isUnknown ? outcomeUnknown(reasonOf(error)) : toStoreFailure(error)));
      });
    });
};

const AnswerRow = t.type({ operation: t.string, content_hash: t.string, body: orNull(t.string) });

const storedAnswer = async <K extends EntryKindName>(
  connection: Connection,
  schema: string,
  kind: EntryKind<K>,
  key: RequestKey,
): Promise<E.Either<Rejected, EntryReceipt<K>> | null> => {
  const { rows } = await connection.query(
    `select operation, encode(content_hash, 'hex') as content_hash, body
     from ${schema}.request_key where client = $1 and request_id = $2`,
    [key.client, key.requestId],
  );
  const [row] = decodeRows(AnswerRow)(rows);
  if (row === undefined) return null;
  if (row.operation !== key.operation || row.content_hash !== contentHash(key) || row.body === null) {
    return E.left(rejected({ _tag: 'RequestIdReused', requestId: key.requestId }));
  }
  const entry = decode(kind.entry)(JSON.parse(row.body));
  if (E.isLeft(entry)) throw new UnexpectedRow(`the stored answer of request ${key.requestId}`);
  return E.right({ entry: entry.right, body: row.body, replayed: true });
};
