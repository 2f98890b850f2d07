import * as E from 'fp-ts/lib/Either.js';
import { clientCounts } from './client-counts.js';
import { keepingLatest } from './keeping-latest.js';
import { problem, type ProblemAnswer } from './problem.js';
import { rateLimiter } from './rate-limiter.js';

/** The limits of each client in this process. One client cannot use the capacity of the others. */
export interface ClientLimits {
  /** The most requests per second; unlimited by default. */
  readonly ratePerSecond?: number;
  /** The most requests at once after a pause, with a rate; as many as the rate allows in a second by default. */
  readonly burst?: number;
  /** The most requests in progress; unlimited by default. */
  readonly concurrency?: number;
  /**
   * The longest delay of an answer 429, in milliseconds; 1000 by default, 0 for none. An answer is delayed if the client sends again on the
   * connection on which it was refused, without the pause that Retry-After asks for.
   */
  readonly refusalDelayMs?: number;
}

/** The default of `refusalDelayMs`: the time in Retry-After. */
export const defaultRefusalDelayMs = 1000;

/** A slot of a client, for one admitted request. */
interface Slot {
  /** The rate-limit headers of the answer; null if the rate is unlimited. */
  readonly headers: Record<string, string> | null;
  /** Releases the slot. Call it once, after the request is answered. */
  readonly release: () => void;
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
  const rate = ratePerSecond === undefined ? null : limitedRate(ratePerSecond, burst ?? ratePerSecond, now);
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
      return E.right({ headers: rate?.take(client) ?? null, release: inProgress.add(client) });
    },
  };
};

/** A rate limit that answers with the headers of draft-ietf-httpapi-ratelimit-headers. */
const limitedRate = (perSecond: number, burst: number, now: () => number) => {
  const { take, refusal } = rateLimiter(perSecond, burst, now);
  const headersOf = (remaining: number, resetSeconds: number): Record<string, string> => ({
    'RateLimit-Policy': `"client";q=${perSecond};w=1`,
    RateLimit: `"client";r=${remaining};t=${resetSeconds}`,
  });
  const tooFast = keepingLatest((resetSeconds: number): ProblemAnswer => {
    const answer = problem('too-many-requests', `The client may send ${perSecond} requests a second.`);
    return { ...answer, headers: { ...answer.headers, ...headersOf(0, resetSeconds) } };
  });
  return {
    take: (client: string): Record<string, string> => {
      const { remaining, resetMs } = take(client);
      return headersOf(remaining, Math.ceil(resetMs / 1000));
    },
    refusal: (client: string): ProblemAnswer | null => {
      const refused = refusal(client);
      return refused === null ? null : tooFast(Math.ceil(refused.resetMs / 1000));
    },
  };
};
