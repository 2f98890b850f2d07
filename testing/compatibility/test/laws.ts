import { postgresStore, postgresWarehouse } from '@casm/adapter-postgres';
import { lawsFor, type StoreOptions, storeSuite, succeeds, warehouseSuite } from '@casm/core/testing';
import { type Databases, schemas } from './databases.js';
import type { Surroundings } from './surroundings.js';

/** What a law is checked on, made anew whenever it asks for it. */
interface Place {
  readonly url: () => Promise<string>;
  readonly closing: Array<() => Promise<void>>;
}

/** A store on a database of its own, and a second process on the same data. */
const makeStore =
  ({ url, closing }: Place) =>
  async ({ catalogue, clock }: StoreOptions) => {
    const options = {
      url: await url(),
      schema: schemas.operational,
      role: `${schemas.operational}_service`,
      // Laws say what is answered, not how soon.
      maxWaitMs: 60_000,
      ...(clock === undefined ? {} : { clock }),
    };
    const [store, another] = [postgresStore(options), postgresStore(options)];
    closing.push(store.close, another.close);
    await succeeds(store.catalogue.seed(catalogue));
    return { ...store, another };
  };

const makeWarehouse =
  ({ url: urlOf, closing }: Place) =>
  async () => {
    const url = await urlOf();
    const as = (role: string) =>
      postgresWarehouse({ url, schema: schemas.warehouse, role: `${schemas.warehouse}_${role}`, timeZone: 'UTC' });
    const [subscriber, repairer] = [as('subscriber'), as('repairer')];
    closing.push(subscriber.close, repairer.close);
    return { ...subscriber, repair: repairer.repair, deadLetters: repairer.deadLetters };
  };

const checks: ReadonlyArray<{ readonly name: string; readonly check: (place: Place) => Promise<void> }> = [
  ...lawsFor(storeSuite, ['several processes']).laws.map(({ name, check }) => ({
    name,
    check: (place: Place) => check(makeStore(place)),
  })),
  ...lawsFor(warehouseSuite, []).laws.map(({ name, check }) => ({
    name,
    check: (place: Place) => check(makeWarehouse(place)),
  })),
];

export const lawCount = checks.length;

/** More at once are no faster on two cores. */
const atOnce = 4;

/** The laws of the store and of the warehouse that are broken there, each with how. */
export const brokenLaws = async (databases: Databases, { enter }: Surroundings): Promise<ReadonlyArray<string>> => {
  const broken: Array<string> = [];
  const left = [...checks];
  const work = async (): Promise<void> => {
    for (let law = left.shift(); law !== undefined; law = left.shift()) {
      const { name, check } = law;
      const borrowed: Array<string> = [];
      const closing: Place['closing'] = [];
      const url = async (): Promise<string> => {
        const database = await databases.borrow();
        borrowed.push(database);
        return enter(database);
      };
      try {
        await check({ url, closing });
      } catch (error) {
        broken.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      await Promise.all(closing.map((close) => close()));
      await Promise.all(borrowed.map(databases.giveBack));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return broken;
};
