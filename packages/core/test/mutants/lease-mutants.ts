import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Shard, ShardLease, ShardLeases } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

const inLeases = (name: string, mutate: (leases: ShardLeases) => ShardLeases): Mutant<InMemoryStore> => ({
  name: `leases: ${name}`,
  mutate: (store) => ({ ...store, leases: mutate(store.leases) }),
});

const anHour = 3_600_000;

export const leaseMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  inLeases('anyLeased: always', (leases) => ({ ...leases, anyLeased: TE.right(true) })),
  inLeases('anyLeased: never', (leases) => ({ ...leases, anyLeased: TE.right(false) })),
  inLeases('anyLeased: for good', (leases) => {
    let wasLeased = false;
    return {
      ...leases,
      anyLeased: change((leased: boolean) => {
        wasLeased ||= leased;
        return wasLeased;
      })(leases.anyLeased),
    };
  }),
  inLeases('list: nobody', (leases) => ({
    ...leases,
    list: change((all: ReadonlyArray<ShardLease>) => all.map((each) => ({ ...each, holder: null })))(leases.list),
  })),
  inLeases('list: no shard', (leases) => ({ ...leases, list: TE.right([]) })),
  inLeases('list: without an end', (leases) => ({
    ...leases,
    list: change((all: ReadonlyArray<ShardLease>) => all.map((each) => ({ ...each, leasedUntil: null })))(leases.list),
  })),
  inLeases('list: an expired lease too', (leases) => {
    let latest: string | null = null;
    return {
      ...leases,
      lease: (holder, ttlMs) => {
        latest = holder;
        return leases.lease(holder, ttlMs);
      },
      list: change((all: ReadonlyArray<ShardLease>) => all.map((each) => ({ ...each, holder: latest })))(leases.list),
    };
  }),
  inLeases('list: the end of the first lease', (leases) => {
    let first: string | null = null;
    return {
      ...leases,
      list: change((all: ReadonlyArray<ShardLease>) =>
        all.map((each) => ({ ...each, leasedUntil: each.leasedUntil === null ? null : (first ??= each.leasedUntil) })),
      )(leases.list),
    };
  }),
  inLeases('everybody gets every shard', (leases) => ({ ...leases, lease: () => TE.right([0]) })),
  inLeases('no holder gets a shard', (leases) => ({ ...leases, lease: () => TE.right([]) })),
  inLeases('a lease never runs out', (leases) => ({ ...leases, lease: (holder) => leases.lease(holder, anHour) })),
  inLeases('a lease expires immediately', (leases) => ({ ...leases, lease: (holder) => leases.lease(holder, 0) })),
  inLeases('a renewal does not prolong', (leases) => {
    const asked = new Map<string, number>();
    return {
      ...leases,
      lease: (holder, ttlMs) => {
        const first = asked.get(holder) ?? ttlMs;
        asked.set(holder, first);
        return leases.lease(holder, first);
      },
    };
  }),
  inLeases('a renewal never shortens', (leases) => {
    let longest = 0;
    return { ...leases, lease: (holder, ttlMs) => leases.lease(holder, (longest = Math.max(longest, ttlMs))) };
  }),
  inLeases('a renewal answers with nothing', (leases) => {
    const holders = new Set<string>();
    return {
      ...leases,
      lease: (holder, ttlMs) => {
        const isRenewal = holders.has(holder);
        holders.add(holder);
        return change((shards: ReadonlyArray<Shard>) => (isRenewal ? [] : shards))(leases.lease(holder, ttlMs));
      },
    };
  }),
  inLeases('anybody releases everything', (leases) => {
    const holders = new Set<string>();
    return {
      ...leases,
      lease: (holder, ttlMs) => {
        holders.add(holder);
        return leases.lease(holder, ttlMs);
      },
      release: () =>
        change(() => undefined)(TE.traverseSeqArray((holder: string) => leases.release(holder))([...holders])),
    };
  }),
  inLeases('nothing is released', (leases) => ({ ...leases, release: () => TE.right(undefined) })),
];
