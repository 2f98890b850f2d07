import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '@casm/test-engines';

/** Resolves when the condition holds, with the time it took in ms. Rejects if it does not hold within the deadline. */
export const until = async (
  what: string,
  deadlineMs: number,
  condition: () => boolean | Promise<boolean>,
): Promise<number> => {
  const started = performance.now();
  await waitUntil(condition, { deadlineMs, describe: what });
  return performance.now() - started;
};

/** Waits for the duration of a fault. The duration is the fault itself; there is no condition to wait for. */
export const lasting = (ms: number): Promise<void> => pause(ms);

/** Rejects if the promise takes longer, so that a hanging step does not hang the run. */
export const within = async <A>(what: string, deadlineMs: number, promise: Promise<A>): Promise<A> => {
  const over = new AbortController();
  const late = pause(deadlineMs, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`${what} took longer than ${deadlineMs} ms`)),
    () => promise,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
};
