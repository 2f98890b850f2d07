import { completeTopic } from '../../domain/publication-rules.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { storeInUse, storeWithCustomer } from './in-use.js';

export const leaseLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a shard has one holder until it is released',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const leased = await succeeds(store.leases.lease('one', 60_000));
      mustHold(leased.length > 0, 'the first holder gets all');
      mustEqual(await succeeds(store.leases.lease('two', 60_000)), [], 'the second gets none');
      mustEqual(await succeeds(store.leases.lease('one', 60_000)), leased, 'the first keeps them');
      await succeeds(store.leases.release('two'));
      mustEqual(await succeeds(store.leases.lease('two', 60_000)), [], 'only its holder releases a shard');
      await succeeds(store.leases.release('one'));
      mustEqual(await succeeds(store.leases.lease('two', 60_000)), leased, 'released shards are free');
    },
  },
  {
    name: 'a shard whose lease has expired is free',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const leased = await succeeds(store.leases.lease('one', 0));
      mustEqual(await succeeds(store.leases.lease('two', 60_000)), leased, 'the second gets all');
      mustEqual(await succeeds(store.leases.lease('one', 60_000)), [], 'the first has lost them');
    },
  },
  {
    name: 'a renewed lease runs from its renewal',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const leased = await succeeds(store.leases.lease('one', 0));
      mustEqual(await succeeds(store.leases.lease('one', 60_000)), leased, 'renewed for longer');
      mustEqual(await succeeds(store.leases.lease('two', 60_000)), [], 'the second gets none');
      mustEqual(await succeeds(store.leases.lease('one', 0)), leased, 'renewed for shorter');
      mustEqual(await succeeds(store.leases.lease('two', 60_000)), leased, 'the second gets all');
    },
  },
  {
    name: 'whether any shard is leased is told for as long as the lease runs',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const anyLeased = () => succeeds(store.leases.anyLeased);
      mustEqual(await anyLeased(), false, 'before the first lease');
      await succeeds(store.leases.lease('one', 60_000));
      mustEqual(await anyLeased(), true, 'while it is leased');
      await succeeds(store.leases.release('one'));
      mustEqual(await anyLeased(), false, 'when it is released');
      await succeeds(store.leases.lease('one', 0));
      mustEqual(await anyLeased(), false, 'when the lease ran out');
    },
  },
  {
    name: 'who holds each shard is told, and until when',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const holders = async () => (await succeeds(store.leases.list)).map(({ holder }) => holder);
      const ends = async () => (await succeeds(store.leases.list)).map(({ leasedUntil }) => leasedUntil);
      const shards = (await succeeds(store.leases.list)).map(({ shard }) => shard);
      const all = <A>(value: A): ReadonlyArray<A> => shards.map(() => value);
      mustEqual([await holders(), await ends()], [all(null), all(null)], 'before the first lease');
      mustEqual(await succeeds(store.leases.lease('one', 60_000)), shards, 'every shard is told, in order');
      mustEqual(await holders(), all('one'), 'the holders');
      const first = await ends();
      await succeeds(store.leases.lease('one', 120_000));
      const later = (end: string | null, index: number): boolean =>
        Date.parse(end ?? '') > Date.parse(first[index] ?? '');
      mustHold((await ends()).every(later), 'a renewed lease ends later');
      await succeeds(store.leases.release('one'));
      mustEqual([await holders(), await ends()], [all(null), all(null)], 'when they are released');
      await succeeds(store.leases.lease('two', 0));
      mustEqual([await holders(), await ends()], [all(null), all(null)], 'when the lease has expired');
    },
  },
  {
    name: 'an entry is read only with its shard, and a customer has one shard',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      for (let n = 0; n < 12; n += 1) await anActiveCustomer(writes);
      const shards = await succeeds(store.leases.lease('relay', 60_000));
      const pending = (some: ReadonlyArray<number>) => succeeds(store.outbox.pending(some, completeTopic, 100));
      mustEqual(await pending([]), [], 'without a shard');
      const all = await pending(shards);
      mustEqual(all.length, 12, 'with all shards');
      const byShard = await Promise.all(shards.map((shard) => pending([shard])));
      const ids = byShard.flat().map(({ position }) => position);
      mustEqual([...ids].sort(), all.map(({ position }) => position).sort(), 'shard by shard, each entry once');
    },
  },
];
