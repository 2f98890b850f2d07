import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noteRequests, noteSettings, type SecretKind, secretKinds, secretsIn } from './secrets-in-logs.js';
import { waitUntil } from './wait-until.js';

/** What a test runner gives a test, as far as it is needed here. */
export interface Teardown {
  readonly teardown: (end: () => unknown) => void;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Spawned {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
}

type Environment = Readonly<Record<string, string>>;

/** The commands whose output is a log. Others may show names and attributes of customers, but no token or password that was used before. */
const processesWithLogs = ['dev', 'serve', 'relay', 'dwh'];

const writesLog = ([command = '', next]: ReadonlyArray<string>): boolean =>
  processesWithLogs.includes(command) && (next === undefined || next.startsWith('--'));

const forbiddenIn = (args: ReadonlyArray<string>): ReadonlyArray<SecretKind> =>
  writesLog(args) ? secretKinds : ['token', 'password'];

/** A program with these arguments, under this Node, and nothing of this process's own CASM settings. */
const launch = (program: ReadonlyArray<string>, args: ReadonlyArray<string>, env: Environment): Spawned => {
  noteSettings(env);
  // Each request has a line then.
  const level: Environment = writesLog(args) ? { CASM_LOG_LEVEL: 'debug' } : {};
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('CASM_'));
  const child = spawn(process.execPath, [...program, ...args], {
    env: { ...Object.fromEntries(inherited), ...level, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += String(text)));
  child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += String(text)));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('close', (code, signal) => {
      const secrets = secretsIn(`${output.stdout}\n${output.stderr}`, forbiddenIn(args));
      if (secrets.length === 0) resolve({ code, signal, ...output });
      else reject(new Error(`the output of casm ${args.join(' ')} has ${secrets.join('\n')}`));
    });
  });
  return { process: child, ended, stdout: () => output.stdout };
};

/** A folder that PostgreSQL's own user may pass through; it goes when the test ends. */
export const freshFolder = async (t: Teardown): Promise<string> => {
  const parent = await mkdtemp(path.join(tmpdir(), 'casm-app-'));
  await chmod(parent, 0o755);
  t.teardown(() => rm(parent, { recursive: true, force: true }));
  return path.join(parent, 'data');
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null where the answer is no JSON. */
  readonly json: unknown;
}

export interface Dev extends Spawned {
  readonly url: string;
  readonly token: string;
  readonly brokers: string;
  readonly call: (method: string, path: string, body?: unknown, token?: string) => Promise<Reply>;
  /** Sends the signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ended>;
}

/** The casm command, started by these arguments of Node's. */
export interface CasmCommand {
  readonly casm: (args: ReadonlyArray<string>, env?: Environment) => Spawned;
  /** `casm dev` on this folder, ready; it ends with the test. */
  readonly casmDev: (t: Teardown, dataDir: string, env?: Environment) => Promise<Dev>;
}

/**
 * The secrets that its tests send, and those in the settings of its processes, must not be in the output of any process: `ended` rejects
 * then.
 */
export const casmCommand = (program: ReadonlyArray<string>): CasmCommand => {
  noteRequests();
  return commandOf(program);
};

const commandOf = (program: ReadonlyArray<string>): CasmCommand => ({
  casm: (args, env = {}) => launch(program, args, env),
  casmDev: async (t, dataDir, env = {}) => {
    const spawned = launch(program, ['dev', '--port', '0', '--data-dir', dataDir], env);
    const end = (signal: NodeJS.Signals): Promise<Ended> => {
      spawned.process.kill(signal);
      return spawned.ended;
    };
    t.teardown(() => end('SIGTERM'));
    return { ...spawned, ...(await ready(spawned, dataDir)), end };
  },
});

const ready = async (spawned: Spawned, dataDir: string): Promise<Pick<Dev, 'url' | 'token' | 'brokers' | 'call'>> => {
  let over: string | null = null;
  spawned.ended.then(
    (ended) => (over = JSON.stringify(ended)),
    (error: unknown) => (over = String(error)),
  );
  await waitUntil(
    () => {
      if (over !== null) throw new Error(`casm dev ended: ${over}`);
      return spawned.stdout().includes('Ctrl-C stops everything');
    },
    { deadlineMs: 60_000, describe: () => `casm dev is ready: ${spawned.stdout()}` },
  );
  const url = /CASM is ready: (\S+)/.exec(spawned.stdout())?.[1] ?? '';
  const brokers = /on (\S+:\d+); any Kafka consumer/.exec(spawned.stdout())?.[1] ?? '';
  const kept = (await readFile(path.join(dataDir, 'token'), 'utf8')).trim();
  const call = async (method: string, route: string, body?: unknown, token = kept): Promise<Reply> => {
    const response = await fetch(`${url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  };
  return { url, token: kept, brokers, call };
};

export const moveTo = (customerSegment: string, requestId: string, externalId = 'CRM-1001') => ({
  requestId,
  customer: { externalId },
  customerSegment,
});

/** The segment that the warehouse has for a customer now. */
export const segmentInWarehouse = async ({ call }: Dev, externalId = 'CRM-1001'): Promise<string | undefined> => {
  const { json } = await call('GET', `/v1/dwh/customers?externalId=${externalId}`);
  return /"customerSegment":"(\w+)"/.exec(JSON.stringify(json))?.[1];
};
