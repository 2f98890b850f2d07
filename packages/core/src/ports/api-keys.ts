import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { ApiKey } from '../access/api-key.js';
import type { Instant } from '../domain/codecs.js';
import type { ReadFailure, StoreFailure } from '../domain/failure.js';

/** One use of a key. */
export interface ApiKeyUse {
  readonly keyId: string;
  readonly at: Instant;
}

/**
 * The API keys of an installation. When a change succeeds it is durable, and every later `list` of any process returns it. After a
 * failure it is unknown whether a change took effect; read the list. Any number of processes may call concurrently.
 */
export interface ApiKeys {
  /** All keys in order of creation, including expired and revoked ones. */
  readonly list: TaskEither<ReadFailure, ReadonlyArray<ApiKey>>;
  /** Adds a key. Fails with a StoreFailure, and changes nothing, if the keyId exists. */
  readonly add: (key: ApiKey) => TaskEither<StoreFailure, void>;
  /**
   * Adds the successor of a key, names it in the key, and sets the expiry of the key to `until`, unless it expires earlier, in one
   * transaction. Returns false, and changes nothing, if the key does not exist, has a successor, or is revoked or expired at `at`.
   */
  readonly rotate: (keyId: string, successor: ApiKey, until: Instant, at: Instant) => TaskEither<StoreFailure, boolean>;
  /** Revokes a key permanently. The first revocation's time is kept. Returns false if the key does not exist. */
  readonly revoke: (keyId: string, at: Instant) => TaskEither<StoreFailure, boolean>;
  /** Stores the last uses of keys. Ignores uses that are older than the stored one, and unknown keys. */
  readonly noteUses: (uses: ReadonlyArray<ApiKeyUse>) => TaskEither<StoreFailure, void>;
}
