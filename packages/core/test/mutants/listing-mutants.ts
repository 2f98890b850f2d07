import * as TE from 'fp-ts/lib/TaskEither.js';
import type {
  Customer,
  CustomerDirectory,
  CustomerFilter,
  CustomerPage,
  LogPage,
  LogSelection,
  TransactionLog,
} from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

const inDirectory = (
  name: string,
  mutate: (directory: CustomerDirectory) => CustomerDirectory,
): Mutant<InMemoryStore> => ({
  name: `directory: ${name}`,
  mutate: (store) => ({ ...store, directory: mutate(store.directory) }),
});

const filtered = (name: string, other: (filter: CustomerFilter) => CustomerFilter) =>
  inDirectory(name, (directory) => ({
    ...directory,
    list: (filter, after, limit) => directory.list(other(filter), after, limit),
  }));

const page = (name: string, other: (page: CustomerPage) => CustomerPage) =>
  inDirectory(name, (directory) => ({
    ...directory,
    list: (filter, after, limit) => change(other)(directory.list(filter, after, limit)),
  }));

const inLog = (
  name: string,
  mutate: (list: TransactionLog['list']) => TransactionLog['list'],
): Mutant<InMemoryStore> => ({
  name: `log: ${name}`,
  mutate: (store) => ({ ...store, transactions: { list: mutate(store.transactions.list) } }),
});

const selected = (name: string, other: (selection: LogSelection) => LogSelection) =>
  inLog(name, (list) => (selection) => list(other(selection)));

const logged = (name: string, other: (page: LogPage) => LogPage) =>
  inLog(name, (list) => (selection) => change(other)(list(selection)));

export const listingMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  filtered('the segment is ignored', (filter) => ({ ...filter, customerSegment: null })),
  filtered('the state is ignored', (filter) => ({ ...filter, state: null })),
  filtered('the moment is ignored', (filter) => ({ ...filter, changedSince: null })),
  filtered('the moment itself is left out', (filter) => ({
    ...filter,
    changedSince: filter.changedSince === null ? null : new Date(Date.parse(filter.changedSince) + 1).toISOString(),
  })),
  inDirectory('every page is the first', (directory) => ({
    ...directory,
    list: (filter, _, limit) => directory.list(filter, null, limit),
  })),
  inDirectory('the limit is ignored', (directory) => ({
    ...directory,
    list: (filter, after) => directory.list(filter, after, 1000),
  })),
  page('the walk ends after a page', (all) => ({ ...all, next: null })),
  page('the first of each page is left out', (all) => ({ ...all, customers: all.customers.slice(1) })),
  page('newest first', (all) => ({ ...all, customers: all.customers.toReversed() })),
  page('customers as they were before', (all) => ({
    ...all,
    customers: all.customers.map((customer) => ({ ...customer, version: customer.version - 1 })),
  })),
  page('deactivated ones are left out', (all) => ({
    ...all,
    customers: all.customers.filter(({ state }) => state.state !== 'DEACTIVATED'),
  })),
  inDirectory('no plan is ever due', (directory) => ({ ...directory, withDuePlan: () => TE.right([]) })),
  inDirectory('every plan is due', (directory) => ({
    ...directory,
    withDuePlan: (_, after, limit) => directory.withDuePlan('2999-01-01T00:00:00.000Z', after, limit),
  })),
  inDirectory('due plans: every page is the first', (directory) => ({
    ...directory,
    withDuePlan: (at, _, limit) => directory.withDuePlan(at, null, limit),
  })),
  inDirectory('due plans: the limit is ignored', (directory) => ({
    ...directory,
    withDuePlan: (at, after) => directory.withDuePlan(at, after, 1000),
  })),
  inDirectory('due plans: in no order', (directory) => ({
    ...directory,
    withDuePlan: (at, after, limit) =>
      change((due: ReadonlyArray<Customer>) => due.toReversed())(directory.withDuePlan(at, after, limit)),
  })),
  selected('the customer is ignored', (selection) => ({ ...selection, refId: null })),
  selected('the operation is ignored', (selection) => ({ ...selection, operation: null })),
  selected('every page is the first', (selection) => ({ ...selection, after: null })),
  selected('the limit is ignored', (selection) => ({ ...selection, limit: 1000 })),
  logged('newest first', (all) => ({ ...all, bodies: all.bodies.toReversed() })),
  logged('other bytes than were answered', (all) => ({ ...all, bodies: all.bodies.map((body) => ` ${body}`) })),
  logged('the first of each page is left out', (all) => ({ ...all, bodies: all.bodies.slice(1) })),
  logged('it ends after a page', (all) => ({ ...all, more: false })),
  logged('it never ends', (all) => ({ ...all, more: true })),
  logged('a page says nowhere to go on', (all) => ({ ...all, next: null })),
];
