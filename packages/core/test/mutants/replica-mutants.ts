import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Customer, LogPage, ReadReplica, ReplicaPorts, ReplicaReading, SegmentPeriod } from '../../src/index.js';
import type { InMemoryReplica } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

const inReplica = (
  name: string,
  begin: (replica: InMemoryReplica) => ReadReplica['begin'],
): Mutant<InMemoryReplica> => ({
  name,
  mutate: (replica) => ({ ...replica, begin: begin(replica) }),
});

const inAge = (name: string, mutate: (age: number | null) => number | null): Mutant<InMemoryReplica> =>
  inReplica(name, ({ begin }) => (mostLagMs) => {
    const { ports, lagMs } = begin(mostLagMs);
    return { ports, lagMs: () => mutate(lagMs()) };
  });

const inPorts = (
  name: string,
  mutate: (ports: ReplicaPorts, replica: InMemoryReplica) => Partial<ReplicaPorts>,
): Mutant<InMemoryReplica> =>
  inReplica(name, (replica) => (mostLagMs) => {
    const { ports, lagMs } = replica.begin(mostLagMs);
    return { ports: { ...ports, ...mutate(ports, replica) }, lagMs };
  });

const isBefore =
  (before: number | null) =>
  ({ version }: { readonly version: number }): boolean =>
    before === null || version < before;

const older = (customer: Customer): Customer => ({ ...customer, version: customer.version - 1 });

/** The reading that the latest read of the catalogue began. */
const latestReading = ({ begin }: InMemoryReplica, mostLagMs: number | null): ReplicaReading => {
  let latest = begin(mostLagMs);
  const read: ReplicaPorts['catalogue']['read'] = () => {
    latest = begin(mostLagMs);
    return latest.ports.catalogue.read();
  };
  return { ports: { ...latest.ports, catalogue: { read } }, lagMs: () => latest.lagMs() };
};

export const replicaMutants: ReadonlyArray<Mutant<InMemoryReplica>> = [
  inAge('no age is told', () => null),
  inAge('an age is told of what was not read', (age) => age ?? 0),
  inAge('every state is new', (age) => age && 0),
  inAge('a state is older than it is told', (age) => age && age / 2),
  inReplica(
    'the bound of the caller is ignored',
    ({ begin }) =>
      () =>
        begin(null),
  ),
  inReplica(
    'a caller without a bound has one',
    ({ begin }) =>
      (mostLagMs) =>
        begin(mostLagMs ?? 100),
  ),
  inReplica('the age is that of the latest read', (replica) => (mostLagMs) => latestReading(replica, mostLagMs)),
  inReplica('one reading serves all', ({ begin }) => {
    const one = begin(null);
    return () => one;
  }),
  inReplica('the second read of a request is of an older state', ({ begin }) => (mostLagMs) => {
    const { ports, lagMs } = begin(mostLagMs);
    let reads = 0;
    const find: ReplicaPorts['customers']['find'] = (ref) =>
      change(
        O.map((customer: Customer) => {
          reads += 1;
          return reads === 2 ? older(customer) : customer;
        }),
      )(ports.customers.find(ref));
    return { ports: { ...ports, customers: { find } }, lagMs };
  }),
  inPorts('nobody is found', ({ customers }) => ({
    customers: { find: (ref) => change(() => O.none)(customers.find(ref)) },
  })),
  inPorts('a page of segments has a gap', ({ history }) => ({
    history: {
      ...history,
      segments: (ref, page) =>
        change(O.map((all: ReadonlyArray<SegmentPeriod>) => all.filter(isBefore(page.before))))(
          history.segments(ref, { ...page, before: null }),
        ),
    },
  })),
  inPorts('a page of states has a gap', ({ history }) => ({
    history: {
      ...history,
      states: (ref, page) => history.states(ref, { ...page, before: null }),
    },
  })),
  inPorts('results are served before the campaign has ended', ({ campaigns }, { store }) => ({
    campaigns: {
      ...campaigns,
      results: (campaignId, page) =>
        TE.flatMap(() => store.campaigns.results(campaignId, page))(campaigns.find(campaignId)),
    },
  })),
  inPorts('the log goes on after what has not arrived', ({ transactions }) => ({
    transactions: {
      list: (selection) =>
        change((page: LogPage): LogPage => ({
          ...page,
          next: page.next && { ...page.next, occurredAt: new Date(Date.now() + 60_000).toISOString() },
        }))(transactions.list(selection)),
    },
  })),
  { name: 'a replica that has stopped goes on', mutate: (replica) => ({ ...replica, stop: () => undefined }) },
  { name: 'what was missed never arrives', mutate: (replica) => ({ ...replica, resume: () => undefined }) },
];
