import type { Outbox } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { messageOf, MessageRow } from './message-rows.js';
import { lockParkedStatement, parkStatement, pendingStatement, removeStatement } from './outbox-statements.js';
import { checkRow } from './rows.js';
import { storableText } from './storable-text.js';
import { transactionOn } from './transaction.js';
import { arrayOf } from './write-path/column-set.js';

const EntryRow = t.type({ ...MessageRow.props, position: t.string, behind_parked: t.boolean });

/** Outbox on PostgreSQL. */
export const postgresOutbox = (pool: Pool, schema: string): Outbox => ({
  pending: (shards, topic, limit, besides = []) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query({
        name: 'casm-pending',
        text: pendingStatement(schema),
        values: [shards, topic, limit, arrayOf(besides)],
      });
      return rows.map(checkRow(EntryRow)).map((row) => ({
        position: row.position,
        message: messageOf(row),
        behindParked: row.behind_parked,
      }));
    }, toStoreFailure),
  remove: (topic, positions) =>
    TE.tryCatch(async () => {
      await pool.query({ name: 'casm-remove', text: removeStatement(schema), values: [topic, arrayOf(positions)] });
    }, toStoreFailure),
  park: (topic, positions, error) =>
    TE.tryCatch(
      () =>
        transactionOn(pool, async (connection) => {
          await connection.query(lockParkedStatement(schema));
          const reason = error === null ? null : storableText(error);
          await connection.query(parkStatement(schema), [topic, positions, reason]);
        }),
      toStoreFailure,
    ),
});
