import * as E from 'fp-ts/lib/Either.js';
import { problem, type ProblemAnswer } from './problem.js';
import { rateLimiter, type Taken } from './rate-limiter.js';

/** The limits of each client in this process. One client cannot use the capacity of the others. */
export interface ClientLimits {
  /** The most requests per second; unlimited by default. */
  readonly ratePerSecond?: number;
  /** The most requests in progress; unlimited by default. */
  readonly concurrency?: number;
}

/** A slot of a client, for one admitted request. */
interface Slot {
  /** The rate-limit headers of the answer; null if the rate is unlimited. */
  readonly headers: Record<string, string> | null;
  /** Releases the slot. Call it once, after the request is answered. */
  readonly release: () => void;
}

type Admit = (client: string) => E.Either<ProblemAnswer, Slot>;

/** Returns a function that admits a request of a client, or refuses it with 429 at the limits. `now` is in milliseconds. */
export const clientLimiter = (
  { ratePerSecond, concurrency = Infinity }: ClientLimits,
  now: () => number = () => performance.now(),
): Admit => {
  const take = ratePerSecond === undefined ? null : rateLimiter(ratePerSecond, now);
  const inProgress = new Map<string, number>();
  const release = (client: string) => (): void => {
    const others = (inProgress.get(client) ?? 1) - 1;
    if (others === 0) inProgress.delete(client);
    else inProgress.set(client, others);
  };
  return (client) => {
    const running = inProgress.get(client) ?? 0;
    if (running >= concurrency)
      return E.left(
        problem('too-many-requests', `The client has ${running} requests in progress, which is its limit.`),
      );
    const taken = take?.(client) ?? null;
    const headers = taken === null || ratePerSecond === undefined ? null : rateHeaders(ratePerSecond, taken);
    if (taken !== null && !taken.isAllowed)
      return E.left(tooFast(`The client may send ${ratePerSecond} requests a second.`, headers));
    inProgress.set(client, running + 1);
    return E.right({ headers, release: release(client) });
  };
};

const tooFast = (detail: string, headers: Slot['headers']): ProblemAnswer => {
  const answer = problem('too-many-requests', detail);
  return { ...answer, headers: { ...answer.headers, ...headers } };
};

/** The headers of draft-ietf-httpapi-ratelimit-headers. */
const rateHeaders = (perSecond: number, { remaining, resetMs }: Taken): Record<string, string> => ({
  'RateLimit-Policy': `"client";q=${perSecond};w=1`,
  RateLimit: `"client";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
});
