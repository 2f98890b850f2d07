import {
  type Catalogue,
  type CatalogueRepository,
  type DecideEntry,
  type EntryKind,
  type EntryKindName,
  entryKinds,
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
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { Admission } from '../admission.js';
import { isUndone, reasonOf, toStoreFailure } from '../failures.js';
import { sharedRead } from '../read-path/reads.js';
import { decodeRows, orNull, UnexpectedRow } from '../rows.js';
import { type Caller, callerOf } from '../write-path/caller.js';
import { contentHash } from '../write-path/pending-change.js';
import { catalogueModels, type CatalogueModels } from './catalogue-models.js';
import { catalogueIn, readCatalogueStatement } from './catalogue-rows.js';

export interface PostgresCatalogueOptions {
  readonly sequelize: Sequelize;
  readonly schema: string;
  readonly admission: Admission;
  /** Each caller is answered within so many milliseconds. */
  readonly timeoutMs: number;
}

interface CatalogueTables extends Pick<PostgresCatalogueOptions, 'sequelize' | 'schema' | 'timeoutMs'> {
  readonly models: CatalogueModels;
}

/** CatalogueRepository on PostgreSQL. Changes are rare and small: they take turns on the catalogue's revision. */
export const postgresCatalogue = (options: PostgresCatalogueOptions): CatalogueRepository => {
  const tables = { ...options, models: catalogueModels(options.sequelize, options.schema) };
  return {
    read: sharedRead(options, () => readCatalogue(tables)),
    change: (kind, key, decide) => change(tables, kind, key, decide),
    seed: (entries) => TE.tryCatch(() => seed(tables, entries), toStoreFailure),
  };
};

const readCatalogue = async (
  { sequelize, schema }: CatalogueTables,
  transaction: Transaction | null = null,
): Promise<Catalogue> =>
  catalogueIn(await sequelize.query(readCatalogueStatement(schema), { type: QueryTypes.SELECT, transaction }))
    .catalogue;

/** Takes the turn: whoever changes the catalogue next waits here until this change is committed. */
const revise = ({ sequelize, schema }: CatalogueTables, transaction: Transaction): Promise<unknown> =>
  sequelize.query(`update ${schema}.catalogue_revision set revision = revision + 1`, { transaction });

const seed = (tables: CatalogueTables, entries: Catalogue): Promise<void> =>
  tables.sequelize.transaction(async (transaction) => {
    await revise(tables, transaction);
    for (const { name } of Object.values(entryKinds)) {
      await tables.models[name].bulkCreate([...entries[name].values()], { ignoreDuplicates: true, transaction });
    }
  });

/** Rolls back: whoever asked for the change was told that nothing was done. */
class NobodyWaits extends Error {
  override readonly name = 'NobodyWaits';
}

const change = <K extends EntryKindName>(
  tables: CatalogueTables,
  kind: EntryKind<K>,
  key: RequestKey,
  decide: DecideEntry<K>,
): TE.TaskEither<Rejected | Failure, EntryReceipt<K>> => {
  const { sequelize, schema, models, timeoutMs } = tables;
  const run = async (
    transaction: Transaction,
    caller: Caller<EntryReceipt<K>>,
  ): Promise<E.Either<Rejected, EntryReceipt<K>>> => {
    await revise(tables, transaction);
    const answer = await storedAnswer(tables, kind, key, transaction);
    if (answer !== null) return answer;
    const decided = decide(await readCatalogue(tables, transaction));
    if (E.isLeft(decided)) return decided;
    const entry = decided.right;
    const body = JSON.stringify(entry);
    await models[kind.name].upsert(entry, { transaction });
    await sequelize.query(
      `insert into ${schema}.request_key (client, request_id, operation, content_hash, body)
       values ($1, $2, $3, decode($4, 'hex'), $5)`,
      { bind: [key.client, key.requestId, key.operation, contentHash(key), body], transaction },
    );
    if (caller.isAnswered()) throw new NobodyWaits('the deadline of the request passed before the commit');
    caller.commitSent();
    return E.right({ entry, body, replayed: false });
  };
  return () =>
    new Promise((settle, fail) => {
      const caller = callerOf({ deadline: Date.now() + timeoutMs, settle, fail });
      sequelize
        .transaction((transaction) => run(transaction, caller))
        .then(caller.answer, (error: unknown) => {
          const isUnknown = caller.isCommitSent() && !isUndone(error);
          caller.answer(E.left(isUnknown ? outcomeUnknown(reasonOf(error)) : toStoreFailure(error)));
        });
    });
};

const AnswerRow = t.type({ operation: t.string, content_hash: t.string, body: orNull(t.string) });

const storedAnswer = async <K extends EntryKindName>(
  { sequelize, schema }: CatalogueTables,
  kind: EntryKind<K>,
  key: RequestKey,
  transaction: Transaction,
): Promise<E.Either<Rejected, EntryReceipt<K>> | null> => {
  const rows = await sequelize.query(
    `select operation, encode(content_hash, 'hex') as content_hash, body
     from ${schema}.request_key where client = $1 and request_id = $2`,
    { bind: [key.client, key.requestId], type: QueryTypes.SELECT, transaction },
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
