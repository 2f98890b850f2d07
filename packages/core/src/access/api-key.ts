import type * as t from 'io-ts';
import { ClientName } from '../domain/business-transaction.js';
import { closed, instant, listOf, matching, nullable } from '../domain/codecs.js';
import { Scope } from '../domain/scope.js';

/** The public part of a key, by which it is found: in the key itself, in lists and in commands. */
export const ApiKeyId = matching('the id of an API key: 12 lower-case letters and digits', /^[a-z0-9]{12}$/);

/** What is kept of a key that was given to a client. Its secret is not: only the digest is. */
export const ApiKey = closed(
  {
    keyId: ApiKeyId,
    client: ClientName,
    scopes: listOf(Scope, 1),
    createdAt: instant,
    /** Null: never. */
    expiresAt: nullable(instant),
    /** Null: it has not been revoked. */
    revokedAt: nullable(instant),
    /** To the minute; null: never. */
    lastUsedAt: nullable(instant),
    /** The SHA-256 of the secret, as hexadecimal digits. */
    secretDigest: matching('a SHA-256 as 64 hexadecimal digits', /^[0-9a-f]{64}$/),
  },
  {},
);
export type ApiKey = t.TypeOf<typeof ApiKey>;
