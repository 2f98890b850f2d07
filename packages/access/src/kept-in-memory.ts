export interface KeptInMemoryOptions<A> {
  /** Rejects if the value cannot be loaded. */
  readonly load: () => Promise<A>;
  /** The age at which the value is loaded again in the background. */
  readonly refreshMs: number;
  /** The age at which the value is loaded again before a request uses it. */
  readonly staleMs: number;
  /** The shortest time between a successful load and the next attempt. */
  readonly cooldownMs: number;
  /** The shortest time between a failed attempt and the next one. */
  readonly retryMs: number;
  /** Called with the cause when the value cannot be loaded. Must not throw. */
  readonly onTrouble: (cause: string) => void;
  /** Returns the milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/** A cache of one value. */
export interface KeptInMemory<A> {
  /** Loads the value again if its age requires it; waits for the load if the value is stale. Never rejects. */
  readonly refresh: () => Promise<void>;
  /** Loads the value again, except during a cooldown. Concurrent calls share one load. Never rejects. */
  readonly reload: () => Promise<void>;
  /** The latest loaded value, of any age; null before the first. */
  readonly value: () => A | null;
  /** Whether the value has reached the stale age, or there is none. */
  readonly isStale: () => boolean;
  /** Whether the latest load failed. */
  readonly hasFailed: () => boolean;
}

/**
 * Caches a value that many requests read. The source is asked at most once per cooldown, whatever the requests ask for. The caller decides
 * whether a stale value may be used while it cannot be loaded.
 */
export const keptInMemory = <A>(options: KeptInMemoryOptions<A>): KeptInMemory<A> => {
  const { load, refreshMs, staleMs, cooldownMs, retryMs, onTrouble, now } = options;
  let held: { readonly value: A; readonly at: number } | null = null;
  let attempt: { readonly at: number; readonly failed: boolean } | null = null;
  let loading: Promise<void> | null = null;

  const attemptLoad = async (): Promise<void> => {
    const at = now();
    try {
      held = { value: await load(), at };
      attempt = { at, failed: false };
    } catch (error) {
      attempt = { at: now(), failed: true };
      onTrouble(causeOf(error));
    } finally {
      loading = null;
    }
  };
  const coolsDown = (): boolean => attempt !== null && now() - attempt.at < (attempt.failed ? retryMs : cooldownMs);
  const reload = async (): Promise<void> => {
    if (loading === null && coolsDown()) return;
    await (loading ??= attemptLoad());
  };
  const ageMs = (): number => (held === null ? Infinity : now() - held.at);

  return {
    refresh: async () => {
      if (ageMs() >= staleMs) await reload();
      else if (ageMs() >= refreshMs) void reload();
    },
    reload,
    value: () => held?.value ?? null,
    isStale: () => ageMs() >= staleMs,
    hasFailed: () => attempt?.failed === true,
  };
};

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};
