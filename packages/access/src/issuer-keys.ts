import { errors, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';

/** The issuer is unavailable, and the key is not cached. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface IssuerKeysOptions {
  /** Rejects if the keys cannot be loaded. */
  readonly load: () => Promise<LocalJWKSet>;
  /** The age at which the keys are loaded again in the background. */
  readonly refreshMs: number;
  /** The age at which the keys are loaded again before a request uses them. */
  readonly staleMs: number;
  /** The shortest time between a successful load and the next attempt. */
  readonly cooldownMs: number;
  /** The shortest time between a failed attempt and the next one. */
  readonly retryMs: number;
  /** Called with the cause when the keys cannot be loaded. Must not throw. */
  readonly onTrouble: (cause: string) => void;
  /** Returns the milliseconds of a monotonic clock. */
  readonly now: () => number;
}

interface Held {
  readonly keys: LocalJWKSet;
  readonly at: number;
}

/**
 * Returns a cache of the published keys of an issuer. An unknown key id causes a load, so that a rotation needs no restart, but at most
 * once per cooldown, so that invented key ids do not reach the issuer. While the issuer is unavailable, cached keys stay valid.
 */
export const issuerKeys = (options: IssuerKeysOptions): JWTVerifyGetKey => {
  const { load, refreshMs, staleMs, cooldownMs, retryMs, onTrouble, now } = options;
  let held: Held | null = null;
  let attempt: { readonly at: number; readonly failed: boolean } | null = null;
  let loading: Promise<void> | null = null;

  const reload = async (): Promise<void> => {
    const at = now();
    try {
      held = { keys: await load(), at };
      attempt = { at, failed: false };
    } catch (error) {
      attempt = { at: now(), failed: true };
      onTrouble(causeOf(error));
    } finally {
      loading = null;
    }
  };
  /** Concurrent requests share one attempt. */
  const loaded = (): Promise<void> => (loading ??= reload());
  const coolsDown = (): boolean => attempt !== null && now() - attempt.at < (attempt.failed ? retryMs : cooldownMs);
  const reloadUnlessCooling = async (): Promise<void> => {
    if (!coolsDown()) await loaded();
  };

  const refreshed = async (): Promise<LocalJWKSet> => {
    const ageMs = held === null ? Infinity : now() - held.at;
    if (ageMs >= staleMs) await reloadUnlessCooling();
    else if (ageMs >= refreshMs) void reloadUnlessCooling();
    if (held === null) throw new KeysUnavailable();
    return held.keys;
  };

  return async (header, token) => {
    const keys = await refreshed();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await reloadUnlessCooling();
      if (attempt?.failed === true) throw new KeysUnavailable();
      return (held?.keys ?? keys)(header, token);
    }
  };
};

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};
