import { hash } from 'node:crypto';
import type { Authenticate } from './authenticate.js';

const digestOf = (token: string): string => hash('sha256', token, 'base64');

/**
 * Authenticates the tokens of a list, each with its client, which has all scopes. A token is looked up by its SHA-256, so the duration
 * of a look-up reveals nothing about the listed tokens.
 */
export const staticTokens = (clients: ReadonlyMap<string, string>): Authenticate => {
  const byDigest = new Map([...clients].map(([token, client]) => [digestOf(token), client]));
  return (token) => {
    const client = byDigest.get(digestOf(token));
    return client === undefined ? null : { client };
  };
};
