/** What became of one request of a client. */
export interface Taken {
  readonly isAllowed: boolean;
  /** How many more requests are allowed at this moment. */
  readonly remaining: number;
  /** Until the whole allowance is there again, in milliseconds. */
  readonly resetMs: number;
  /** Until the next request is allowed, in milliseconds; 0: at once. */
  readonly retryMs: number;
}

/** The number of clients beyond which those with a whole allowance are forgotten. */
const mostKept = 10_000;

/** Floating-point remainders of a division by the rate. */
const roundingMs = 1e-6;

/**
 * Allows each client `perSecond` requests a second, and as many at once after a second without any (GCRA). A client takes one number of memory,
 * and a refused request costs it nothing. `now` is in milliseconds and never goes back.
 */
export const rateLimiter = (perSecond: number, now: () => number): ((client: string) => Taken) => {
  const intervalMs = 1000 / perSecond;
  const capacityMs = Math.max(1, perSecond) * intervalMs;
  /** When the allowance of a client is whole again. */
  const wholeAt = new Map<string, number>();
  const forgetIdle = (at: number): void => {
    if (wholeAt.size > mostKept) wholeAt.forEach((whole, client) => void (whole <= at && wholeAt.delete(client)));
  };
  return (client) => {
    const at = now();
    const usedMs = Math.max(0, (wholeAt.get(client) ?? at) - at);
    const missingMs = usedMs + intervalMs - capacityMs;
    if (missingMs > roundingMs) return { isAllowed: false, remaining: 0, resetMs: usedMs, retryMs: missingMs };
    forgetIdle(at);
    wholeAt.set(client, at + usedMs + intervalMs);
    const remaining = Math.floor((capacityMs - usedMs - intervalMs + roundingMs) / intervalMs);
    return { isAllowed: true, remaining, resetMs: usedMs + intervalMs, retryMs: 0 };
  };
};
