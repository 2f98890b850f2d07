import { newApiKey } from '@casm/access';
import type { ApiKey, ApiKeys, Scope } from '@casm/core';
import type { Config } from '../config.js';
import { UserError } from '../user-error.js';
import { closing, found, storeFor } from './operator.js';
import { table } from './table.js';

type Out = (line: string) => void;

export interface NewKey {
  readonly client: string;
  readonly scopes: ReadonlyArray<Scope>;
  /** A moment, given the present one; by default the key does not expire. */
  readonly expires?: (now: Date) => Date;
}

/** Writes the key, which is shown this one time, and nothing else. */
export const createApiKey = async (
  config: Config,
  dataDir: string,
  { client, scopes, expires }: NewKey,
  out: Out,
): Promise<void> => {
  const now = new Date();
  const expiresAt = expires?.(now) ?? null;
  if (expiresAt !== null && expiresAt <= now) throw new UserError('the key would have expired already');
  const store = await storeFor(config, dataDir, 'key_keeper');
  await closing(store, async ({ apiKeys }) => {
    const { text, key } = newApiKey({ client, scopes, expiresAt: expiresAt?.toISOString() ?? null }, now.toISOString());
    await found(apiKeys.add(key));
    out(text);
  });
};

export const listApiKeys = async (config: Config, dataDir: string, out: Out): Promise<void> => {
  const store = await storeFor(config, dataDir, 'key_keeper');
  await closing(store, async ({ apiKeys }) => {
    const keys = await found(apiKeys.list);
    out(
      keys.length === 0
        ? 'there are no API keys'
        : table(['id', 'client', 'state', 'scopes', 'created', 'expires', 'last used'], keys.map(rowOf(new Date()))),
    );
  });
};

const rowOf =
  (now: Date) =>
  (key: ApiKey): ReadonlyArray<string> => [
    key.keyId,
    key.client,
    stateOf(key, now),
    key.scopes.join(','),
    key.createdAt,
    key.expiresAt ?? 'never',
    key.lastUsedAt ?? 'never',
  ];

const stateOf = ({ revokedAt, expiresAt }: ApiKey, now: Date): string =>
  revokedAt !== null ? 'revoked' : expiresAt !== null && expiresAt <= now.toISOString() ? 'expired' : 'valid';

/** Writes the successor, which is shown this one time. It has the client, the scopes and the lifetime of the key. */
export const rotateApiKey = async (
  config: Config,
  dataDir: string,
  { keyId, overlapMs }: { readonly keyId: string; readonly overlapMs: number },
  out: Out,
): Promise<void> => {
  const store = await storeFor(config, dataDir, 'key_keeper');
  await closing(store, async ({ apiKeys }) => {
    const key = await unrotated(apiKeys, keyId);
    const now = Date.now();
    const { client, scopes, createdAt, expiresAt } = key;
    const lifetimeMs = expiresAt === null ? null : Date.parse(expiresAt) - Date.parse(createdAt);
    const [at, until] = [new Date(now).toISOString(), new Date(now + overlapMs).toISOString()];
    const successor = newApiKey(
      { client, scopes, expiresAt: lifetimeMs === null ? null : new Date(now + lifetimeMs).toISOString() },
      at,
    );
    if (!(await found(apiKeys.rotate(keyId, successor.key, until, at)))) {
      await unrotated(apiKeys, keyId);
      throw new UserError(`the API key ${keyId} is revoked or has expired: create another one`);
    }
    out(successor.text);
  });
};

/** The key, whose expiry is the one that it was given: a rotation replaces it by the end of the overlap. Throws a UserError. */
const unrotated = async (apiKeys: Pick<ApiKeys, 'list'>, keyId: string): Promise<ApiKey> => {
  const key = (await found(apiKeys.list)).find((each) => each.keyId === keyId);
  if (key === undefined) throw new UserError(noKey(keyId));
  if (key.successorId !== null)
    throw new UserError(`the API key ${keyId} is rotated already: its successor is ${key.successorId}`);
  return key;
};

export const revokeApiKey = async (config: Config, dataDir: string, keyId: string, out: Out): Promise<void> => {
  const store = await storeFor(config, dataDir, 'key_keeper');
  await closing(store, async ({ apiKeys }) => {
    if (!(await found(apiKeys.revoke(keyId, new Date().toISOString())))) throw new UserError(noKey(keyId));
    out(`the API key ${keyId} is revoked; every process refuses it within 3 seconds`);
  });
};

const noKey = (keyId: string): string => `there is no API key ${keyId}`;
