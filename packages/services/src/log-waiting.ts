import type { Log } from './log.js';
import type { Service } from './service.js';

const pollIntervalMs = 500;
/** Shorter waits are not logged. */
const firstWarningMs = 3000;
const warningIntervalMs = 60_000;

interface Wait {
  readonly cause: string;
  readonly since: number;
  readonly warnedAt: number | null;
}

export interface Telling extends Service {
  /** The cause of the wait, as a sentence; null if there is no wait. */
  readonly waits: () => string | null;
  /** Polls immediately, in addition to twice a second. */
  readonly look: () => void;
}

/**
 * Polls `waitsFor` and logs a wait: a warning after 3 s and then every minute, and its end. `who` is the subject of the sentence "who
 * waits for …".
 */
export const logWaiting = (
  who: string,
  waitsFor: () => string | null,
  log: Log,
  now: () => number = () => performance.now(),
): Telling => {
  const sentence = (cause: string): string => `${who} waits for ${cause}`;
  let wait: Wait | null = null;
  const look = (): void => {
    const cause = waitsFor();
    if (cause === null) {
      if (wait !== null && wait.warnedAt !== null)
        log.info(`${who} waits no more`, { ms: Math.round(now() - wait.since) });
      wait = null;
      return;
    }
    wait =
      wait === null
        ? { cause, since: now(), warnedAt: null }
        : { ...wait, cause, warnedAt: wait.cause === cause ? wait.warnedAt : null };
    const hasWarned = wait.warnedAt !== null && now() - wait.warnedAt < warningIntervalMs;
    if (now() - wait.since < firstWarningMs || hasWarned) return;
    log.warn(sentence(cause), { ms: Math.round(now() - wait.since) });
    wait = { ...wait, warnedAt: now() };
  };
  const timer = setInterval(look, pollIntervalMs);
  timer.unref();
  return {
    waits: () => {
      const cause = waitsFor();
      return cause === null ? null : sentence(cause);
    },
    look,
    stop: async () => {
      clearInterval(timer);
    },
  };
};
