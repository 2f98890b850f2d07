import { type ApiKey, storeUnavailable } from '@casm/core';
import { inMemoryApiKeys, succeeds } from '@casm/core/testing';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { apiKeyTokens, type ApiKeyTokensOptions, newApiKey } from '../src/index.js';

const at = '2026-01-05T10:00:00.000Z';

/** A key of the client crm, and a clock that moves by hand. */
const inUse = async (given: Partial<ApiKeyTokensOptions> = {}, ofKey: Partial<Pick<ApiKey, 'expiresAt'>> = {}) => {
  const keys = inMemoryApiKeys();
  const { text, key } = newApiKey({ client: 'crm', scopes: ['customers:read'], expiresAt: null, ...ofKey }, at);
  await succeeds(keys.add(key));
  let [now, reads] = [1_000_000, 0];
  const counted = {
    list: async () => {
      reads += 1;
      return keys.list();
    },
  };
  const authenticate = apiKeyTokens({ keys: counted, now: () => now, clock: () => at, ...given });
  const pass = (ms: number) => {
    now += ms;
  };
  return { keys, key, text, authenticate, pass, reads: () => reads };
};

const holder = { client: 'crm', scopes: ['customers:read'] };
const unknown = { refused: 'invalid-token', detail: 'The API key is not known.' };

test('a key lets its client in, with its scopes', async (t) => {
  const { authenticate, text } = await inUse();
  t.regex(text, /^casm_[a-z0-9]{12}_[\w-]{43}$/);
  t.deepEqual(await authenticate(text), holder);
});

test('two keys of one client are two, and none is kept as it is', async (t) => {
  const { keys, text, key } = await inUse();
  const other = newApiKey({ client: 'crm', scopes: ['customers:read'], expiresAt: null }, at);
  t.not(other.text, text);
  t.not(other.key.keyId, key.keyId);
  const secret = text.slice(-43);
  t.false(JSON.stringify(await succeeds(keys.list)).includes(secret));
});

test('what has not the form of a key is nobody’s, and the list is not read for it', async (t) => {
  const { authenticate, text, reads } = await inUse();
  for (const token of [
    '',
    'casm_',
    'secret',
    text.slice(0, -1),
    `${text}x`,
    text.toUpperCase(),
    `x${text}`,
    ` ${text}`,
  ])
    t.is(await authenticate(token), null, token);
  t.is(reads(), 0);
});

test('another secret, and a key that is not there, are refused alike', async (t) => {
  const { authenticate, text, key } = await inUse();
  const other = newApiKey({ client: 'crm', scopes: ['customers:read'], expiresAt: null }, at);
  const last = text.endsWith('A') ? 'B' : 'A';
  t.deepEqual(await authenticate(`casm_${key.keyId}_${other.text.slice(-43)}`), unknown);
  t.deepEqual(await authenticate(`${text.slice(0, -1)}${last}`), unknown);
  t.deepEqual(await authenticate(other.text), unknown);
  t.deepEqual(await authenticate(text), holder);
});

test('a key that has expired is refused, and so is one that was revoked', async (t) => {
  const expired = await inUse({}, { expiresAt: at });
  t.deepEqual(await expired.authenticate(expired.text), {
    refused: 'invalid-token',
    detail: 'The API key has expired.',
    fault: 'expired',
  });
  const { authenticate, keys, key, text, pass } = await inUse();
  t.deepEqual(await authenticate(text), holder);
  await succeeds(keys.revoke(key.keyId, at));
  pass(2500);
  t.deepEqual(await authenticate(text), {
    refused: 'invalid-token',
    detail: 'The API key is revoked.',
    fault: 'revoked',
  });
});

test('only the holder of the secret learns that a key is revoked', async (t) => {
  const { authenticate, keys, key } = await inUse();
  await succeeds(keys.revoke(key.keyId, at));
  t.deepEqual(await authenticate(`casm_${key.keyId}_${'A'.repeat(43)}`), unknown);
});

test('the list is read once for many requests, and again as it ages', async (t) => {
  const { authenticate, text, pass, reads } = await inUse();
  await Promise.all(Array.from({ length: 50 }, async () => authenticate(text)));
  t.is(reads(), 1);
  pass(999);
  await authenticate(text);
  t.is(reads(), 1);
  pass(1);
  await authenticate(text);
  t.is(reads(), 2);
});

test('a new key lets in as soon as it is there', async (t) => {
  const { authenticate, keys, text, pass } = await inUse();
  t.deepEqual(await authenticate(text), holder);
  const other = newApiKey({ client: 'ordering', scopes: ['dwh:read'], expiresAt: null }, at);
  await succeeds(keys.add(other.key));
  pass(250);
  t.deepEqual(await authenticate(other.text), { client: 'ordering', scopes: ['dwh:read'] });
});

test('invented ids have the list read a few times a second at most', async (t) => {
  const { authenticate, reads } = await inUse();
  for (let n = 0; n < 100; n += 1) await authenticate(`casm_${String(n).padStart(12, '0')}_${'A'.repeat(43)}`);
  t.is(reads(), 1);
});

test('while the keys cannot be read nobody is let in once the list is stale, and the reason is told', async (t) => {
  const troubles: Array<string> = [];
  let [isDown, hangs] = [false, false];
  const working = await inUse();
  const { authenticate, text, pass } = await inUse({
    keys: {
      list: () =>
        hangs ? new Promise(() => undefined) : isDown ? TE.left(storeUnavailable('down'))() : working.keys.list(),
    },
    timeoutMs: 50,
    onTrouble: (cause) => troubles.push(cause),
  });
  t.deepEqual(await authenticate(working.text), holder);
  isDown = true;
  pass(2499);
  t.deepEqual(await authenticate(working.text), holder);
  pass(1);
  t.deepEqual(await authenticate(working.text), { refused: 'unavailable' });
  t.deepEqual(await authenticate(text), { refused: 'unavailable' });
  hangs = true;
  pass(1000);
  t.deepEqual(await authenticate(working.text), { refused: 'unavailable' });
  t.true(troubles.includes('StoreUnavailable: down'));
  t.true(troubles.includes('no answer within 50 ms'));
  [isDown, hangs] = [false, false];
  pass(1000);
  t.deepEqual(await authenticate(working.text), holder);
});

test('each use that lets in is told, and no other', async (t) => {
  const uses: Array<string> = [];
  const { authenticate, keys, text, key, pass } = await inUse({ onUse: (keyId) => uses.push(keyId) });
  await authenticate(text);
  await authenticate(`casm_${key.keyId}_${'A'.repeat(43)}`);
  await authenticate('secret');
  await succeeds(keys.revoke(key.keyId, at));
  pass(2500);
  await authenticate(text);
  t.deepEqual(uses, [key.keyId]);
});
