import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Socket } from 'node:net';
import { until } from './until.js';

export type Kind = 'serve' | 'relay' | 'dwh';
export type Environment = Readonly<Record<string, string>>;

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process of the product under supervision: whatever ends it, it is started again until it is stopped. */
export interface CasmProcess {
  readonly name: string;
  readonly kind: Kind;
  readonly start: (more?: Environment) => void;
  readonly isReady: () => boolean;
  readonly isRunning: () => boolean;
  /** Ends it as told and starts it again, unless it is stopped. Resolves with how it ended, and after how many ms. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<Ending & { readonly ms: number }>;
  /** Ends it for good, or until `start`. */
  readonly stop: () => Promise<Ending & { readonly ms: number }>;
  readonly send: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  /** How the process that runs now ends. */
  readonly ending: () => Promise<Ending>;
  /** Each time that it ended without being told to. */
  readonly deaths: () => ReadonlyArray<string>;
}

/** Node's arguments for the casm command as it is shipped, and for the one that dies and errs when it is told to. */
export const asShipped = [fileURLToPath(import.meta.resolve('@casm/app/dist/main.js'))];
export const sabotaged = [
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('sabotage/main.ts', import.meta.url)),
];
const patience = 20_000;
const restartAfter = 250;

// The product's process must die with this one, even when this one is killed: a shell beside it reads from a pipe that we hold.
const withWatchdog = '( read -r _ <&3 || kill -KILL $$ ) >/dev/null 2>&1 & exec "$@" 3<&-';

const launch = (args: ReadonlyArray<string>, env: Environment): ChildProcess => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CASM_')));
  const main = 'FAULTS_FAILPOINT' in env || 'FAULTS_MUTANT' in env ? sabotaged : asShipped;
  const child = spawn('/bin/sh', ['-c', withWatchdog, 'casm', process.execPath, ...main, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const lifeline = child.stdio[3];
  if (!(lifeline instanceof Socket)) throw new Error('the system gave no pipe to the watchdog');
  lifeline.on('error', () => undefined);
  child.once('exit', () => lifeline.end('\n'));
  return child;
};

export const casmProcess = (name: string, kind: Kind, args: ReadonlyArray<string>, env: Environment): CasmProcess => {
  let child: ChildProcess | null = null;
  let ending: Promise<Ending> = Promise.resolve({ code: null, signal: null });
  let [wanted, expected, ready] = [false, false, false];
  const deaths: Array<string> = [];

  const start = (more: Environment = {}): void => {
    [wanted, expected, ready] = [true, false, false];
    const started = launch([kind, ...args], { ...env, ...more });
    child = started;
    const last: Array<string> = [];
    const hear = (chunk: unknown): void => {
      last.push(String(chunk));
      if (last.length > 20) last.shift();
      if (String(chunk).includes('"message":"ready"')) ready = true;
    };
    started.stdout?.on('data', hear);
    started.stderr?.on('data', hear);
    ending = new Promise((resolve) => {
      started.once('exit', (code, signal) => {
        ready = false;
        child = null;
        if (!expected && more['FAULTS_FAILPOINT'] === undefined)
          deaths.push(`${name} ended by itself with ${signal ?? code}: ${last.join('').slice(-1500)}`);
        resolve({ code, signal });
        setTimeout(() => {
          if (wanted && child === null) start();
        }, restartAfter);
      });
    });
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending & { readonly ms: number }> => {
    const [before, mine] = [performance.now(), ending];
    expected = true;
    const killing = setTimeout(() => child?.kill('SIGKILL'), patience);
    child?.kill(signal);
    const how = await mine;
    clearTimeout(killing);
    return { ...how, ms: performance.now() - before };
  };

  return {
    name,
    kind,
    start,
    isReady: () => ready,
    isRunning: () => child !== null,
    end,
    stop: () => {
      wanted = false;
      return end('SIGTERM');
    },
    send: (signal) => void child?.kill(signal),
    ending: () => ending,
    deaths: () => deaths,
  };
};

export const allReady = (processes: ReadonlyArray<CasmProcess>, deadlineMs: number): Promise<number> =>
  until('every process is ready', deadlineMs, () => processes.every((one) => one.isReady()));
