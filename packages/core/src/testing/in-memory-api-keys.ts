import * as E from 'fp-ts/lib/Either.js';
import type { ApiKey } from '../access/api-key.js';
import { storeUnavailable } from '../domain/failure.js';
import type { ApiKeys } from '../ports/api-keys.js';

/** ApiKeys in memory, without durability. Every call takes effect immediately. */
export const inMemoryApiKeys = (): ApiKeys => {
  const keys = new Map<string, ApiKey>();
  const change = (key: ApiKey, to: Partial<ApiKey>): void => void keys.set(key.keyId, { ...key, ...to });
  return {
    list: async () => E.right([...keys.values()]),
    add: (key) => async () => {
      if (keys.has(key.keyId)) return E.left(storeUnavailable(`there is a key ${key.keyId} already`));
      keys.set(key.keyId, key);
      return E.right(undefined);
    },
    rotate: (keyId, successor, until, at) => async () => {
      const key = keys.get(keyId);
      if (key === undefined || key.revokedAt !== null || key.successorId !== null) return E.right(false);
      if (key.expiresAt !== null && key.expiresAt <= at) return E.right(false);
      const expiresAt = key.expiresAt !== null && key.expiresAt < until ? key.expiresAt : until;
      change(key, { expiresAt, successorId: successor.keyId });
      keys.set(successor.keyId, successor);
      return E.right(true);
    },
    revoke: (keyId, at) => async () => {
      const key = keys.get(keyId);
      if (key === undefined) return E.right(false);
      change(key, { revokedAt: key.revokedAt ?? at });
      return E.right(true);
    },
    noteUses: (uses) => async () => {
      for (const { keyId, at } of uses) {
        const key = keys.get(keyId);
        if (key !== undefined && (key.lastUsedAt === null || key.lastUsedAt < at)) change(key, { lastUsedAt: at });
      }
      return E.right(undefined);
    },
  };
};
