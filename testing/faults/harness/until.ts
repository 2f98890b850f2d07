import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '@casm/test-engines';

/** Resolves as soon as the condition holds, with how long that took in ms; rejects when it does not within the deadline. */
export const until = async (
  what: string,
  deadlineMs: number,
  condition: () => boolean | Promise<boolean>,
): Promise<number> => {
  const started = performance.now();
  await waitUntil(condition, { deadlineMs, describe: what });
  return performance.now() - started;
};

/** How long a fault lasts: the fault itself is this time, there is nothing to wait for. */
export const lasting = (ms: number): Promise<void> => pause(ms);

/** Rejects when the promise takes longer: what hangs must not hang the run. */
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
