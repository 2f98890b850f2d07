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

/** One supervised process of the product: it is restarted after every exit until it is stopped. */
export interface CasmProcess {
  readonly name: string;
  readonly kind: Kind;
  readonly start: (more?: Environment) => void;
  readonly isReady: () => boolean;
  readonly isRunning: () => boolean;
  /** Ends it with the signal and restarts it, unless it is stopped. Resolves with the exit and its duration in ms. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<Ending & { readonly ms: number }>;
  /** Ends it, by SIGTERM unless told otherwise, without a restart until `start` is called. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<Ending & { readonly ms: number }>;
  readonly send: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  /** The exit of the current process. */
  readonly ending: () => Promise<Ending>;
  /** Each unexpected exit. */
  readonly deaths: () => ReadonlyArray<string>;
  /** The end of the output since the last start. */
  readonly lastOutput: () => string;
}

/** Node's arguments for the shipped casm command, and for the one with failpoints and mutants. */
export const asShipped = [fileURLToPath(import.meta.resolve('@casm/app/dist/main.js'))];
export const sabotaged = [
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('sabotage/main.ts', import.meta.url)),
];
const killAfterMs = 20_000;
const restartAfterMs = 250;

// The product's process must die with this one, even if this one is killed: a watchdog shell reads from a pipe that
// this process holds.
const withWatchdog = '( read -r _ <&3 || kill -KILL $$ ) >/dev/null 2>&1 & exec "$@" 3<&-';

const launch = (program: ReadonlyArray<string>, args: ReadonlyArray<string>, env: Environment): ChildProcess => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CASM_')));
  const main = 'FAULTS_FAILPOINT' in env || 'FAULTS_MUTANT' in env ? sabotaged : program;
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

interface Started {
  readonly name: string;
  readonly kind: Kind;
  readonly args?: ReadonlyArray<string>;
  readonly env: Environment;
  /** Node's arguments for the casm command. */
  readonly program: ReadonlyArray<string>;
}

export const casmProcess = ({ name, kind, args = [], env, program }: Started): CasmProcess => {
  let child: ChildProcess | null = null;
  let ending: Promise<Ending> = Promise.resolve({ code: null, signal: null });
  let [wanted, expected, ready] = [false, false, false];
  const deaths: Array<string> = [];
  let last: Array<string> = [];
  const lastOutput = (): string => last.join('').slice(-1500);

  const start = (more: Environment = {}): void => {
    [wanted, expected, ready] = [true, false, false];
    const started = launch(program, [kind, ...args], { ...env, ...more });
    child = started;
    last = [];
    const onOutput = (chunk: unknown): void => {
      last.push(String(chunk));
      if (last.length > 20) last.shift();
      if (String(chunk).includes('"message":"ready"')) ready = true;
    };
    started.stdout?.on('data', onOutput);
    started.stderr?.on('data', onOutput);
    ending = new Promise((resolve) => {
      started.once('exit', (code, signal) => {
        ready = false;
        child = null;
        if (!expected && more['FAULTS_FAILPOINT'] === undefined)
          deaths.push(`${name} ended by itself with ${signal ?? code}: ${lastOutput()}`);
        resolve({ code, signal });
        setTimeout(() => {
          if (wanted && child === null) start();
        }, restartAfterMs);
      });
    });
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending & { readonly ms: number }> => {
    const [before, exit] = [performance.now(), ending];
    expected = true;
    const killing = setTimeout(() => child?.kill('SIGKILL'), killAfterMs);
    child?.kill(signal);
    const how = await exit;
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
    stop: (signal = 'SIGTERM') => {
      wanted = false;
      return end(signal);
    },
    send: (signal) => void child?.kill(signal),
    ending: () => ending,
    deaths: () => deaths,
    lastOutput,
  };
};

/** Waits until each process is ready. If one is not within `deadlineMs`, the error has its last output. */
export const allReady = (processes: ReadonlyArray<CasmProcess>, deadlineMs: number): Promise<number> =>
  until('every process is ready', deadlineMs, () => processes.every((one) => one.isReady())).catch((error: unknown) => {
    const late = processes.filter((one) => !one.isReady()).map(({ name, lastOutput }) => `${name}: ${lastOutput()}`);
    throw new Error([String(error), ...late].join('\n'), { cause: error });
  });
