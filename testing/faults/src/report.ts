import type { Evidence } from './evidence.js';
import { duplicatesOf } from './oracle/topic.js';
import { percentile } from './percentile.js';
import type { Violation } from './violation.js';

/** One injected fault. Its time ends when the next one begins. */
export interface Episode {
  readonly fault: string;
  readonly from: number;
  readonly until: number;
  /** Null: it was injected; else the reason why not. */
  readonly notInjected: string | null;
  /** Null: it recovered; else the reason why not. */
  readonly notRecovered: string | null;
  /** Null: it did not recover in time. */
  readonly recoveryMs: number | null;
  /** When each step of the recovery was reached, in ms. */
  readonly steps: Readonly<Record<string, number>>;
}

export interface Row {
  readonly fault: string;
  readonly injected: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly order: number;
  readonly other: number;
  readonly duplicates: number;
  readonly recoveryP50: number | null;
  readonly recoveryP99: number | null;
}

const unattributed = '(none: start, end, not attributable)';

/** The totals of each fault; the last row contains everything that belongs to no fault. */
export const rowsOf = (
  episodes: ReadonlyArray<Episode>,
  evidence: Evidence,
  violations: ReadonlyArray<Violation>,
): ReadonlyArray<Row> => {
  const faultAt = (at: number | null): string =>
    (at === null ? undefined : episodes.find(({ from, until }) => from <= at && at < until)?.fault) ?? unattributed;
  const acknowledged = evidence.requests.flatMap(({ answer }) =>
    answer.kind === 'acknowledged' ? [faultAt(answer.at)] : [],
  );
  const duplicates = [...duplicatesOf(evidence.topic), ...duplicatesOf(evidence.furtherTopic)].map(({ at }) =>
    faultAt(at),
  );
  const broken = violations.map(({ kind, at }) => ({ kind, fault: faultAt(at) }));
  return [...new Set([...episodes.map(({ fault }) => fault), unattributed])].map((fault): Row => {
    const mine = episodes.filter((episode) => episode.fault === fault);
    const times = mine.flatMap(({ recoveryMs }) => (recoveryMs === null ? [] : [recoveryMs]));
    const count = (kind: Violation['kind']): number =>
      broken.filter((one) => one.fault === fault && one.kind === kind).length;
    return {
      fault,
      injected: mine.filter(({ notInjected }) => notInjected === null).length,
      acknowledged: acknowledged.filter((one) => one === fault).length,
      lost: count('lost'),
      doubled: count('doubled'),
      order: count('order'),
      other: count('other'),
      duplicates: duplicates.filter((one) => one === fault).length,
      recoveryP50: percentile(times, 0.5),
      recoveryP99: percentile(times, 0.99),
    };
  });
};

const titles = [
  'fault',
  'injected',
  'acknowledged',
  'lost',
  'doubled in DWH',
  'order violations',
  'other violations',
  'duplicates on topics',
  'recovery p50 s',
  'recovery p99 s',
];

const seconds = (ms: number | null): string => (ms === null ? '-' : (ms / 1000).toFixed(1));

/** The rows as a Markdown table that also reads well on a terminal. */
export const tableOf = (rows: ReadonlyArray<Row>): string => {
  const total = (of: (row: Row) => number): string => String(rows.reduce((sum, row) => sum + of(row), 0));
  const numbers = [
    (row: Row) => row.injected,
    (row: Row) => row.acknowledged,
    (row: Row) => row.lost,
    (row: Row) => row.doubled,
    (row: Row) => row.order,
    (row: Row) => row.other,
    (row: Row) => row.duplicates,
  ];
  const cells = [
    titles,
    ...rows.map((row) => [
      row.fault,
      ...numbers.map((of) => String(of(row))),
      seconds(row.recoveryP50),
      seconds(row.recoveryP99),
    ]),
    ['**all**', ...numbers.map(total), '', ''],
  ];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: ReadonlyArray<string>): string =>
    `| ${widths.map((width, column) => (column === 0 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
};
