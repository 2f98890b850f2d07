import { constants } from 'node:os';
import type { Log } from '@casm/services';

/** What was started, to be stopped in the reverse order. */
export interface Lifecycle {
  /** `stopMs`: a time of its own for its stop, in milliseconds; by default it shares one with the others. */
  readonly started: (name: string, stop: () => Promise<void>, stopMs?: number) => void;
  /** Stops all, and leaves behind what takes longer than its time; never rejects. */
  readonly stop: () => Promise<void>;
}

/** For all that have no time of their own together, in milliseconds: one that hangs must not add up with the next. */
const sharedMs = 8000;

/** For each, also where the others have used up the time. */
const leastMs = 250;

/** Whether a stop in this process has left something behind. */
let isLeftBehind = false;

/**
 * Ends the process without waiting for its threads, by the default action of the signal: `process.exit` waits for those of libuv, and a Kafka
 * client can hold one forever when it is freed (https://github.com/confluentinc/librdkafka/issues/4362). A turn later, so that the log is
 * written. The first process of a container goes on, because Linux spares it the default action: it exits with the status of the signal.
 */
const endBy = (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void => {
  setImmediate(() => {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    process.exit(128 + constants.signals[signal]);
  });
};

/**
 * Ends the process with this exit code. If something did not stop, it ends by SIGTERM instead of 0, and by SIGKILL instead of another code:
 * systemd takes SIGTERM for a clean end.
 */
export const endProcess = (code: number): void => {
  if (isLeftBehind) endBy(code === 0 ? 'SIGTERM' : 'SIGKILL');
  else process.exit(code);
};

export const lifecycle = (log: Log): Lifecycle => {
  const running: Array<{ readonly name: string; readonly stop: () => Promise<void>; readonly stopMs?: number }> = [];
  let leftMs = sharedMs;

  const stopWithin = async (ms: number, name: string, stop: () => Promise<void>): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`it took longer than ${Math.round(ms)} ms`)), ms);
    });
    await Promise.race([stop(), late]).catch((error: unknown) => {
      isLeftBehind = true;
      log.warn(`${name} did not stop cleanly`, { error: String(error) });
    });
    clearTimeout(timer);
  };

  return {
    started: (name, stop, stopMs) => void running.push({ name, stop, ...(stopMs === undefined ? {} : { stopMs }) }),
    stop: async () => {
      for (let last = running.pop(); last !== undefined; last = running.pop()) {
        const since = performance.now();
        await stopWithin(last.stopMs ?? Math.max(leastMs, leftMs), last.name, last.stop);
        if (last.stopMs === undefined) leftMs -= performance.now() - since;
      }
    },
  };
};

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = 0;
    const onSignal = (signal: NodeJS.Signals): void => {
      asked += 1;
      if (asked > 1) endBy(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
