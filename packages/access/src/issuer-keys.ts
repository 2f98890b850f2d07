import { errors, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';

/** The issuer cannot be asked for its keys, and the one that is looked for is not known here. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface IssuerKeysOptions {
  /** Rejects when the keys cannot be had. */
  readonly load: () => Promise<LocalJWKSet>;
  /** Keys that are older are loaded again, beside the requests. */
  readonly refreshMs: number;
  /** Keys that are older are loaded again before a request uses them. */
  readonly staleMs: number;
  /** From keys that were loaded to the next attempt. */
  readonly cooldownMs: number;
  /** From an attempt that failed to the next one. */
  readonly retryMs: number;
  /** Hears why the keys could not be loaded. Must not throw. */
  readonly onTrouble: (cause: string) => void;
  /** In milliseconds; it never goes back. */
  readonly now: () => number;
}

interface Held {
  readonly keys: LocalJWKSet;
  readonly at: number;
}

/**
 * The keys of an issuer as it publishes them, kept in memory. A key that is not known is asked for at once, so that a rotation needs no
 * restart; no more than once in a cooldown, so that invented key ids do not reach the issuer. While the issuer cannot be asked, the keys
 * that are known stay valid.
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
  /** Requests that come together share one attempt. */
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
