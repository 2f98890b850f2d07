import { setTimeout as pause } from 'node:timers/promises';

const deadlineMs = 20_000;

/** Resolves as soon as the condition holds; rejects, with what was waited for, if it does not within 20 s. */
export const waitFor = async (what: string, condition: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await pause(5);
  }
};
