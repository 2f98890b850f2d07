import type { ApiKeys, ApiKeyUse, StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';

export interface NotedUses {
  /** Remembers a use; costs no more than that. */
  readonly note: (keyId: string) => void;
  /** Writes what has been remembered since, in one call. After a failure it is remembered still. */
  readonly write: TaskEither<StoreFailure, void>;
}

/** When keys were last used, gathered in memory and written now and then. */
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
