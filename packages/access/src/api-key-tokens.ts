import type { ApiKey, ApiKeys } from '@casm/core';
import { apiKeyIn, hasSecret } from './api-key-text.js';
import { type Authenticate, type Authentication, invalidToken, unavailable } from './authenticate.js';
import { keptKeys, type KeptKeysOptions } from './kept-keys.js';

export interface ApiKeyTokensOptions extends Partial<Omit<KeptKeysOptions, 'keys'>> {
  readonly keys: Pick<ApiKeys, 'list'>;
  /** Hears of each request that a key lets in. Must not throw. */
  readonly onUse?: (keyId: string) => void;
  /** The present moment; by default the system's clock. */
  readonly clock?: () => string;
}

/** Compared with where there is no key of the id, so that such a token takes as long as any other. */
const nobodys = { secretDigest: '0'.repeat(64) };

/** The API keys of the installation; null for what is no API key. */
export const apiKeyTokens = ({
  keys,
  onUse = () => undefined,
  clock = () => new Date().toISOString(),
  ...kept
}: ApiKeyTokensOptions): Authenticate => {
  const find = keptKeys({
    keys,
    refreshMs: 1000,
    staleMs: 3000,
    pauseMs: 250,
    timeoutMs: 2000,
    onTrouble: () => undefined,
    now: () => performance.now(),
    ...kept,
  });
  return async (token) => {
    const text = apiKeyIn(token);
    if (text === null) return null;
    const key = await find(text.keyId);
    if (key === 'unavailable') return unavailable;
    const isRight = hasSecret(key ?? nobodys, text.secret);
    if (key === null || !isRight) return invalidToken('The API key is not known.');
    const answer = holderOf(key, clock());
    if ('client' in answer) onUse(key.keyId);
    return answer;
  };
};

const holderOf = ({ client, scopes, revokedAt, expiresAt }: ApiKey, at: string): NonNullable<Authentication> => {
  if (revokedAt !== null) return invalidToken('The API key is revoked.');
  if (expiresAt !== null && expiresAt <= at) return invalidToken('The API key has expired.');
  return { client, scopes };
};
