import * as E from 'fp-ts/lib/Either.js';
import { clientCounts } from './client-counts.js';
import { keepingLatest } from './keeping-latest.js';
import { problem, type ProblemAnswer } from './problem.js';
import { rateLimiter } from './rate-limiter.js';

/** The limits of each client in this process. One client cannot use the capacity of the others. */
export interface ClientLimits {
  /** The most requests per second; unlimited by default. */
  readonly ratePerSecond?: number;
  /** The most requests at once after a pause, with a rate; by default a tenth of the rate, but at least 10, or the rate if that is below 10. */
  readonly burst?: number;
  /** The most requests in progress; unlimited by default. */
  readonly concurrency?: number;
  /**
   * The longest delay of an answer 429, in milliseconds; 1000 by default, 0 for none. An answer is delayed if the client sends again on the
   * connection on which it was refused, without the pause that Retry-After asks for.
   */
  readonly refusalDelayMs?: number;
}

/**
 * The default of `burst`. The requests of a burst that arrive together delay those of other clients, so it is a small part of a second's worth.
 * It is no smaller than what a caller with a few connections sends at once.
 */
const defaultBurst = (ratePerSecond: number): number => Math.min(ratePerSecond, Math.max(10, ratePerSecond / 10));

/** The default of `refusalDelayMs`: the shortest time in Retry-After. */
export const defaultRefusalDelayMs = 1000;

/** A slot of a client, for one admitted request. */
interface Slot {
  /** The rate-limit headers of the answer; null if the rate is unlimited. */
  readonly headers: Record<string, string> | null;
  /** Releases the slot. Call it once, after the answer is sent. Null if the requests in progress are unlimited. */
  readonly release: (() => void) | null;
}

/** The limits of the clients. */
export interface ClientLimiter {
  /** Whether there is a limit. */
  readonly isLimiting: boolean;
  /** Admits a request of a client, or refuses it with 429 at the limits. */
  readonly admit: (client: string) => E.Either<ProblemAnswer, Slot>;
  /** The refusal that `admit` would return; null if it would admit the request. It has no effect. */
  readonly refusal: (client: string) => ProblemAnswer | null;
}

/** Returns the limiter of these limits. `now` is in milliseconds. */
export const clientLimiter = (
  { ratePerSecond, burst, concurrency = Infinity }: ClientLimits,
  now: () => number,
): ClientLimiter => {
  const rate =
    ratePerSecond === undefined ? null : limitedRate(ratePerSecond, burst ?? defaultBurst(ratePerSecond), now);
  const tooMany = problem(
    'too-many-requests',
    `The client has ${concurrency} requests in progress, which is its limit.`,
  );
  const inProgress = clientCounts();
  const refusal = (client: string): ProblemAnswer | null =>
    inProgress.of(client) >= concurrency ? tooMany : (rate?.refusal(client) ?? null);
  return {
    isLimiting: rate !== null || concurrency !== Infinity,
    refusal,
    admit: (client) => {
      const refused = refusal(client);
      if (refused !== null) return E.left(refused);
      return E.right({
        headers: rate?.take(client) ?? null,
        release: concurrency === Infinity ? null : inProgress.add(client),
      });
    },
  };
};

/**
 * The policy of `atOnce` requests at once and `perSecond` in the long run. The draft has whole requests and seconds only. A client that
 * sends `q` requests in `w` seconds is never refused; if fewer of them may come at once, a parameter of our own says how many.
 */
const policyOf = (perSecond: number, atOnce: number): string => {
  const seconds = Math.max(1, Math.ceil(atOnce / perSecond));
  const quota = Math.max(atOnce, Math.floor(perSecond));
  return `"client";q=${quota};w=${seconds}${quota > atOnce ? `;casm-burst=${atOnce}` : ''}`;
};

const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** A rate limit that answers with the headers of draft-ietf-httpapi-ratelimit-headers-10. */
const limitedRate = (perSecond: number, burst: number, now: () => number) => {
  const { take, refusal } = rateLimiter(perSecond, burst, now);
  const atOnce = Math.max(1, Math.floor(burst));
  const policy = policyOf(perSecond, atOnce);
  const headersOf = (remaining: number, moreSeconds: number): Record<string, string> => ({
    'RateLimit-Policy': policy,
    RateLimit: `"client";r=${remaining};t=${moreSeconds}`,
  });
  const detail = `The client may send ${perSecond} requests a second, and ${atOnce} at once.`;
  const tooFast = keepingLatest((seconds: number): ProblemAnswer => {
    const answer = problem('too-many-requests', detail);
    return { ...answer, headers: { ...answer.headers, 'Retry-After': String(seconds), ...headersOf(0, seconds) } };
  });
  return {
    take: (client: string): Record<string, string> => {
      const { remaining, moreMs } = take(client);
      return headersOf(remaining, wholeSeconds(moreMs));
    },
    refusal: (client: string): ProblemAnswer | null => {
      const refused = refusal(client);
      return refused === null ? null : tooFast(wholeSeconds(refused.moreMs));
    },
  };
};
