import { postgresWarehouse } from '@casm/adapter-postgres';
import type { StoreUnavailable, WarehouseReports } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Config } from '../config.js';
import { runningPostgresUrl } from '../embedded/embedded-postgres.js';
import { dwhSchema } from '../runtime/endpoints.js';
import { UserError } from '../user-error.js';

/** Rows as columns under their headings; numbers to the right. */
const table = (headings: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string | number>>): string => {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  const cell = (value: string | number, column: number): string =>
    typeof value === 'number' ? String(value).padStart(widths[column] ?? 0) : value.padEnd(widths[column] ?? 0);
  const rule = widths.map((width) => '-'.repeat(width));
  return [headings, rule, ...rows].map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};

const dayIn = (timeZone: string, date: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(date);
const week = 7 * 24 * 60 * 60 * 1000;

/** Population, the moves of the last eight days and the freshness, as tables for the terminal. */
export const dwhReport = async (config: Config, dataDir: string, out: (text: string) => void): Promise<void> => {
  const url = config.dwhDatabaseUrl ?? (await runningPostgresUrl(dataDir));
  if (url === null) {
    throw new UserError(
      `there is no warehouse to read: no casm dev runs on ${dataDir}, and CASM_DWH_DATABASE_URL is not set`,
    );
  }
  const { reports, close } = postgresWarehouse({ url, schema: dwhSchema, timeZone: config.timeZone });
  try {
    out(await reportOf(reports, config.timeZone));
  } finally {
    await close();
  }
};

const reportOf = async (reports: WarehouseReports, timeZone: string): Promise<string> => {
  const segments = await read(reports.segments);
  const now = new Date();
  const moves = await read(reports.segmentMoves(dayIn(timeZone, new Date(now.getTime() - week)), dayIn(timeZone, now)));
  const { versions, latestMs, latestOccurredAt } = await read(reports.freshness);
  return [
    'Population',
    table(
      ['segment', 'customers', 'inactive', 'active', 'suspended', 'deactivated'],
      segments.map(({ customerSegment, customers, byState }) => [
        customerSegment ?? '(none)',
        customers,
        byState.INACTIVE,
        byState.ACTIVE,
        byState.SUSPENDED,
        byState.DEACTIVATED,
      ]),
    ),
    `\nMoves of the last eight days (${timeZone})`,
    table(
      ['day', 'from', 'to', 'moves'],
      moves.map((move) => [move.day, move.from ?? '(none)', move.to ?? '(none)', move.moves]),
    ),
    '\nFreshness, from the request to the warehouse',
    latestMs === null
      ? 'nothing has arrived yet'
      : `p50 ${latestMs.p50} ms, p99 ${latestMs.p99} ms, max ${latestMs.max} ms over the latest; ${versions} versions in all, the newest of ${latestOccurredAt ?? ''}`,
  ].join('\n');
};

const read = async <A>(report: TaskEither<StoreUnavailable, A>): Promise<A> => {
  const rows = await report();
  if (E.isLeft(rows)) throw new UserError(`the warehouse cannot be read: ${rows.left.detail}`);
  return rows.right;
};
