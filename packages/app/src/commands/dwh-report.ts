import type { WarehouseReports } from '@casm/core';
import type { Config } from '../config.js';
import { closing, found, warehouseToRead } from './operator.js';
import { table } from './table.js';

const dayIn = (timeZone: string, date: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(date);
const week = 7 * 24 * 60 * 60 * 1000;

/** Population, the moves of the last eight days and the freshness, as tables for the terminal. */
export const dwhReport = async (config: Config, dataDir: string, out: (text: string) => void): Promise<void> => {
  const warehouse = await warehouseToRead(config, dataDir);
  await closing(warehouse, async ({ reports }) => out(await reportOf(reports, config.timeZone)));
};

const reportOf = async (reports: WarehouseReports, timeZone: string): Promise<string> => {
  const segments = await found(reports.segments);
  const now = new Date();
  const moves = await found(
    reports.segmentMoves(dayIn(timeZone, new Date(now.getTime() - week)), dayIn(timeZone, now)),
  );
  const { versions, missingVersions, deadLetters, conflicts, latestMs, latestOccurredAt } = await found(
    reports.freshness,
  );
  const versionsInAll = `${versions} versions in all${latestOccurredAt === null ? '' : `, the newest of ${latestOccurredAt}`}`;
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
      ? `nothing was applied in the last five minutes; ${versionsInAll}`
      : `p50 ${latestMs.p50} ms, p99 ${latestMs.p99} ms, max ${latestMs.max} ms over the latest; ${versionsInAll}`,
    ...(missingVersions === 0
      ? []
      : [`${missingVersions} versions have not arrived although later ones have: casm dwh reconcile mends that`]),
    ...(deadLetters === 0 ? [] : [`${deadLetters} messages could not be applied: casm dwh dead-letters lists them`]),
    ...(conflicts === 0
      ? []
      : [`${conflicts} of them contradict a version that is here: casm dwh reconcile lets the journal decide`]),
  ].join('\n');
};
