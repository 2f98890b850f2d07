import type { Contradiction, Journal, JournalPage, JournalSelection, StoreFailure, TransactionRef } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Connection } from './connection-pool.js';
import type { PostgresConnection } from './postgres-connection.js';
import { toStoreFailure } from './failures.js';
import { onMaintenanceConnection } from './maintenance-connection.js';
import { messageOf, MessageRow } from './message-rows.js';
import { decodeRows, whole } from './rows.js';

const pageSize = 1000;

/*
 * The cursor outlives its transaction: the selection is made and sorted once, on the server's disk, and later journal
 * entries do not change it. It holds names only; bodies are looked up page by page.
 */
const declareStatement = (schema: string): string => `
declare casm_journal no scroll cursor with hold for
select b.ref_id, b.version, count(*) over () as total
from ${schema}.business_transaction b
where ($2::timestamptz is null or b.occurred_at >= $2)
and ($3::timestamptz is null or b.occurred_at < $3)
and ($4::text is null or b.ref_id = $4)
and not exists (
  select from ${schema}.outbox o where (o.ref_id, o.version, o.topic) = (b.ref_id, b.version, $1))
and not exists (
  select from ${schema}.outbox_parked p
  where (p.ref_id, p.version, p.topic) = (b.ref_id, b.version, $1)
  and not ($5 and discarded_at is not null))
order by b.occurred_at, b.ref_id, b.version`;

const bodiesStatement = (schema: string): string => `
select b.kind, b.ref_id, b.version, $1::text as topic, b.transaction_id, b.operation, b.occurred_at, null as traceparent, b.body
from json_to_recordset($2::json) as named (place integer, ref_id text, version integer)
cross join lateral (
  select * from ${schema}.business_transaction where ref_id = named.ref_id and version = named.version limit 1) b
order by named.place`;

/* Look-ups with a limit of their own: see the load of the write path. */
const contradictionsStatement = (schema: string): string => `
select
  asked.place,
  b.kind, b.ref_id, b.version, $2::text as topic, b.transaction_id, b.operation, b.occurred_at, null as traceparent, b.body
from json_to_recordset($1::json) as asked (place integer, "refId" text, version integer, "transactionId" text)
left join lateral (
  select * from ${schema}.business_transaction
  where ref_id = asked."refId" and version = asked.version limit 1) b on true
where b.transaction_id is distinct from asked."transactionId"
order by asked.place`;

const ContradictionRow = t.union([
  t.intersection([t.type({ place: t.number }), MessageRow]),
  t.type({ place: t.number, ref_id: t.null }),
]);

const NameRow = t.type({ ref_id: t.string, version: t.number, total: whole });

/** Journal on PostgreSQL, read on a dedicated connection. */
export const postgresJournal = (connection: PostgresConnection): Journal => ({
  read: <L>(selection: JournalSelection, take: (page: JournalPage) => TE.TaskEither<L, void>) =>
    pipe(
      TE.tryCatch(
        () => onMaintenanceConnection(connection, (client) => walk(client, connection.schema, selection, take)),
        toStoreFailure,
      ),
      TE.flatMapEither((walked): E.Either<StoreFailure | L, number> => walked),
    ),
  contradictions: (transactions, topic) =>
    TE.tryCatch(
      () =>
        onMaintenanceConnection(connection, (client) => contradicted(client, connection.schema, transactions, topic)),
      toStoreFailure,
    ),
});

const contradicted = async (
  client: Connection,
  schema: string,
  transactions: ReadonlyArray<TransactionRef>,
  topic: string,
): Promise<ReadonlyArray<Contradiction>> => {
  const asked = JSON.stringify(
    transactions.map(({ refId, version, transactionId }, place) => ({ place, refId, version, transactionId })),
  );
  const { rows } = await client.query(contradictionsStatement(schema), [asked, topic]);
  return decodeRows(ContradictionRow)(rows).flatMap((row) => {
    const unknown = transactions[row.place];
    return unknown === undefined ? [] : [{ unknown, instead: row.ref_id === null ? null : messageOf(row) }];
  });
};

const walk = async <L>(
  client: Connection,
  schema: string,
  selection: JournalSelection,
  take: (page: JournalPage) => TE.TaskEither<L, void>,
): Promise<E.Either<L, number>> => {
  const { topic, from, to, refId, withDiscarded } = selection;
  await client.query('begin');
  await client.query(declareStatement(schema), [topic, from, to, refId, withDiscarded]);
  await client.query('commit');
  let count = 0;
  for (;;) {
    const names = decodeRows(NameRow)((await client.query(`fetch ${pageSize} from casm_journal`)).rows);
    const total = names[0]?.total;
    if (total === undefined) return E.right(count);
    const named = JSON.stringify(names.map(({ ref_id, version }, place) => ({ place, ref_id, version })));
    const { rows } = await client.query(bodiesStatement(schema), [topic, named]);
    const taken = await take({ messages: decodeRows(MessageRow)(rows).map(messageOf), total })();
    if (E.isLeft(taken)) return taken;
    count += names.length;
  }
};
