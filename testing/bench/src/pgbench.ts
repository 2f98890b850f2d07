import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const scripts = path.join(import.meta.dirname, '../pgbench');

export interface PgbenchRun {
  readonly script: 'textbook' | 'single-statement';
  readonly url: string;
  readonly clients: number;
  readonly customers: number;
  readonly seconds: number;
}

export interface PgbenchResult {
  /** Transactions per second. */
  readonly perSecond: number;
  /** Mean latency, ms. */
  readonly latency: number;
}

/** Null where pgbench is installed, else how to get it. */
export const pgbenchIsMissing = async (): Promise<string | null> => {
  try {
    await run('pgbench', ['--version']);
    return null;
  } catch {
    return 'pgbench is not installed (Debian: apt-get install postgresql-contrib or postgresql-15): no ratio to it is given';
  }
};

const figure = (output: string, pattern: RegExp): number => {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) throw new Error(`pgbench says nothing about ${String(pattern)}:\n${output}`);
  return Number(found);
};

/** Prepared statements, no vacuum; throws if a transaction failed. */
export const pgbench = async ({ script, url, clients, customers, seconds }: PgbenchRun): Promise<PgbenchResult> => {
  const { stdout } = await run('pgbench', [
    '-n',
    '--protocol=prepared',
    `--file=${path.join(scripts, `${script}.sql`)}`,
    `--define=customers=${customers}`,
    `--client=${clients}`,
    `--jobs=${Math.min(clients, 2)}`,
    `--time=${seconds}`,
    url,
  ]);
  const failed = figure(stdout, /number of failed transactions: (\d+)/);
  if (failed > 0) throw new Error(`pgbench: ${failed} transactions failed:\n${stdout}`);
  return {
    perSecond: figure(stdout, /tps = ([\d.]+)/),
    latency: figure(stdout, /latency average = ([\d.]+)/),
  };
};
