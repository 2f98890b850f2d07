import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { rmSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { waitUntil } from '@casm/test-engines';

/** A process that runs. */
export interface Running {
  readonly url: string;
  /** Resident memory, MiB. */
  readonly memory: () => Promise<number>;
  /** The most resident memory since the start, MiB. */
  readonly peakMemory: () => Promise<number>;
  /** A process that has been stopped may be stopped again. */
  readonly stop: () => Promise<void>;
}

export const token = 'a-token-for-the-benchmark';

/** The main.js of the casm command of this repository, as it was built. */
export const builtHere = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@casm/app/package.json')),
  'dist/main.js',
);
const textbook = path.join(import.meta.dirname, '../textbook-service/main.ts');

interface Engines {
  readonly databaseUrl: string;
  readonly brokers: string;
}

interface Endpoints extends Engines {
  /** The main.js of the casm command; by default `builtHere`. */
  readonly casm?: string | undefined;
}

type Settings = Readonly<Record<string, string>>;

/** The option that deploy/ gives to every command of casm; V8's own are not allowed in NODE_OPTIONS. */
const heapGrowth = '--heap-growing-percent=200';

/** The options of Node that deploy/ gives to a command of casm; NODE_OPTIONS of the caller wins. */
const asDeployed = (args: ReadonlyArray<string>): Settings => {
  if (args.includes('serve') || args.includes('dwh'))
    return { NODE_OPTIONS: '--max-old-space-size=256 --max-semi-space-size=32' };
  return args.includes('relay') ? { NODE_OPTIONS: '--max-semi-space-size=32' } : {};
};

const addresses = ({ databaseUrl, brokers }: Engines): Settings => ({
  CASM_DATABASE_URL: databaseUrl,
  CASM_DWH_DATABASE_URL: databaseUrl,
  CASM_KAFKA_BROKERS: brokers,
});

const memoryOf = async ({ pid }: ChildProcess, line: RegExp): Promise<number> =>
  Number(line.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** For the lines of a long run at the level of debug, in bytes. */
const roomForLines = 4 * 1024 ** 3;

/**
 * Where the processes write their lines: in memory, if there is room. On the disk of the database its commits would wait for the lines
 * too, which costs 3 % of the throughput with a line for each request.
 */
const directoryOfLines = async (): Promise<string> => {
  const inMemory = '/dev/shm';
  const room = await statfs(inMemory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return mkdtemp(path.join(room >= roomForLines ? inMemory : tmpdir(), 'casm-bench-'));
};

/** Each kills a process that runs, and removes its lines. */
const abandonments = new Set<() => void>();

/** Lets no process outlive this one, also where a signal or an error ends it. */
export const abandonOnExit = (): void => {
  process.once('exit', () => {
    for (const abandon of abandonments) abandon();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
};

const launch = async (
  args: ReadonlyArray<string>,
  engines: Engines,
  ready: RegExp,
  settings: Settings,
): Promise<Running> => {
  // A file: a reader of log lines would take processor time from what is measured.
  const directory = await directoryOfLines();
  const lines = path.join(directory, 'stdout');
  const stdout = await open(lines, 'w');
  const child: ChildProcess = spawn(process.execPath, args, {
    env: {
      ...asDeployed(args),
      ...process.env,
      NODE_ENV: 'production',
      ...addresses(engines),
      CASM_API_TOKENS: `bench:${token}`,
      CASM_DRAIN_SECONDS: '0',
      ...settings,
    },
    stdio: ['ignore', stdout.fd, 'inherit'],
  });
  const abandon = (): void => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  };
  abandonments.add(abandon);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await stdout.close();
  let output = '';
  const isReady = async (): Promise<boolean> => {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    output = await readFile(lines, 'utf8');
    if (ready.test(output)) return true;
    if (isOver) throw new Error(`${args.join(' ')} ended before it was ready: ${output}`);
    return false;
  };
  let stopped: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(directory, { recursive: true });
    abandonments.delete(abandon);
  };
  const stop = (): Promise<void> => (stopped ??= end());
  try {
    await waitUntil(isReady, { deadlineMs: 30_000, describe: () => `${args.join(' ')}: ${output}` });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: /http:\/\/[\d.:]+/.exec(output)?.[0] ?? '',
    memory: () => memoryOf(child, /VmRSS:\s+(\d+) kB/),
    peakMemory: () => memoryOf(child, /VmHWM:\s+(\d+) kB/),
    stop,
  };
};

/** Makes the schemas of a build in a database. */
export const migrateBy = async (casm: string, engines: Engines): Promise<void> => {
  const env = { ...process.env, ...addresses(engines) };
  await promisify(execFile)(process.execPath, [casm, 'migrate'], { env });
};

type Part = 'serve' | 'relay' | 'dwh' | 'textbook service';

export interface Processes {
  /** `settings` are added to the environment. */
  readonly start: (part: Part, settings?: Settings) => Promise<Running>;
  /** Ends all that run. */
  readonly stopAll: () => Promise<void>;
}

export const processesOn = (endpoints: Endpoints): Processes => {
  const running: Array<Running> = [];
  const { casm = builtHere } = endpoints;
  return {
    start: async (part, settings = {}) => {
      const one =
        part === 'textbook service'
          ? await launch(['--import=tsx', textbook], endpoints, /listening/, settings)
          : await launch(
              [heapGrowth, casm, part, ...(part === 'serve' ? ['--port', '0'] : [])],
              endpoints,
              /"message":"ready"/,
              settings,
            );
      running.push(one);
      return one;
    },
    stopAll: async () => {
      for (const one of running.splice(0)) await one.stop();
    },
  };
};
