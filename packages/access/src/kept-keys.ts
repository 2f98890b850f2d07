import type { ApiKey, ApiKeys } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

export interface KeptKeysOptions {
  readonly keys: Pick<ApiKeys, 'list'>;
  /** The age at which the list is read again in the background. */
  readonly refreshMs: number;
  /** The age from which the list is not used. */
  readonly staleMs: number;
  /** The shortest interval between the starts of two reads. */
  readonly pauseMs: number;
  /** The timeout of a read. */
  readonly timeoutMs: number;
  /** Called with the cause when the keys cannot be read. Must not throw. */
  readonly onTrouble: (cause: string) => void;
  /** Returns the milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/** Returns the key with this id, null if there is none, or `unavailable`. */
export type FindKey = (keyId: string) => Promise<ApiKey | null | 'unavailable'>;

/**
 * Returns a cache of the list of keys. A revocation takes effect in every process before the list is stale. A new key takes effect
 * immediately, because an unknown id causes a read. Concurrent requests share a read, so invented ids cause no load. The cache fails
 * closed: while the list cannot be read, it becomes stale, and no key is accepted.
 */
export const keptKeys = ({
  keys,
  refreshMs,
  staleMs,
  pauseMs,
  timeoutMs,
  onTrouble,
  now,
}: KeptKeysOptions): FindKey => {
  let held: ReadonlyMap<string, ApiKey> = new Map();
  let heldAt = Number.NEGATIVE_INFINITY;
  let begunAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    begunAt = now();
    const at = begunAt;
    try {
      const list = await inTime(keys.list, timeoutMs);
      if (E.isLeft(list)) return onTrouble(list.left);
      held = new Map(list.right.map((key) => [key.keyId, key]));
      heldAt = at;
    } catch (defect) {
      onTrouble(String(defect));
    } finally {
      reading = null;
    }
  };
  /** Concurrent requests share one read. */
  const readAgain = async (): Promise<void> => {
    if (reading === null && now() - begunAt < pauseMs) return;
    await (reading ??= read());
  };
  const ageMs = (): number => now() - heldAt;

  return async (keyId) => {
    if (ageMs() >= staleMs || !held.has(keyId)) await readAgain();
    else if (ageMs() >= refreshMs) void readAgain();
    return ageMs() >= staleMs ? 'unavailable' : (held.get(keyId) ?? null);
  };
};

const inTime = async (list: ApiKeys['list'], timeoutMs: number): Promise<E.Either<string, ReadonlyArray<ApiKey>>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<E.Either<string, never>>((resolve) => {
    timer = setTimeout(() => resolve(E.left(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  const answer = list().then(
    E.mapLeft((failure) => ('detail' in failure ? `${failure._tag}: ${failure.detail}` : failure._tag)),
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
