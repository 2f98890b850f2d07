import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** How long to wait at most, in milliseconds. */
  readonly deadlineMs: number;
  /** What is waited for, as the error's sentence says it. */
  readonly describe: string | (() => string);
}

const betweenLooks = 10;

/** Resolves as soon as the condition holds; rejects when it does not within the deadline, or when looking at it fails. */
export const waitUntil = async (
  condition: () => boolean | Promise<boolean>,
  { deadlineMs, describe }: Patience,
): Promise<void> => {
  const until = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > until) {
      throw new Error(`not within ${deadlineMs} ms: ${typeof describe === 'string' ? describe : describe()}`);
    }
    await pause(betweenLooks);
  }
};
