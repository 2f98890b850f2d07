import type { Log } from './log.js';
import type { Service } from './service.js';

const betweenLooksMs = 500;
/** What is over sooner is no news. */
const briefMs = 3000;
const betweenTellingsMs = 60_000;

interface Told {
  readonly what: string;
  readonly since: number;
  readonly at: number | null;
}

export interface Telling extends Service {
  /** What is waited for, as a sentence; null: nothing. */
  readonly waits: () => string | null;
  /** Looks now what is waited for; it does so by itself twice a second. */
  readonly look: () => void;
}

/** Warns of what is waited for after 3 s and then each minute, and says when the wait is over. `who` begins the sentence. */
export const tellWaiting = (
  who: string,
  waitsFor: () => string | null,
  log: Log,
  now: () => number = () => performance.now(),
): Telling => {
  const sentence = (what: string): string => `${who} waits for ${what}`;
  let told: Told | null = null;
  const look = (): void => {
    const what = waitsFor();
    if (what === null) {
      if (told !== null && told.at !== null) log.info(`${who} waits no more`, { ms: Math.round(now() - told.since) });
      told = null;
      return;
    }
    told =
      told === null ? { what, since: now(), at: null } : { ...told, what, at: told.what === what ? told.at : null };
    if (now() - told.since < briefMs || (told.at !== null && now() - told.at < betweenTellingsMs)) return;
    log.warn(sentence(what), { ms: Math.round(now() - told.since) });
    told = { ...told, at: now() };
  };
  const timer = setInterval(look, betweenLooksMs);
  timer.unref();
  return {
    waits: () => {
      const what = waitsFor();
      return what === null ? null : sentence(what);
    },
    look,
    stop: async () => {
      clearInterval(timer);
    },
  };
};
