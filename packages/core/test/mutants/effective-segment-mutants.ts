import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Customer, CustomerRepository, EffectiveSegment } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

type Read = CustomerRepository['effectiveSegments'];
type Found = ReadonlyArray<O.Option<EffectiveSegment>>;

const reading = (name: string, mutate: (read: Read, store: InMemoryStore) => Read): Mutant<InMemoryStore> => ({
  name: `effectiveSegments: ${name}`,
  mutate: (store) => ({
    ...store,
    customers: { ...store.customers, effectiveSegments: mutate(store.customers.effectiveSegments, store) },
  }),
});

const isDeactivated = (customer: O.Option<Customer> = O.none): boolean =>
  O.isSome(customer) && customer.value.state.state === 'DEACTIVATED';

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const effectiveSegmentMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, EffectiveSegment>(
    'effectiveSegments',
    ['refId', 'customerSegment', 'version'],
    (store, spoilIt) => ({
      ...store,
      customers: {
        ...store.customers,
        effectiveSegments: (refs) =>
          change((found: Found) => found.map(O.map(spoilIt)))(store.customers.effectiveSegments(refs)),
      },
    }),
  ),
  reading(
    'finds no customer by external id',
    (read) => (refs) =>
      change((found: Found) => found.map((one, index) => (refs[index]?.refId === undefined ? O.none : one)))(
        read(refs),
      ),
  ),
  reading(
    'leaves out who does not exist',
    (read) => (refs) => change((found: Found) => found.filter(O.isSome))(read(refs)),
  ),
  reading('answers in the order of the ids', (read) => (refs) => {
    const nameOf = (one: O.Option<EffectiveSegment>) => (O.isSome(one) ? one.value.refId : '');
    return change((found: Found) => [...found].sort((a, b) => nameOf(a).localeCompare(nameOf(b))))(read(refs));
  }),
  reading('names each customer once', (read) => (refs) => {
    const nameOf = (one: O.Option<EffectiveSegment>) => (O.isSome(one) ? one.value.refId : '');
    return change((found: Found) => [...new Map(found.map((one) => [nameOf(one), one])).values()])(read(refs));
  }),
  reading(
    'a deactivated customer is in no segment',
    (read, store) => (refs) =>
      pipe(
        read(refs),
        TE.flatMap((found) =>
          pipe(
            TE.traverseArray(store.customers.find)(refs),
            TE.map((customers) => found.map((one, index) => (isDeactivated(customers[index]) ? O.none : one))),
          ),
        ),
      ),
  ),
  reading('joins a read of the same customers that runs', (read) => {
    const running = new Map<string, ReturnType<ReturnType<Read>>>();
    return (refs) => () => {
      const name = JSON.stringify(refs);
      const joined = running.get(name);
      if (joined !== undefined) return joined;
      const mine = read(refs)().then(async (found) => {
        await immediate();
        running.delete(name);
        return found;
      });
      running.set(name, mine);
      return mine;
    };
  }),
  reading('remembers what it read', (read) => {
    const first = new Map<string, ReturnType<ReturnType<Read>>>();
    return (refs) => () => {
      const name = JSON.stringify(refs);
      const found = first.get(name) ?? read(refs)();
      first.set(name, found);
      return found;
    };
  }),
];
