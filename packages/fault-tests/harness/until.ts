import { setTimeout as pause } from 'node:timers/promises';

const betweenLooks = 50;

/** Resolves as soon as the condition holds, with how long that took in ms; rejects when it does not within the deadline. */
export const until = async (
  what: string,
  deadlineMs: number,
  condition: () => boolean | Promise<boolean>,
): Promise<number> => {
  const started = performance.now();
  while (!(await condition())) {
    if (performance.now() - started > deadlineMs) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await pause(betweenLooks);
  }
  return performance.now() - started;
};

/** How long a fault lasts: the fault itself is this time, there is nothing to wait for. */
export const lasting = (ms: number): Promise<void> => pause(ms);
