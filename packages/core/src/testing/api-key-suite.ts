import type { ApiKey } from '../access/api-key.js';
import type { ApiKeys } from '../ports/api-keys.js';
import { failsWith, type Law, mustEqual, succeeds } from './law.js';

/** Makes the API keys of an empty store for one law. */
export type MakeApiKeys = () => Promise<ApiKeys>;

/** A law of the API keys. */
export type ApiKeyLaw = Law<MakeApiKeys>;

const aKey = (keyId: string, given: Partial<ApiKey> = {}): ApiKey => ({
  keyId: keyId.padStart(12, '0'),
  client: 'crm',
  scopes: ['customers:read', 'customers:write'],
  createdAt: '2026-01-01T10:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  successorId: null,
  secretDigest: keyId.padStart(64, 'a'),
  ...given,
});

const [first, second] = [aKey('1'), aKey('2', { createdAt: '2026-01-02T10:00:00.000Z' })];
const january = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T10:00:00.000Z`;

/** The laws that every store of API keys must keep. */
export const apiKeySuite: ReadonlyArray<ApiKeyLaw> = [
  {
    name: 'keys are listed as added, in order of creation, and a new store has none',
    check: async (make) => {
      const keys = await make();
      mustEqual(await succeeds(keys.list), [], 'at first');
      const whole = aKey('3', {
        client: 'Ärzte & Söhne',
        scopes: ['dwh:read'],
        createdAt: january(3),
        expiresAt: january(20),
      });
      for (const key of [first, second, whole]) await succeeds(keys.add(key));
      mustEqual(await succeeds(keys.list), [first, second, whole], 'the list');
    },
  },
  {
    name: 'an existing keyId is not added again',
    check: async (make) => {
      const keys = await make();
      await succeeds(keys.add(first));
      await failsWith(keys.add({ ...first, client: 'other' }));
      mustEqual(await succeeds(keys.list), [first], 'the list');
    },
  },
  {
    name: 'a revoked key stays in the list with the time of its first revocation',
    check: async (make) => {
      const keys = await make();
      for (const key of [first, second]) await succeeds(keys.add(key));
      mustEqual(await succeeds(keys.revoke(first.keyId, january(5))), true, 'revoked');
      mustEqual(await succeeds(keys.revoke(first.keyId, january(6))), true, 'revoked again');
      mustEqual(await succeeds(keys.revoke('nowhere00000', january(6))), false, 'an unknown key');
      mustEqual(await succeeds(keys.list), [{ ...first, revokedAt: january(5) }, second], 'the list');
    },
  },
  {
    name: 'a rotated key expires when the overlap ends, and its successor is added',
    check: async (make) => {
      const keys = await make();
      await succeeds(keys.add(first));
      mustEqual(await succeeds(keys.rotate(first.keyId, second, january(10), january(5))), true, 'rotated');
      const rotated = { ...first, expiresAt: january(10), successorId: second.keyId };
      mustEqual(await succeeds(keys.list), [rotated, second], 'the list');
    },
  },
  {
    name: 'a key is rotated once: its successor takes its place, and has its lifetime',
    check: async (make) => {
      const keys = await make();
      const third = aKey('3', { createdAt: january(3) });
      await succeeds(keys.add(first));
      mustEqual(await succeeds(keys.rotate(first.keyId, second, january(10), january(2))), true, 'rotated');
      mustEqual(await succeeds(keys.rotate(first.keyId, third, january(20), january(3))), false, 'rotated again');
      mustEqual(await succeeds(keys.rotate(second.keyId, third, january(20), january(3))), true, 'the successor');
      const rotated = [
        { ...first, expiresAt: january(10), successorId: second.keyId },
        { ...second, expiresAt: january(20), successorId: third.keyId },
      ];
      mustEqual(await succeeds(keys.list), [...rotated, third], 'the list');
    },
  },
  {
    name: 'an overlap never extends the life of a key',
    check: async (make) => {
      const keys = await make();
      const ending = { ...first, expiresAt: january(7) };
      await succeeds(keys.add(ending));
      mustEqual(await succeeds(keys.rotate(first.keyId, second, january(10), january(5))), true, 'rotated');
      mustEqual(await succeeds(keys.list), [{ ...ending, successorId: second.keyId }, second], 'the list');
    },
  },
  {
    name: 'a revoked, expired or unknown key is not rotated, and no successor is added',
    check: async (make) => {
      const keys = await make();
      const [revoked, expired] = [
        { ...first, revokedAt: january(4) },
        aKey('4', { createdAt: january(4), expiresAt: january(5) }),
      ];
      for (const key of [revoked, expired]) await succeeds(keys.add(key));
      for (const keyId of [revoked.keyId, expired.keyId, 'nowhere00000'])
        mustEqual(await succeeds(keys.rotate(keyId, second, january(10), january(5))), false, keyId);
      mustEqual(await succeeds(keys.list), [revoked, expired], 'the list');
    },
  },
  {
    name: 'the last use is stored, and an older use or one of an unknown key changes nothing',
    check: async (make) => {
      const keys = await make();
      for (const key of [first, second]) await succeeds(keys.add(key));
      await succeeds(keys.noteUses([]));
      const uses = [
        { keyId: first.keyId, at: january(6) },
        { keyId: 'nowhere00000', at: january(6) },
      ];
      await succeeds(keys.noteUses(uses));
      await succeeds(keys.noteUses([{ keyId: first.keyId, at: january(5) }]));
      mustEqual(await succeeds(keys.list), [{ ...first, lastUsedAt: january(6) }, second], 'the list');
    },
  },
];
