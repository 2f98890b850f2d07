import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import path from 'node:path';

export interface EngineCommand {
  readonly command: string;
  readonly args: ReadonlyArray<string>;
  /** The engine's own folder: working directory, log, and removed when the test process dies. */
  readonly folder: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface EngineProcess {
  readonly isRunning: () => boolean;
  /** Whether it has written that, however much it has written since. */
  readonly hasWritten: (text: string) => boolean;
  /** The last lines of what the engine has written. */
  readonly log: () => string;
  /** Stops it where it stands, its children as well, until `thaw`. Needs /proc. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** Sends the signal and resolves when the process is gone; after `patienceMs` it is killed. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL', patienceMs?: number) => Promise<void>;
}

/*
 * The engine has to die with the test process, however that dies: no handler runs after a SIGKILL. So a small shell
 * beside the engine reads from a pipe whose other end only we hold; at its end (we are gone) it kills and cleans up,
 * and on a line (the engine was ended) it leaves.
 */
const withWatchdog = '( read -r _ <&3 || { kill -KILL $$; rm -rf "$0"; } ) & exec "$@" 3<&-';

const logFile = (folder: string): string => path.join(folder, 'engine.log');

const exited = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const nameOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/comm`, 'utf8');

/** The process and its children of the same name: the watchdog is none. One that ends meanwhile is left out. */
const family = async (pid: number): Promise<ReadonlyArray<number>> => {
  const [name, children] = await Promise.all([nameOf(pid), readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')]);
  const pids = children.split(' ').filter(Boolean).map(Number);
  const names = await Promise.all(pids.map((child) => nameOf(child).catch(() => null)));
  return [pid, ...pids.filter((_, index) => names[index] === name)];
};

/** Starts a process in a session of its own, which does not keep the test process alive and does not outlive it. */
export const startEngineProcess = ({ command, args, folder, user }: EngineCommand): EngineProcess => {
  const log = openSync(logFile(folder), 'a');
  const child = spawn('/bin/sh', ['-c', withWatchdog, folder, command, ...args], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
    ...user,
  });
  closeSync(log);
  const lifeline = child.stdio[3];
  if (!(lifeline instanceof Socket)) throw new Error('the system gave no pipe to the watchdog');
  const gone = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      lifeline.end('\n');
      resolve();
    });
    child.once('error', reject);
  });
  lifeline.on('error', () => undefined); // The watchdog went first: nobody is left to be told.
  lifeline.unref();
  child.unref();
  const sendToAll = async (signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> => {
    if (child.pid === undefined) throw new Error('the engine has not started');
    for (const pid of await family(child.pid)) process.kill(pid, signal);
  };
  return {
    isRunning: () => !exited(child),
    hasWritten: (text) => readFileSync(logFile(folder), 'utf8').includes(text),
    log: () => readFileSync(logFile(folder), 'utf8').split('\n').slice(-20).join('\n'),
    freeze: () => sendToAll('SIGSTOP'),
    thaw: () => sendToAll('SIGCONT'),
    end: async (signal, patienceMs = 20_000) => {
      if (exited(child)) return;
      const killing = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      child.ref();
      child.kill(signal);
      await gone;
      clearTimeout(killing);
    },
  };
};
