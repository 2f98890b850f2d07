import * as E from 'fp-ts/lib/Either.js';
import { anActiveCustomer } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { ReplicaLaw } from '../replica-under-test.js';
import { aged, ageOf, eventually, replicaInUse, versionIn } from './in-use.js';

/** Two clocks of milliseconds may differ by one in each of two readings. */
const roundingMs = 2;

export const ageLaws: ReadonlyArray<ReplicaLaw> = [
  {
    name: 'a state has every change that was answered before the age that is told',
    check: async (make) => {
      const { replica, pause, resume, writes, move, arrived } = await replicaInUse(make);
      const customer = await anActiveCustomer(writes);
      await arrived(customer, await move(customer));
      const answered: Array<{ readonly version: number; readonly at: number }> = [];
      let old = 0;
      const read = async (): Promise<void> => {
        const begun = Date.now();
        const reading = replica.begin(null);
        const version = (await versionIn(reading, customer)) ?? 0;
        const since = begun - ageOf(reading) - roundingMs;
        const least = answered.filter(({ at }) => at < since).at(-1)?.version ?? 0;
        mustHold(version >= least, `version ${version} is read, and ${least} had been answered before its age`);
        if (version < (answered.at(-1)?.version ?? 0)) old += 1;
      };
      for (let times = 0; times < 3; times += 1) {
        await pause();
        for (const ms of [20, 100, 300]) {
          answered.push({ version: await move(customer), at: Date.now() });
          await read();
          await aged(replica, ms);
          await read();
        }
        await resume();
        await read();
        await arrived(customer, answered.at(-1)?.version ?? 0);
        await read();
      }
      mustHold(old > 0, 'no state was old while nothing arrived');
    },
  },
  {
    name: 'a state is served up to the age that the caller allows, and up to that of the replica',
    check: async (make) => {
      const { replica, pause, resume, writes, move, arrived } = await replicaInUse(make, { maxLagMs: 1500 });
      const customer = await anActiveCustomer(writes);
      await arrived(customer, await move(customer));
      await pause();
      await move(customer);
      await aged(replica, 500);
      const find = (mostLagMs: number | null) =>
        replica.begin(mostLagMs).ports.customers.find({ refId: customer.refId })();
      mustHold(E.isLeft(await find(100)), 'a state that is older than the caller allows is served');
      mustHold(E.isRight(await find(null)), 'a state within the bound is not served');
      mustHold(E.isRight(await find(3_600_000)), 'a state within the bound is not served to a caller who allows more');
      await eventually('a state beyond the bound is refused', async () => E.isLeft(await find(null)));
      mustHold(E.isLeft(await find(3_600_000)), 'a caller can allow more than the replica');
      await resume();
      await eventually('the replica serves again', async () => E.isRight(await find(null)));
    },
  },
  {
    name: 'a reading tells the age of the oldest state that it read',
    check: async (make) => {
      const { replica, pause, resume, writes, move, arrived } = await replicaInUse(make);
      const customer = await anActiveCustomer(writes);
      await arrived(customer, await move(customer));
      await pause();
      await move(customer);
      await aged(replica, 1000);
      const reading = replica.begin(null);
      await versionIn(reading, customer);
      const oldest = ageOf(reading);
      await resume();
      await arrived(customer, await move(customer));
      await succeeds(reading.ports.catalogue.read);
      mustHold(ageOf(reading) >= oldest, `an age of ${ageOf(reading)} ms, and a state of ${oldest} ms was read`);
      const next = replica.begin(null);
      await versionIn(next, customer);
      mustHold(ageOf(next) < oldest, 'a reading tells the age of what another one read');
    },
  },
  {
    name: 'a later read of a request never reads an older state',
    check: async (make) => {
      const { replica, writes, move, arrived } = await replicaInUse(make);
      const customer = await anActiveCustomer(writes);
      await arrived(customer, customer.version);
      const newest = Promise.all(
        [1, 2, 3].map(async () => {
          for (let times = 0; times < 20; times += 1) await move(customer);
        }),
      );
      const reading = replica.begin(null);
      const versions: Array<number> = [];
      for (let times = 0; times < 60; times += 1) versions.push((await versionIn(reading, customer)) ?? 0);
      await newest;
      mustEqual(
        versions,
        versions.toSorted((a, b) => a - b),
        'the versions that one request reads',
      );
    },
  },
];
