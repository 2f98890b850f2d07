import type { ApiKey, ApiKeys } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { keptInMemory, type KeptInMemoryOptions } from './kept-in-memory.js';

export interface KeptKeysOptions extends Pick<
  KeptInMemoryOptions<unknown>,
  'refreshMs' | 'staleMs' | 'onTrouble' | 'now'
> {
  readonly keys: Pick<ApiKeys, 'list'>;
  /** The shortest interval between two reads. */
  readonly pauseMs: number;
  /** The timeout of a read. */
  readonly timeoutMs: number;
}

/** Returns the key with this id, null if there is none, or `unavailable`. */
export type FindKey = (keyId: string) => Promise<ApiKey | null | 'unavailable'>;

/**
 * Returns a cache of the list of keys. A revocation takes effect in every process before the list is stale. A new key takes effect
 * immediately, because an unknown id causes a read. Concurrent requests share a read, so invented ids cause no load. The cache fails
 * closed: while the list cannot be read, it becomes stale, and no key is accepted.
 */
export const keptKeys = ({ keys, pauseMs, timeoutMs, ...options }: KeptKeysOptions): FindKey => {
  const load = async (): Promise<ReadonlyMap<string, ApiKey>> => {
    const list = await inTime(keys.list, timeoutMs);
    return new Map(list.map((key) => [key.keyId, key]));
  };
  const kept = keptInMemory({ ...options, load, cooldownMs: pauseMs, retryMs: pauseMs });
  return async (keyId) => {
    await kept.refresh();
    if (kept.value()?.has(keyId) !== true) await kept.reload();
    return kept.isStale() ? 'unavailable' : (kept.value()?.get(keyId) ?? null);
  };
};

/** Rejects if the list cannot be read in time. */
const inTime = async (list: ApiKeys['list'], timeoutMs: number): Promise<ReadonlyArray<ApiKey>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  const answer = await Promise.race([list(), late]).finally(() => clearTimeout(timer));
  if (E.isRight(answer)) return answer.right;
  const failure = answer.left;
  throw new Error('detail' in failure ? `${failure._tag}: ${failure.detail}` : failure._tag);
};
