import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ratio, Report } from './scenario.js';

const isReached = ({ value, goal }: Ratio): boolean =>
  'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;

const goalOf = ({ goal }: Ratio): string => ('atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`);

const rounded = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

const measuredOf = ({ value, unit = '×' }: Ratio): string => `${rounded(value)} ${unit}`;

/** The goals that were not reached, a line each. */
export const missedGoals = (reports: ReadonlyArray<Report>): ReadonlyArray<string> =>
  reports.flatMap(({ title, ratios }) =>
    ratios
      .filter((ratio) => !isReached(ratio))
      .map((ratio) => `${title}: ${ratio.name}: ${measuredOf(ratio)}, the goal is ${goalOf(ratio)}`),
  );

/** As the terminal and a document show it. */
export const tableOf = ({ title, figures, ratios, notes }: Report): string =>
  [
    `### ${title}`,
    '',
    '| measured | median | runs |',
    '| --- | --- | --- |',
    ...figures.map(
      ({ name, value, unit, runs = [] }) => `| ${name} | ${rounded(value)} ${unit} | ${runs.map(rounded).join(', ')} |`,
    ),
    '',
    ...(ratios.length === 0 ? [] : ['| ratio or bound | value | goal | reached |', '| --- | --- | --- | --- |']),
    ...ratios.map(
      (ratio) => `| ${ratio.name} | ${measuredOf(ratio)} | ${goalOf(ratio)} | ${isReached(ratio) ? 'yes' : 'no'} |`,
    ),
    '',
    ...notes.map((note) => `${note}.`),
  ].join('\n');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A bar for each figure in changes per second; drawn by hand, since it is one picture of a dozen rectangles. */
const chartOf = (reports: ReadonlyArray<Report>): string => {
  const bars = reports.flatMap(({ title, figures }) =>
    figures.filter(({ unit }) => unit === '/s').map(({ name, value }) => ({ label: `${title}: ${name}`, value })),
  );
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const rows = bars.map(({ label, value }, index) => {
    const y = 20 + index * 44;
    return `<text x="10" y="${y}">${escaped(label)}</text><rect x="10" y="${y + 6}" width="${Math.round((value / most) * 620)}" height="16" fill="#3b6ea5"/><text x="${20 + Math.round((value / most) * 620)}" y="${y + 19}">${rounded(value)}/s</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="${bars.length * 44 + 20}" font-family="sans-serif" font-size="13">${rows.join('')}</svg>\n`;
};

/** Writes `<name>.json`, `.md` and `.svg`. */
export const writeResults = async (name: string, machine: string, reports: ReadonlyArray<Report>): Promise<string> => {
  const folder = path.join(import.meta.dirname, '../results');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  await writeFile(`${file}.json`, `${JSON.stringify({ machine, reports }, null, 2)}\n`);
  await writeFile(`${file}.md`, `${machine}\n\n${reports.map(tableOf).join('\n\n')}\n`);
  await writeFile(`${file}.svg`, chartOf(reports));
  return file;
};
