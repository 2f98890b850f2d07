export interface RetryOptions {
  /** How often a request is sent at most, the first time included; by default 5. */
  readonly attempts?: number;
  /** No wait begins that would end later than this after the first attempt; by default 30,000. */
  readonly withinMs?: number;
}

/** After a request that did not arrive, the first wait; it doubles with each further one. */
const firstBackoffMs = 200;

/**
 * A fetch that sends a request again after a 503 with Retry-After, and where the connection broke. Every change carries its
 * requestId, so it takes effect once however often it is sent. Each wait is longer by up to a half, so that clients that were
 * refused together do not come back together. The signal of the request ends a wait.
 */
export const retrying =
  (
    send: typeof fetch,
    { attempts = 5, withinMs = 30_000 }: RetryOptions = {},
  ): ((request: Request) => Promise<Response>) =>
  async (request) => {
    const end = Date.now() + withinMs;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await sent(send, request.clone());
      const waitMs = waitAfter(outcome, attempt);
      const isLast = waitMs === null || attempt >= attempts || Date.now() + waitMs > end;
      if (isLast || request.signal.aborted) {
        if (outcome.response === null) throw outcome.error;
        return outcome.response;
      }
      await outcome.response?.body?.cancel();
      await pause(waitMs, request.signal);
    }
  };

type Outcome = { readonly response: Response } | { readonly response: null; readonly error: unknown };

const sent = async (send: typeof fetch, request: Request): Promise<Outcome> => {
  try {
    return { response: await send(request) };
  } catch (error) {
    return { response: null, error };
  }
};

/** Milliseconds until the next attempt; null: the outcome is final. */
const waitAfter = (outcome: Outcome, attempt: number): number | null => {
  if (outcome.response === null) return jittered(firstBackoffMs * 2 ** (attempt - 1));
  const seconds = Number(outcome.response.headers.get('retry-after') ?? Number.NaN);
  return outcome.response.status === 503 && Number.isFinite(seconds) ? jittered(seconds * 1000) : null;
};

const jittered = (ms: number): number => ms * (1 + Math.random() / 2);

/** Rejects with the signal's reason when it is aborted. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
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
