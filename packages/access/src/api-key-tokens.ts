import type { ApiKey, ApiKeys } from '@casm/core';
import { apiKeyIn, hasSecret } from './api-key-text.js';
import { type Authenticate, type Authentication, invalidToken, unavailable } from './authenticate.js';
import { keptKeys, type KeptKeysOptions } from './kept-keys.js';

/** The options of `apiKeyTokens`. All times are in milliseconds. */
export interface ApiKeyTokensOptions extends Partial<Omit<KeptKeysOptions, 'keys'>> {
  /** The port of the keys. */
  readonly keys: Pick<ApiKeys, 'list'>;
  /** Called with the id of the key for each authenticated request. Must not throw. */
  readonly onUse?: (keyId: string) => void;
  /** Returns the current time as ISO 8601 text; the system clock by default. */
  readonly clock?: () => string;
}

/**
 * Compared with if no key has the id, so that the comparison takes as long as for a known id. The whole refusal can take longer,
 * because an unknown id can wait for a read of the list. Ids are not secret.
 */
const nobodys = { secretDigest: '0'.repeat(64) };

/** Authenticates API keys; null for another token. */
export const apiKeyTokens = ({
  keys,
  onUse = () => undefined,
  clock = () => new Date().toISOString(),
  ...kept
}: ApiKeyTokensOptions): Authenticate => {
  const find = keptKeys({
    keys,
    refreshMs: 1000,
    // The API relies on an authentication for up to half a second; a revocation takes effect within 3 s.
    staleMs: 2500,
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
  if (revokedAt !== null) return invalidToken('The API key is revoked.', 'revoked');
  if (expiresAt !== null && expiresAt <= at) return invalidToken('The API key has expired.', 'expired');
  return { client, scopes };
};
