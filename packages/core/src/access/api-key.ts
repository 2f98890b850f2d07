import type * as t from 'io-ts';
import { ClientName } from '../domain/business-transaction.js';
import { closed, instant, listOf, matching, nullable } from '../domain/codecs.js';
import { Scope } from '../domain/scope.js';

/** The public part of a key, which identifies it in the key itself, in lists and in commands. */
export const ApiKeyId = matching('the id of an API key: 12 lower-case letters and digits', /^[a-z0-9]{12}$/);

/** The stored record of a client's API key. It has the digest of the secret, not the secret. */
export const ApiKey = closed(
  {
    keyId: ApiKeyId,
    client: ClientName,
    scopes: listOf(Scope, 1),
    createdAt: instant,
    /** Null if the key does not expire. */
    expiresAt: nullable(instant),
    /** Null if the key is not revoked. */
    revokedAt: nullable(instant),
    /** The last use to the minute; null if the key was never used. */
    lastUsedAt: nullable(instant),
    /** The key that has taken the place of this one, which expires when the overlap ends; null if it was not rotated. */
    successorId: nullable(ApiKeyId),
    /** The SHA-256 of the secret in hexadecimal. */
    secretDigest: matching('a SHA-256 as 64 hexadecimal digits', /^[0-9a-f]{64}$/),
  },
  {},
);
export type ApiKey = t.TypeOf<typeof ApiKey>;
