import type { BusinessTransaction } from '../../domain/business-transaction.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { day, deliver, moved, received } from './in-use.js';

const by = (campaignId: string, transaction: BusinessTransaction): BusinessTransaction => ({
  ...transaction,
  campaignId,
});

/** Customers that two campaigns and a single call move. */
const transactions: ReadonlyArray<BusinessTransaction> = [
  moved('a', 1, null, 'RESIDENTIAL'),
  by('autumn', moved('a', 3, 'RESIDENTIAL', 'SOHO')),
  by('autumn', moved('b', 4, 'RESIDENTIAL', 'SOHO')),
  by('autumn', moved('c', 5, null, 'BUSINESS')),
  by('autumn', moved('d', 3, 'SOHO', null)),
  by('winter', moved('e', 3, 'SOHO', 'BUSINESS')),
  moved('f', 1, null, 'SOHO'),
];

const effect = {
  applied: 4,
  latestOccurredAt: day(5),
  segments: [
    { customerSegment: 'BUSINESS', before: 0, after: 1 },
    { customerSegment: 'RESIDENTIAL', before: 2, after: 0 },
    { customerSegment: 'SOHO', before: 1, after: 2 },
    { customerSegment: null, before: 1, after: 1 },
  ],
};

export const campaignLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: "a campaign's effect counts its own changes by the segments before and after",
    check: async (make) => {
      const { reports } = await received(make, deliver(transactions));
      mustEqual(await succeeds(reports.campaign('autumn')), effect, 'effect');
      mustEqual((await succeeds(reports.campaign('winter'))).applied, 1, 'another campaign');
      mustEqual((await succeeds(reports.campaign('spring'))).applied, 0, 'a campaign without changes');
    },
  },
  {
    name: 'a change of a campaign counts once, whatever comes late or again',
    check: async (make) => {
      const all = deliver(transactions);
      const { reports } = await received(make, all.toReversed(), ...all.map((delivery) => [delivery, delivery]));
      mustEqual(await succeeds(reports.campaign('autumn')), effect, 'effect');
    },
  },
  {
    name: "a change that is removed or restored is removed from a campaign's effect or added to it",
    check: async (make) => {
      const [, , , restored] = transactions;
      if (restored === undefined) return;
      const stray = by('autumn', moved('g', 6, 'RESIDENTIAL', 'BUSINESS'));
      const others = transactions.filter((transaction) => transaction !== restored);
      const { reports, repair } = await received(make, deliver([...others, stray]));
      const { refId, version } = stray.payload.customer;
      const removed = [{ refId, version, transactionId: stray.transactionId }];
      await succeeds(repair.correct({ removed, restored: [restored] }));
      mustHold((await succeeds(repair.rederive)).campaigns > 0, 'the number of corrected rows');
      mustEqual(await succeeds(reports.campaign('autumn')), effect, 'effect');
    },
  },
];
