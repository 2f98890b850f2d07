/** What became of one request of a client. */
interface Taken {
  readonly isAllowed: boolean;
  /** How many more requests are allowed at this moment. */
  readonly remaining: number;
  /** Until one more request is allowed than now, in milliseconds. */
  readonly moreMs: number;
}

/** The number of clients beyond which those with a whole allowance are forgotten. */
const mostKept = 10_000;

/** Floating-point remainders of a division by the rate. */
const roundingMs = 1e-6;

/** The rate limit of each client. */
export interface RateLimiter {
  /** Uses one request of the allowance, unless none is left. */
  readonly take: (client: string) => Taken;
  /** What `take` would return, if it would not allow the request; null if it would. It has no effect. */
  readonly refusal: (client: string) => Taken | null;
}

/**
 * Allows each client `perSecond` requests a second, and `burst` at once after a pause (GCRA). A client takes one number of memory, and a
 * refused request costs it nothing. `now` is in milliseconds and never goes back.
 */
export const rateLimiter = (perSecond: number, burst: number, now: () => number): RateLimiter => {
  const intervalMs = 1000 / perSecond;
  const capacityMs = Math.max(1, burst) * intervalMs;
  /** When the allowance of a client is whole again. */
  const wholeAt = new Map<string, number>();
  const forgetIdle = (at: number): void => {
    if (wholeAt.size > mostKept) wholeAt.forEach((whole, client) => void (whole <= at && wholeAt.delete(client)));
  };
  const usedBy = (client: string, at: number): number => Math.max(0, (wholeAt.get(client) ?? at) - at);
  /** What is left when so much of the allowance is used. */
  const left = (usedMs: number): Pick<Taken, 'remaining' | 'moreMs'> => {
    const remaining = Math.floor((capacityMs - usedMs + roundingMs) / intervalMs);
    return { remaining, moreMs: (remaining + 1) * intervalMs - (capacityMs - usedMs) };
  };
  const refusalAfter = (usedMs: number): Taken | null => {
    const rest = left(usedMs);
    return rest.remaining < 1 ? { isAllowed: false, ...rest } : null;
  };
  return {
    take: (client) => {
      const at = now();
      const usedMs = usedBy(client, at);
      const refused = refusalAfter(usedMs);
      if (refused !== null) return refused;
      forgetIdle(at);
      wholeAt.set(client, at + usedMs + intervalMs);
      return { isAllowed: true, ...left(usedMs + intervalMs) };
    },
    refusal: (client) => refusalAfter(usedBy(client, now())),
  };
};
