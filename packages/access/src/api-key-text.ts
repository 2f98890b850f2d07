import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { ApiKey, Scope } from '@casm/core';

/** An API key as its client sends it: `casm_`, the id by which it is found, and a secret of 256 bits. */
const shape = /^casm_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

export interface ApiKeyText {
  readonly keyId: string;
  readonly secret: string;
}

/** Null: the token is no API key. */
export const apiKeyIn = (token: string): ApiKeyText | null => {
  const [, keyId, secret] = shape.exec(token) ?? [];
  return keyId === undefined || secret === undefined ? null : { keyId, secret };
};

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Takes the same time whichever bytes differ. */
export const hasSecret = ({ secretDigest }: Pick<ApiKey, 'secretDigest'>, secret: string): boolean =>
  timingSafeEqual(digestOf(secret), Buffer.from(secretDigest, 'hex'));

export interface NewApiKey {
  /** What the client sends; it is nowhere else. */
  readonly text: string;
  /** What is kept. */
  readonly key: ApiKey;
}

const idLetters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Draws a key. A secret of 256 random bits needs no slow digest: there is nothing to guess. */
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
      secretDigest: digestOf(secret).toString('hex'),
    },
  };
};
