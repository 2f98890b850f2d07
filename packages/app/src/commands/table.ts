import { printable } from '../printable.js';

type Rows = ReadonlyArray<ReadonlyArray<string | number>>;

/** Rows as columns under their headings, a line each, whatever is in them; numbers to the right. */
export const table = (headings: ReadonlyArray<string>, given: Rows): string => {
  const rows = given.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : printable(cell))));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  const cell = (value: string | number, column: number): string =>
    typeof value === 'number' ? String(value).padStart(widths[column] ?? 0) : value.padEnd(widths[column] ?? 0);
  const rule = widths.map((width) => '-'.repeat(width));
  return [headings, rule, ...rows].map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};
