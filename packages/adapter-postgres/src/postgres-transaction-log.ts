import type { LogCursor, LogPage, LogSelection, TransactionLog } from '@casm/core';
import * as t from 'io-ts';
import type { RunRead } from './read-path/reads.js';
import type { SqlConnection } from './sql-connection.js';
import { date, decodeRows } from './rows.js';

/*
 * The server rolls a commit back after 10 s, and occurredAt is drawn before it. Older entries are therefore final, and
 * a reader that continues from its cursor misses no late commit.
 */
const settledAfterMs = 15_000;

/** A page reads time windows, each twice as long as the one before, until it is full. */
const firstWindowMs = 1000;
const windowsForPage = 24;

export const logOfCustomerStatement = (schema: string): string => `
select ref_id, version, occurred_at, body
from ${schema}.business_transaction
where ref_id = $1 and version > $2 and ($3::text is null or operation = $3)
order by version
limit $4`;

/* The journal is stored in time order, so its BRIN index finds a window. */
export const logWindowStatement = (schema: string): string => `
select ref_id, version, occurred_at, body
from ${schema}.business_transaction
where occurred_at >= $1 and occurred_at < $2
and ($3::text is null or (occurred_at, ref_id, version) > ($1, $3, $4::integer))
and ($5::text is null or operation = $5)
order by occurred_at, ref_id, version
limit $6`;

const firstMomentStatement = (schema: string): string => `
select occurred_at from ${schema}.business_transaction limit 1`;

const LogRow = t.type({ ref_id: t.string, version: t.number, occurred_at: date, body: t.string });
type LogRow = t.TypeOf<typeof LogRow>;

const cursorOf = ({ ref_id, version, occurred_at }: LogRow): LogCursor => ({
  occurredAt: occurred_at.toISOString(),
  refId: ref_id,
  version,
});

/** TransactionLog on PostgreSQL: pages of the journal for consumers that do not read the streaming platform. */
export const postgresTransactionLog = (run: RunRead, schema: string): TransactionLog => ({
  list: (selection) =>
    run((connection, lagMs) =>
      selection.refId === null
        ? readWindows(connection, schema, selection, lagMs)
        : readCustomer(connection, schema, selection.refId, selection),
    ),
});

const readCustomer = async (
  connection: SqlConnection,
  schema: string,
  refId: string,
  { operation, after, limit }: LogSelection,
): Promise<LogPage> => {
  const text = logOfCustomerStatement(schema);
  const values = [refId, after?.version ?? 0, operation, limit + 1];
  const rows = decodeRows(LogRow)((await connection.query({ name: 'casm-log-of-customer', text, values })).rows);
  return pageOf(rows, after, limit);
};

const pageOf = (rows: ReadonlyArray<LogRow>, after: LogCursor | null, limit: number): LogPage => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    bodies: page.map(({ body }) => body),
    next: last === undefined ? after : cursorOf(last),
    more: rows.length > limit,
  };
};

const readWindows = async (
  connection: SqlConnection,
  schema: string,
  { operation, after, limit }: LogSelection,
  lagMs: number,
): Promise<LogPage> => {
  const settled = Date.now() - settledAfterMs - lagMs;
  const begin = after === null ? await beginning(connection, schema) : Date.parse(after.occurredAt);
  if (begin === null) return { bodies: [], next: after, more: false };
  const text = logWindowStatement(schema);
  const found: Array<LogRow> = [];
  let [from, lengthMs] = [begin, firstWindowMs];
  for (let window = 0; window < windowsForPage && from < settled && found.length <= limit; window += 1) {
    const to = Math.min(from + lengthMs, settled);
    const behind = after !== null && window === 0 ? after : null;
    const values = [
      new Date(from).toISOString(),
      new Date(to).toISOString(),
      behind?.refId,
      behind?.version,
      operation,
      limit + 1 - found.length,
    ];
    const { rows } = await connection.query({ name: 'casm-log-window', text, values });
    found.push(...decodeRows(LogRow)(rows));
    [from, lengthMs] = [to, lengthMs * 2];
  }
  if (found.length > limit) return pageOf(found, after, limit);
  const page = pageOf(found, after, limit);
  // All windows were empty: the next page continues after them.
  const reached = { occurredAt: new Date(Math.min(from, settled)).toISOString(), refId: '', version: 0 };
  return { ...page, next: from > begin ? reached : page.next, more: from < settled };
};

/** A time at or before the first transaction, in milliseconds since the epoch; null if there is none. */
const beginning = async (connection: SqlConnection, schema: string): Promise<number | null> => {
  const { rows } = await connection.query({ name: 'casm-log-begin', text: firstMomentStatement(schema) });
  const [first] = decodeRows(t.type({ occurred_at: date }))(rows);
  return first === undefined ? null : first.occurred_at.getTime() - 3_600_000;
};
