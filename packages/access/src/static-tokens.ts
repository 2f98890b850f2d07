import { createHash } from 'node:crypto';
import type { Authenticate } from './authenticate.js';

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Tokens of a list, each with the client that it is for, who may do everything. A token is looked up by its SHA-256, so the time that a
 * look-up takes says nothing about the tokens of the list.
 */
export const staticTokens = (clients: ReadonlyMap<string, string>): Authenticate => {
  const byDigest = new Map([...clients].map(([token, client]) => [digestOf(token), client]));
  return (token) => {
    const client = byDigest.get(digestOf(token));
    return client === undefined ? null : { client };
  };
};
