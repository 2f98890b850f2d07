import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { ApiKey, Scope } from '@casm/core';

/** The text of an API key: `casm_`, the id, and a secret of 256 bits. */
const shape = /^casm_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

export interface ApiKeyText {
  readonly keyId: string;
  readonly secret: string;
}

/** Returns the parts of an API key; null for another token. */
export const apiKeyIn = (token: string): ApiKeyText | null => {
  const [, keyId, secret] = shape.exec(token) ?? [];
  return keyId === undefined || secret === undefined ? null : { keyId, secret };
};

const digestOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Compares the secret in constant time. */
export const hasSecret = ({ secretDigest }: Pick<ApiKey, 'secretDigest'>, secret: string): boolean =>
  timingSafeEqual(digestOf(secret), Buffer.from(secretDigest, 'hex'));

/** A new API key: the text for the client, and the record for the store. */
export interface NewApiKey {
  /** The bearer token of the client. It is not stored. */
  readonly text: string;
  /** The record to store. */
  readonly key: ApiKey;
}

const idLetters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Returns a new random key. A secret of 256 random bits needs no slow digest, because it cannot be guessed. */
export const newApiKey = (
  given: { readonly client: string; readonly scopes: ReadonlyArray<Scope>; readonly expiresAt: string | null },
  createdAt: string,
): NewApiKey => {
  const keyId = Array.from({ length: 12 }, () => idLetters.charAt(randomInt(idLetters.length))).join('');
  const secret = randomBytes(32).toString('base64url');
  return {
    text: `casm_${keyId}_${secret}`,
    key: {
      ...given,
      keyId,
      createdAt,
      revokedAt: null,
      lastUsedAt: null,
      successorId: null,
      secretDigest: digestOf(secret).toString('hex'),
    },
  };
};
