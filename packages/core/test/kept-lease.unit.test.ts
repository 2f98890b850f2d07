import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { keptLease, type ShardLeases, storeUnavailable } from '../src/index.js';
import { failingWhile, inMemoryStore } from '../src/testing/index.js';

/** A lease of 3 s on an in-memory store. The test controls the clock, the duration of renewals and their failures. */
const observed = () => {
  const { leases } = inMemoryStore();
  const seen = { now: 0, renewalTakes: 0, isBroken: false };
  const lease: ShardLeases['lease'] = (holder, ttlMs) => async () => {
    const answer = await failingWhile(
      () => (seen.isBroken ? storeUnavailable('gone') : null),
      leases.lease(holder, ttlMs),
    )();
    seen.now += seen.renewalTakes;
    return answer;
  };
  return { seen, lease: keptLease({ leases: { lease }, holder: 'one', ttlMs: 3000, now: () => seen.now }) };
};

const leased = (generation: number) => E.right({ generation, shards: [0] });

test('relays of one holder share a lease, and renew it one at a time after a third of its duration', async (t) => {
  const { seen, lease } = observed();
  t.deepEqual(await Promise.all([lease(), lease()]), [leased(1), leased(1)]);
  seen.now = 999;
  t.deepEqual(await lease(), leased(1));
  seen.now = 1000;
  t.deepEqual(await Promise.all([lease(), lease()]), [leased(2), leased(2)]);
});

test('a failure is not cached, and the next lease has another generation', async (t) => {
  const { seen, lease } = observed();
  t.deepEqual(await lease(), leased(1));
  seen.now = 1000;
  seen.isBroken = true;
  t.deepEqual(await lease(), E.left(storeUnavailable('gone')));
  seen.isBroken = false;
  t.deepEqual(await lease(), leased(3));
});

test('a renewal that takes as long as the lease yields no shards', async (t) => {
  const { seen, lease } = observed();
  seen.renewalTakes = 3000;
  t.deepEqual(await lease(), E.right({ generation: 1, shards: [] }));
  seen.renewalTakes = 2999;
  t.deepEqual(await lease(), leased(2));
});

test('shards of another holder are not leased', async (t) => {
  const { leases } = inMemoryStore();
  await leases.lease('another', 60_000)();
  const lease = keptLease({ leases, holder: 'one', ttlMs: 3000, now: () => 0 });
  t.deepEqual(await lease(), E.right({ generation: 1, shards: [] }));
});
