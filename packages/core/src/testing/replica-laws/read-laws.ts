import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { ReplicaPorts } from '../../ports/read-replica.js';
import { anActiveCustomer } from '../builders.js';
import { campaignsInUse, found, order, results } from '../campaign-laws/in-use.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { ReplicaLaw } from '../replica-under-test.js';
import { everyPeriod } from '../store-laws/in-use.js';
import { longAgo } from '../store-laws/walking.js';
import { ageOf, eventually, replicaInUse } from './in-use.js';

/** Every read of the ports, of one customer and one campaign. */
const readsOf = (ref: { readonly refId: string }, campaignId: string) =>
  [
    { what: 'find', read: ({ customers }: ReplicaPorts): TE.TaskEither<unknown, unknown> => customers.find(ref) },
    { what: 'segments', read: ({ history }: ReplicaPorts) => history.segments(ref, everyPeriod) },
    { what: 'states', read: ({ history }: ReplicaPorts) => history.states(ref, everyPeriod) },
    { what: 'snapshot', read: ({ history }: ReplicaPorts) => history.snapshot(ref, 10) },
    {
      what: 'list of customers',
      read: ({ directory }: ReplicaPorts) =>
        directory.list({ customerSegment: 'SOHO', state: null, changedSince: null }, null, 10),
    },
    {
      what: 'log',
      read: ({ transactions }: ReplicaPorts) =>
        transactions.list({ refId: null, operation: null, after: null, limit: 10 }),
    },
    { what: 'catalogue', read: ({ catalogue }: ReplicaPorts) => catalogue.read },
    { what: 'campaign', read: ({ campaigns }: ReplicaPorts) => campaigns.find(campaignId) },
    { what: 'campaigns', read: ({ campaigns }: ReplicaPorts) => campaigns.list(null, 10) },
    {
      what: 'results',
      read: ({ campaigns }: ReplicaPorts) => campaigns.results(campaignId, { outcome: null, after: 0, limit: 10 }),
    },
  ] as const;

export const readLaws: ReadonlyArray<ReplicaLaw> = [
  {
    name: 'each port reads what the store has, and the reading tells an age of what was read, and of that only',
    check: async (make) => {
      const { store, replica, writes, move, arrived } = await replicaInUse(make, { clock: longAgo() });
      const customer = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      const { run } = await campaignsInUse(async () => store, { writes });
      const { campaignId } = await run(order(), [{ refId: customer.refId }, { refId: 'nobody' }]);
      await arrived(customer, await move(customer));
      for (const { what, read } of readsOf(customer, campaignId)) {
        const { ports, lagMs } = replica.begin(null);
        mustEqual(lagMs(), null, `${what}: the age before anything is read`);
        mustEqual(await succeeds(read(ports)), await succeeds(read(store)), what);
        ageOf({ lagMs });
      }
      const nobody = replica.begin(null);
      mustEqual(await succeeds(nobody.ports.customers.find({ externalId: 'nobody' })), O.none, 'of nobody');
      ageOf(nobody);
    },
  },
  {
    name: 'a replica that has stopped fails each read, and the store goes on',
    check: async (make) => {
      const { store, replica, stop, writes, move, arrived } = await replicaInUse(make, { clock: longAgo() });
      const customer = await anActiveCustomer(writes);
      const { run } = await campaignsInUse(async () => store, { writes });
      const { campaignId } = await run(order(), [{ refId: customer.refId }]);
      await arrived(customer, await move(customer));
      await stop();
      for (const { what, read } of readsOf(customer, campaignId)) {
        const { ports, lagMs } = replica.begin(null);
        mustHold(E.isLeft(await read(ports)()), `${what}: a read of a replica that has stopped succeeds`);
        mustEqual(lagMs(), null, `${what}: the age of what was not read`);
        await succeeds(read(store));
      }
      await move(customer);
    },
  },
  {
    name: 'results of a campaign are served when it has ended on the replica, and not before',
    check: async (make) => {
      const { store, replica, pause, resume, writes, arrived } = await replicaInUse(make);
      const { running, workAll, customers } = await campaignsInUse(async () => store, { writes });
      const chosen = await customers(3);
      const { campaignId } = await running(
        order(),
        chosen.map(({ refId }) => ({ refId })),
      );
      const page = { outcome: null, after: 0, limit: 10 };
      const there = () => replica.begin(null).ports.campaigns.results(campaignId, page)();
      await eventually('the campaign is there', async () => {
        const read = await replica.begin(null).ports.campaigns.find(campaignId)();
        return E.isRight(read) && O.isSome(read.right);
      });
      mustHold(E.isLeft(await there()), 'results of a campaign that runs are served');
      await pause();
      await workAll();
      mustEqual((await found(store, campaignId)).state, 'COMPLETED', 'on the store');
      mustHold(E.isLeft(await there()), 'results of a campaign whose end has not arrived are served');
      await resume();
      for (const customer of chosen) await arrived(customer, 2);
      await eventually('the results are served', async () => E.isRight(await there()));
      mustEqual(await there(), E.right(await results(store, { campaignId })), 'the results');
      mustHold(
        E.isLeft(await replica.begin(null).ports.campaigns.results('nothing', page)()),
        'results of a campaign that is not there are served',
      );
    },
  },
];
