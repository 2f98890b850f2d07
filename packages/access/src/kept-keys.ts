import type { ApiKey, ApiKeys } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

export interface KeptKeysOptions {
  readonly keys: Pick<ApiKeys, 'list'>;
  /** A list that is older is read again, beside the requests. */
  readonly refreshMs: number;
  /** A list that is older is not used. */
  readonly staleMs: number;
  /** From the beginning of one read to that of the next. */
  readonly pauseMs: number;
  /** A read that takes longer has failed. */
  readonly timeoutMs: number;
  /** Hears why the keys cannot be read. Must not throw. */
  readonly onTrouble: (cause: string) => void;
  /** In milliseconds; it never goes back. */
  readonly now: () => number;
}

/** The key of this id, null where there is none, or `unavailable`. */
export type FindKey = (keyId: string) => Promise<ApiKey | null | 'unavailable'>;

/**
 * The keys of the installation, kept in memory for a moment: a revocation takes effect everywhere when the list is stale at the latest, and a
 * new key at once, since an id that is not known has the list read again. Requests never read it one by one, so that invented ids cost
 * the store nothing. It fails closed: while the list cannot be read, it grows stale and lets nobody in.
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
  /** Requests that come together share one read. */
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
