import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tableOf } from '../src/report.js';
import { type Engines, startEngines } from './engines.js';
import type { Fault } from './faults/fault.js';
import { readOptions } from './options.js';
import { previousRelease } from './previous-release.js';
import { type Outcome, run } from './run.js';
import { runBeside } from './run-beside.js';
import { allFaults, besideFaults } from './schedule.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const shown = 30;

const counts = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, times]) => `${times} × ${name}`)
    .join(', ');

const campaignsIn = (campaigns: Outcome['campaigns']): string => {
  const outcomes: Record<string, number> = {};
  for (const campaign of campaigns)
    for (const [outcome, rows] of Object.entries(campaign.outcomes))
      outcomes[outcome] = (outcomes[outcome] ?? 0) + rows;
  const most = Math.max(0, ...campaigns.map(({ rows }) => rows));
  return `Campaigns: ${campaigns.length}, the largest of ${most} rows; rows: ${counts(outcomes)}.`;
};

const reportOf = (outcome: Outcome, seed: number, all: ReadonlyArray<Fault>): string => {
  const { rows, violations, troubles, deaths, statuses, versions, episodes, campaigns, kills, notes } = outcome;
  const reached = new Set(episodes.map(({ fault }) => fault));
  const unreached = all.filter(({ name }) => !reached.has(name)).map(({ name }) => name);
  return [
    tableOf(rows),
    '',
    `Seed ${seed}. ${versions} versions in the journal. Answers: ${statuses.map(([status, times]) => `${times} × ${status}`).join(', ')}.`,
    ...(campaigns.length > 0 ? [campaignsIn(campaigns)] : []),
    ...(Object.keys(kills).length > 0 ? [`Killed at: ${counts(kills)}.`] : []),
    ...(unreached.length > 0 ? [`Not in this run: ${unreached.join(', ')}.`] : []),
    ...notes,
    ...deaths.map((death) => `Note: ${death}`),
    ...troubles.map((trouble) => `Trouble: ${trouble}`),
    ...violations.slice(0, shown).map(({ promise, kind, what }) => `${promise} ${kind}: ${what}`),
    ...(violations.length > shown ? [`… and ${violations.length - shown} more violations`] : []),
  ].join('\n');
};

const verdictOf = ({ violations, troubles }: Outcome): string =>
  violations.length === 0 && troubles.length === 0
    ? 'GREEN: nothing lost, nothing doubled, nothing out of order'
    : `RED: ${violations.length} violations, ${troubles.length} troubles`;

const options = readOptions(process.argv.slice(2));
say(`seed ${options.seed}${options.mutant === null ? '' : `, mutant ${options.mutant}`}`);
let engines: Engines | null = null;
// The engines and processes end with this process in every case. Only an orderly end removes their files.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  const previous = options.beside === null ? null : await previousRelease(options.beside, say);
  engines = await startEngines();
  const outcome = await (previous === null ? run(options, engines, say) : runBeside(options, previous, engines, say));
  const report = reportOf(outcome, options.seed, previous === null ? allFaults : besideFaults);
  const verdict = verdictOf(outcome);
  if (options.out !== null) {
    // npm starts this in the package's folder; a path is relative to the folder where npm was called.
    const file = path.resolve(process.env['INIT_CWD'] ?? '.', options.out);
    await writeFile(file, `${report}\n\n${verdict}\n`);
    await writeFile(
      `${file.replace(/\.md$/, '')}.json`,
      JSON.stringify({ seed: options.seed, verdict, ...outcome }, null, 2),
    );
  }
  say(`\n${report}\n\n${verdict}`);
  process.exitCode = verdict.startsWith('GREEN') ? 0 : 1;
} finally {
  await engines?.stop();
}
process.exit();
