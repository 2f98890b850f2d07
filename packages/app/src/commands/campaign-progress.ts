import { type Campaign, type RowOutcome, settledRows, type Tally } from '@casm/core';

const outcomes: ReadonlyArray<RowOutcome> = ['CHANGED', 'UNCHANGED', 'REFUSED', 'NOT_FOUND', 'DUPLICATE'];

/** What is under way: the dry run's counts while it validates, else those of the campaign itself. */
const talliedOf = ({ validating, state, forecast, outcomes: settled }: Campaign): Tally =>
  validating || state === 'VALIDATED' ? forecast : settled;

const rowsIn = (tally: Tally): number => settledRows({ outcomes: tally });

const countsOf = (tally: Tally): string =>
  outcomes
    .map((outcome) => ({ outcome, rows: rowsIn(tally.filter((entry) => entry.outcome === outcome)) }))
    .filter(({ rows }) => rows > 0)
    .map(({ outcome, rows }) => `${outcome} ${rows}`)
    .join(', ');

/** Since when it is watched, and how many rows were through then. */
export interface Watched {
  readonly atMs: number;
  readonly rows: number;
}

export const watchedFrom = (campaign: Campaign, atMs: number): Watched => ({
  atMs,
  rows: rowsIn(talliedOf(campaign)),
});

const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

/** How fast it is since it is watched, and how long the rest takes at that rate. */
const paceOf = (campaign: Campaign, since: Watched, nowMs: number): string => {
  const through = rowsIn(talliedOf(campaign));
  const perSecond = ((through - since.rows) * 1000) / (nowMs - since.atMs);
  if (!(perSecond > 0)) return '';
  const left = Math.ceil(((campaign.rows ?? through) - through) / perSecond);
  return `, ${Math.round(perSecond)} rows/s, ${duration(left)} left`;
};

/** How far it has come, in one line: `RUNNING 1200 of 5000 rows (24 %), 400 rows/s, 10 s left: CHANGED 1150, REFUSED 50`. */
export const progressLine = (campaign: Campaign, since: Watched, nowMs: number): string => {
  const { rows, state, validating } = campaign;
  const tally = talliedOf(campaign);
  const through = rowsIn(tally);
  const doing = validating ? 'validating' : state;
  if (rows === null) return `${doing}: its rows are still being loaded`;
  const share = rows === 0 ? 100 : Math.floor((100 * through) / rows);
  const pace = isUnderWay(campaign) ? paceOf(campaign, since, nowMs) : '';
  const counts = countsOf(tally);
  return `${doing} ${through} of ${rows} rows (${share} %)${pace}${counts === '' ? '' : `: ${counts}`}`;
};

/** Whether its rows are being worked on. */
export const isUnderWay = ({ state, validating }: Pick<Campaign, 'state' | 'validating'>): boolean =>
  validating || state === 'RUNNING';

/** How many rows did not come to what was ordered. */
export const refusedRows = (campaign: Campaign): number =>
  rowsIn(talliedOf(campaign).filter(({ outcome }) => outcome === 'REFUSED' || outcome === 'NOT_FOUND'));

/** The tally as rows of a table. */
export const tallyRows = (campaign: Campaign): ReadonlyArray<ReadonlyArray<string | number>> =>
  talliedOf(campaign).map(({ customerSegment, outcome, problem, rows }) => [
    customerSegment ?? '(none)',
    outcome,
    problem ?? '',
    rows,
  ]);
