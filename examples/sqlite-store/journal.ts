import type { Journal } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { messageOf, MessageRow } from './messages.js';
import type { SqliteFile } from './sqlite-file.js';

const pageSize = 500;
const IdRow = t.type({ id: t.number });

/** Excludes messages in the outbox, parked messages and, unless requested, discarded ones. */
const selectedStatement = `
select id from business_transaction as journaled
where occurred_at >= coalesce(?1, occurred_at)
  and (?2 is null or occurred_at < ?2)
  and ref_id = coalesce(?3, ref_id)
  and not exists (
    select 1 from outbox
    where outbox.ref_id = journaled.ref_id and outbox.version = journaled.version and outbox.topic = ?4
  )
  and (?5 or not exists (
    select 1 from discarded_message as discarded
    where discarded.ref_id = journaled.ref_id and discarded.version = journaled.version and discarded.topic = ?4
  ))
order by occurred_at, ref_id, version`;

export const sqliteJournal = (db: SqliteFile): Journal => {
  const pageOf = (ids: ReadonlyArray<number>, topic: string) =>
    db.read(() =>
      db
        .rows(
          MessageRow,
          `select * from business_transaction
          where id in (select value from json_each(?))
          order by occurred_at, ref_id, version`,
          [JSON.stringify(ids)],
        )
        .map((row) => messageOf(row, topic, null)),
    );
  return {
    // The ids are selected in one snapshot; the pages are read one by one.
    read: (selection, take) => async () => {
      const { from, to, refId, topic, withDiscarded } = selection;
      const selected = await db.read(() =>
        db.rows(IdRow, selectedStatement, [from, to, refId, topic, withDiscarded ? 1 : 0]).map(({ id }) => id),
      )();
      if (E.isLeft(selected)) return selected;
      const total = selected.right.length;
      for (let start = 0; start < total; start += pageSize) {
        const messages = await pageOf(selected.right.slice(start, start + pageSize), topic)();
        if (E.isLeft(messages)) return messages;
        const taken = await take({ messages: messages.right, total })();
        if (E.isLeft(taken)) return taken;
      }
      return E.right(total);
    },
    contradictions: (transactions, topic) =>
      db.read(() =>
        transactions.flatMap((unknown) => {
          const [row] = db.rows(MessageRow, 'select * from business_transaction where ref_id = ? and version = ?', [
            unknown.refId,
            unknown.version,
          ]);
          if (row?.transaction_id === unknown.transactionId) return [];
          return [{ unknown, instead: row === undefined ? null : messageOf(row, topic, null) }];
        }),
      ),
  };
};
