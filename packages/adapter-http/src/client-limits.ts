import * as E from 'fp-ts/lib/Either.js';
import { problem, type ProblemAnswer } from './problem.js';
import { rateLimiter, type Taken } from './rate-limiter.js';

/** What one client may take of this process, so that the others keep theirs. */
export interface ClientLimits {
  /** Requests a second; left out: any number. */
  readonly ratePerSecond?: number;
  /** Requests in progress at once; left out: any number. */
  readonly concurrency?: number;
}

/** A request that is within the limits of its client. */
interface Share {
  /** What every answer to it says of the limits; null: nothing. */
  readonly headers: Record<string, string> | null;
  /** Gives its place back; to be called once, when it is answered. */
  readonly leave: () => void;
}

type Enter = (client: string) => E.Either<ProblemAnswer, Share>;

/** Takes a place for a request of the client, or says that the client has none left. */
export const clientShares = (
  { ratePerSecond, concurrency = Infinity }: ClientLimits,
  now: () => number = () => performance.now(),
): Enter => {
  const take = ratePerSecond === undefined ? null : rateLimiter(ratePerSecond, now);
  const inProgress = new Map<string, number>();
  const leave = (client: string) => (): void => {
    const others = (inProgress.get(client) ?? 1) - 1;
    if (others === 0) inProgress.delete(client);
    else inProgress.set(client, others);
  };
  return (client) => {
    const running = inProgress.get(client) ?? 0;
    if (running >= concurrency)
      return E.left(
        problem('too-many-requests', `The client has ${running} requests in progress, and may have no more.`),
      );
    const taken = take?.(client) ?? null;
    const headers = taken === null || ratePerSecond === undefined ? null : rateHeaders(ratePerSecond, taken);
    if (taken !== null && !taken.isAllowed)
      return E.left(tooFast(`The client may send ${ratePerSecond} requests a second.`, headers));
    inProgress.set(client, running + 1);
    return E.right({ headers, leave: leave(client) });
  };
};

const tooFast = (detail: string, headers: Share['headers']): ProblemAnswer => {
  const answer = problem('too-many-requests', detail);
  return { ...answer, headers: { ...answer.headers, ...headers } };
};

/** As draft-ietf-httpapi-ratelimit-headers names them. */
const rateHeaders = (perSecond: number, { remaining, resetMs }: Taken): Record<string, string> => ({
  'RateLimit-Policy': `"client";q=${perSecond};w=1`,
  RateLimit: `"client";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
});
