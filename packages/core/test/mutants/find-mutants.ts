import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Customer, CustomerRepository } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const finding = (
  name: string,
  mutate: (find: CustomerRepository['find']) => CustomerRepository['find'],
): Mutant<InMemoryStore> => ({
  name: `find: ${name}`,
  mutate: (store) => ({ ...store, customers: { ...store.customers, find: mutate(store.customers.find) } }),
});

export const findMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, Customer>(
    'find',
    ['refId', 'externalId', 'customName', 'customerSegment', 'customAttributes', 'state', 'testCustomer', 'version'],
    (store, spoilIt) => ({
      ...store,
      customers: { ...store.customers, find: (ref) => change(O.map(spoilIt))(store.customers.find(ref)) },
    }),
  ),
  finding(
    'finds no customer by external id',
    (find) => (ref) => (ref.refId === undefined ? TE.right(O.none) : find(ref)),
  ),
  finding('finds somebody for every id', (find) => {
    let somebody: O.Option<Customer> = O.none;
    return (ref) =>
      change((found: O.Option<Customer>) => {
        if (O.isSome(found)) somebody = found;
        return O.isSome(found) ? found : somebody;
      })(find(ref));
  }),
  finding('finds a customer as it was first found', (find) => {
    const first = new Map<string, O.Option<Customer>>();
    return (ref) =>
      change((found: O.Option<Customer>) => {
        const name = JSON.stringify(ref);
        const held = first.get(name) ?? found;
        if (O.isSome(held)) first.set(name, held);
        return held;
      })(find(ref));
  }),
  finding(
    'a deactivated customer is not found',
    (find) => (ref) =>
      change((found: O.Option<Customer>) =>
        O.isSome(found) && found.value.state.state === 'DEACTIVATED' ? O.none : found,
      )(find(ref)),
  ),
];
