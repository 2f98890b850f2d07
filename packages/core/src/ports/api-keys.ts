import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { ApiKey } from '../access/api-key.js';
import type { Instant } from '../domain/codecs.js';
import type { ReadFailure, StoreFailure } from '../domain/failure.js';

/** A use of a key, to be noted. */
export interface ApiKeyUse {
  readonly keyId: string;
  readonly at: Instant;
}

/**
 * The API keys of an installation. A change is durable when its task succeeds, and every later `list` of any process has it. After a
 * failure a change may have taken effect or not: look at the list. Any number of processes may call at once.
 */
export interface ApiKeys {
  /** All keys, those that have expired or were revoked too, in order of their creation. */
  readonly list: TaskEither<ReadFailure, ReadonlyArray<ApiKey>>;
  /** Adds a key. A keyId that is there already is a StoreFailure, and nothing is changed. */
  readonly add: (key: ApiKey) => TaskEither<StoreFailure, void>;
  /**
   * Adds the successor of a key, and has the key itself expire at `until` unless it expires before; both or neither. False: there is no such
   * key that is neither revoked nor expired at `at`, and nothing is changed.
   */
  readonly rotate: (keyId: string, successor: ApiKey, until: Instant, at: Instant) => TaskEither<StoreFailure, boolean>;
  /** Ends a key for good. True also where it was revoked before, whose moment stays; false: there is no such key. */
  readonly revoke: (keyId: string, at: Instant) => TaskEither<StoreFailure, boolean>;
  /** Notes when keys were last used; an older use than the noted one, and a key that is not there, are passed over. */
  readonly noteUses: (uses: ReadonlyArray<ApiKeyUse>) => TaskEither<StoreFailure, void>;
}
