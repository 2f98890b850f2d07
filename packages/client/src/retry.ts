/** How often and how long the client retries answers 429 and 503 and failed connections. */
export interface RetryOptions {
  /** The most attempts, including the first; 5 by default. */
  readonly attempts?: number;
  /** The time after the first attempt, in ms, by which the wait for the last one must end; 30,000 by default. */
  readonly withinMs?: number;
}

/** The first backoff after a connection error, in ms. It doubles with each further attempt. */
const firstBackoffMs = 200;

/**
 * Returns a fetch that retries after a 429 or 503 with Retry-After and after a connection error. A change has a requestId, so it takes effect
 * once, however often it is sent. Each wait is extended by a random jitter of up to a half, so that clients that were refused together
 * do not retry together. Aborting the request's signal ends a wait, also if it is aborted before the wait begins.
 */
export const retrying =
  (
    send: typeof fetch,
    { attempts = 5, withinMs = 30_000 }: RetryOptions = {},
  ): ((request: Request) => Promise<Response>) =>
  async (request) => {
    const end = Date.now() + withinMs;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await trySend(send, request.clone());
      const waitMs = waitAfter(outcome, attempt);
      const isLast = waitMs === null || attempt >= attempts || Date.now() + waitMs > end;
      if (isLast) {
        if (outcome.response === null) throw outcome.error;
        return outcome.response;
      }
      await outcome.response?.body?.cancel();
      await pause(waitMs, request.signal);
    }
  };

type Outcome = { readonly response: Response } | { readonly response: null; readonly error: unknown };

const trySend = async (send: typeof fetch, request: Request): Promise<Outcome> => {
  try {
    return { response: await send(request) };
  } catch (error) {
    return { response: null, error };
  }
};

/** Returns the milliseconds until the next attempt; null if the outcome is final. */
const waitAfter = (outcome: Outcome, attempt: number): number | null => {
  if (outcome.response === null) return jittered(firstBackoffMs * 2 ** (attempt - 1));
  const seconds = Number(outcome.response.headers.get('retry-after') ?? Number.NaN);
  return [429, 503].includes(outcome.response.status) && Number.isFinite(seconds) ? jittered(seconds * 1000) : null;
};

const jittered = (ms: number): number => ms * (1 + Math.random() / 2);

/** Waits `ms` milliseconds. Rejects with the signal's reason if it is aborted, now or meanwhile. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    // A signal that is aborted already emits no event.
    if (signal.aborted) return reject(signal.reason);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
