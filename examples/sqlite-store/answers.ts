import { rejected, type Rejected, type RequestKey, type StoreFailure } from '@casm/core';
import type { Reader } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { valueIn } from './json-text.js';
import type { SqliteFile } from './sqlite-file.js';

const AnswerRow = t.type({ operation: t.string, content: t.string, body: t.string });

/**
 * The stored answer to this request; null if there is none. Rejects with RequestIdReused. Runs inside a transaction.
 */
export const answerTo = <A>(
  db: SqliteFile,
  { client, requestId, operation, content }: RequestKey,
  codec: Reader<A>,
): E.Either<Rejected, { readonly answer: A; readonly body: string } | null> => {
  const [row] = db.rows(AnswerRow, 'select operation, content, body from answer where client = ? and request_id = ?', [
    client,
    requestId,
  ]);
  if (row === undefined) return E.right(null);
  return row.operation === operation && row.content === content
    ? E.right({ answer: valueIn(codec, row.body), body: row.body })
    : E.left(rejected({ _tag: 'RequestIdReused', requestId }));
};

export const keepAnswer = (
  db: SqliteFile,
  { client, requestId, operation, content }: RequestKey,
  body: string,
): void => {
  const values = [client, requestId, operation, content, body, new Date().toISOString()];
  db.run('insert into answer values (?, ?, ?, ?, ?, ?)', values);
};

/** Removes answers older than `hours`; `startUpkeep` of `@casm/services` calls it. */
export const forgetRequests =
  (db: SqliteFile) =>
  (hours: number): TaskEither<StoreFailure, { readonly removed: number; readonly atEnd: boolean }> =>
    db.update(() => {
      const before = new Date(Date.now() - hours * 3_600_000).toISOString();
      return { removed: db.run('delete from answer where answered_at < ?', [before]), atEnd: true };
    });
