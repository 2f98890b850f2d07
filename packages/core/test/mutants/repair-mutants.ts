import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction, Rederived, TransactionRef, WarehouseRepair } from '../../src/index.js';
import type { InMemoryWarehouse } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inRepair = (name: string, mutate: (repair: WarehouseRepair) => WarehouseRepair): Mutant<InMemoryWarehouse> => ({
  name: `repair: ${name}`,
  mutate: (subject) => ({ ...subject, repair: mutate(subject.repair) }),
});

export const repairMutants: ReadonlyArray<Mutant<InMemoryWarehouse>> = [
  inRepair('stored: all that are asked for', (repair) => ({
    ...repair,
    stored: (versions) =>
      change((all: ReadonlyArray<BusinessTransaction>) => all.flatMap((one) => [one, one]))(repair.stored(versions)),
  })),
  inRepair('stored: nothing', (repair) => ({ ...repair, stored: () => TE.right([]) })),
  inRepair('stored: without the reason', (repair) => ({
    ...repair,
    stored: (versions) =>
      change((all: ReadonlyArray<BusinessTransaction>) => all.map((one) => ({ ...one, reason: null })))(
        repair.stored(versions),
      ),
  })),
  inRepair('stored: another campaign', (repair) => ({
    ...repair,
    stored: (versions) =>
      change((all: ReadonlyArray<BusinessTransaction>) => all.map((one) => ({ ...one, campaignId: 'another' })))(
        repair.stored(versions),
      ),
  })),
  inRepair('names: in no order', (repair) => ({
    ...repair,
    names: (after, limit) =>
      change((all: ReadonlyArray<TransactionRef>) => all.toReversed())(repair.names(after, limit)),
  })),
  inRepair('names: the limit is ignored', (repair) => ({ ...repair, names: (after) => repair.names(after, 100_000) })),
  inRepair('names: every page is the first', (repair) => ({
    ...repair,
    names: (_, limit) => repair.names(null, limit),
  })),
  inRepair('correct: nothing is restored', (repair) => ({
    ...repair,
    correct: ({ removed }) => repair.correct({ removed, restored: [] }),
  })),
  inRepair('correct: nothing is removed', (repair) => ({
    ...repair,
    correct: ({ restored }) => repair.correct({ removed: [], restored }),
  })),
  inRepair('correct: a removal ignores the transaction', (repair) => ({
    ...repair,
    correct: ({ removed, restored }) =>
      TE.flatMap((held: ReadonlyArray<BusinessTransaction>) =>
        repair.correct({
          removed: held.map(({ transactionId, payload: { customer } }) => ({
            refId: customer.refId,
            version: customer.version,
            transactionId,
          })),
          restored,
        }),
      )(repair.stored(removed)),
  })),
  inRepair('rederive: nothing is derived', (repair) => ({
    ...repair,
    rederive: TE.right({ customers: 1, population: 1, moves: 1, campaigns: 1, gaps: 1 }),
  })),
  inRepair('rederive: nothing was ever wrong', (repair) => ({
    ...repair,
    rederive: change(() => ({ customers: 0, population: 0, moves: 0, campaigns: 0, gaps: 0 }))(repair.rederive),
  })),
  ...eachMember<InMemoryWarehouse, Rederived>(
    'rederive',
    ['customers', 'population', 'moves', 'campaigns', 'gaps'],
    (subject, spoilIt) => ({
      ...subject,
      repair: { ...subject.repair, rederive: change(spoilIt)(subject.repair.rederive) },
    }),
  ),
];
