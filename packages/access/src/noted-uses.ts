import type { ApiKeys, ApiKeyUse, StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';

/** The uses of API keys, collected in memory and written together. */
export interface NotedUses {
  /** Records a use in memory. */
  readonly note: (keyId: string) => void;
  /** Writes the recorded uses to the store in one call. After a failure they are kept for the next call. */
  readonly write: TaskEither<StoreFailure, void>;
}

/** Returns a recorder of the last use of keys. Call `write` periodically. */
export const notedUses = (
  keys: Pick<ApiKeys, 'noteUses'>,
  clock: () => string = () => new Date().toISOString(),
): NotedUses => {
  const latest = new Map<string, string>();
  return {
    note: (keyId) => void latest.set(keyId, clock()),
    write: async () => {
      const uses: ReadonlyArray<ApiKeyUse> = [...latest].map(([keyId, at]) => ({ keyId, at }));
      if (uses.length === 0) return E.right(undefined);
      const written = await keys.noteUses(uses)();
      if (E.isRight(written)) for (const { keyId, at } of uses) if (latest.get(keyId) === at) latest.delete(keyId);
      return written;
    },
  };
};
