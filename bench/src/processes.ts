import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { waitUntil } from '@casm/test-engines';

export interface Running {
  readonly url: string;
  /** Resident memory, MiB. */
  readonly memory: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export const token = 'a-token-for-the-benchmark';

const casm = path.join(path.dirname(createRequire(import.meta.url).resolve('@casm/app/package.json')), 'dist/main.js');
const textbook = path.join(import.meta.dirname, '../textbook-service/main.ts');

export interface Endpoints {
  readonly databaseUrl: string;
  readonly brokers: string;
}

const start = async (
  args: ReadonlyArray<string>,
  { databaseUrl, brokers }: Endpoints,
  ready: RegExp,
  more: Readonly<Record<string, string>> = {},
): Promise<Running> => {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      CASM_DATABASE_URL: databaseUrl,
      CASM_DWH_DATABASE_URL: databaseUrl,
      CASM_KAFKA_BROKERS: brokers,
      CASM_API_TOKENS: `bench:${token}`,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output = (output + String(text)).slice(-10_000)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await waitUntil(() => ready.test(output), { deadlineMs: 30_000, describe: () => `${args.join(' ')}: ${output}` });
  return {
    url: /http:\/\/[\d.:]+/.exec(output)?.[0] ?? '',
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

export const startCasm = (command: 'serve' | 'relay' | 'dwh', endpoints: Endpoints): Promise<Running> =>
  start([casm, command, ...(command === 'serve' ? ['--port', '0'] : [])], endpoints, /"message":"ready"/);

export const startTextbookService = (endpoints: Endpoints): Promise<Running> =>
  start(['--import=tsx', textbook], endpoints, /listening/);
