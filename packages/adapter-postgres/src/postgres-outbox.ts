import type { Outbox } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type pg from 'pg';
import { toStoreUnavailable } from './failures.js';
import { messageOf, MessageRow } from './message-rows.js';
import {
  leaseStatement,
  lockParkedStatement,
  parkStatement,
  pendingStatement,
  releaseStatement,
  removeStatement,
  sizeStatement,
  sizesStatement,
  topicsStatement,
} from './outbox-statements.js';
import { decodeRows, whole } from './rows.js';
import { storableText } from './storable-text.js';
import { transactionOn } from './transaction.js';

const EntryRow = t.intersection([t.type({ position: t.string, behind_parked: t.boolean }), MessageRow]);

/** The outbox; its leases run on the server's clock. */
export const postgresOutbox = (pool: pg.Pool, schema: string): Outbox => ({
  lease: (holder, ttl) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(leaseStatement(schema), [holder, ttl]);
      return decodeRows(t.type({ shard: t.number }))(rows)
        .map(({ shard }) => shard)
        .sort((a, b) => a - b);
    }, toStoreUnavailable),
  release: (holder) =>
    TE.tryCatch(async () => {
      await pool.query(releaseStatement(schema), [holder]);
    }, toStoreUnavailable),
  pending: (shards, topic, limit, besides = []) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query({
        name: 'casm-pending',
        text: pendingStatement(schema),
        values: [shards, topic, limit, besides],
      });
      return decodeRows(EntryRow)(rows).map((row) => ({
        position: row.position,
        message: messageOf(row),
        behindParked: row.behind_parked,
      }));
    }, toStoreUnavailable),
  remove: (topic, positions) =>
    TE.tryCatch(async () => {
      await pool.query({ name: 'casm-remove', text: removeStatement(schema), values: [topic, positions] });
    }, toStoreUnavailable),
  park: (topic, positions, error) =>
    TE.tryCatch(
      () =>
        transactionOn(pool, async (connection) => {
          await connection.query(lockParkedStatement(schema));
          const reason = error === null ? null : storableText(error);
          await connection.query(parkStatement(schema), [topic, positions, reason]);
        }),
      toStoreUnavailable,
    ),
  topics: TE.tryCatch(async () => {
    const { rows } = await pool.query({ name: 'casm-topics', text: topicsStatement(schema) });
    return decodeRows(t.type({ topic: t.string }))(rows).map(({ topic }) => topic);
  }, toStoreUnavailable),
  size: (limit) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(sizeStatement(schema), [limit]);
      return decodeRows(t.type({ size: whole }))(rows)[0]?.size ?? 0;
    }, toStoreUnavailable),
  sizes: TE.tryCatch(async () => {
    const { rows } = await pool.query(sizesStatement(schema));
    return decodeRows(t.type({ topic: t.string, size: whole }))(rows);
  }, toStoreUnavailable),
});
