import { apiKeySuite, failsWith, lawsFor, succeeds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';
import { inTurn } from './in-turn.js';

/** The API keys of a fresh schema, as whoever keeps keys has them and as whoever serves. */
const freshKeys = async (t: ExecutionContext) => {
  const schema = await freshSchema(url);
  const [keeper, service] = ['key_keeper', 'service'].map((role) =>
    postgresStore({ url, schema, role: `${schema}_${role}` }),
  );
  if (keeper === undefined || service === undefined) throw new Error('there are two');
  t.teardown(async () => {
    await Promise.all([keeper.close(), service.close()]);
  });
  return { keeper: keeper.apiKeys, service: service.apiKeys };
};

for (const { name, check } of lawsFor(apiKeySuite, []).laws)
  test(`PostgreSQL API keys: ${name}`, (t) =>
    inTurn(() => t.notThrowsAsync(check(async () => (await freshKeys(t)).keeper))));

const key = {
  keyId: 'abcdefghijkl',
  client: 'crm',
  scopes: ['customers:read' as const],
  createdAt: '2026-01-01T10:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  successorId: null,
  secretDigest: 'a'.repeat(64),
};

test('who serves reads keys and notes their use, and can neither make, end nor widen one', async (t) => {
  const { keeper, service } = await freshKeys(t);
  await succeeds(keeper.add(key));
  t.deepEqual(await succeeds(service.list), [key]);
  await succeeds(service.noteUses([{ keyId: key.keyId, at: '2026-01-02T10:00:00.000Z' }]));
  t.like((await succeeds(keeper.list))[0], { lastUsedAt: '2026-01-02T10:00:00.000Z' });
  for (const attempt of [
    service.add({ ...key, keyId: 'zzzzzzzzzzzz' }),
    service.revoke(key.keyId, key.createdAt),
    service.rotate(key.keyId, { ...key, keyId: 'zzzzzzzzzzzz' }, key.createdAt, key.createdAt),
  ])
    t.like(await failsWith<{ readonly _tag: string }>(attempt), { _tag: 'StoreMisconfigured' });
  t.is((await succeeds(keeper.list)).length, 1);
});

test('a use less than a minute after the noted one writes nothing', async (t) => {
  const { keeper, service } = await freshKeys(t);
  await succeeds(keeper.add(key));
  for (const at of ['2026-01-02T10:00:00.000Z', '2026-01-02T10:00:30.000Z'])
    await succeeds(service.noteUses([{ keyId: key.keyId, at }]));
  t.like((await succeeds(keeper.list))[0], { lastUsedAt: '2026-01-02T10:00:00.000Z' });
});
