import { allPending } from '../builders.js';
import { type CampaignLaw, type CampaignsUnderTest, secondProcessOf } from '../campaign-under-test.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import { moveTo, periods, stored } from '../store-laws/in-use.js';
import { upTo } from '../store-laws/serial.js';
import { campaignsInUse, found, order, outcomes } from './in-use.js';

/** Returns the unpublished versions of each customer on the complete topic, in order of publication. */
const versionsToPublish = async (store: CampaignsUnderTest): Promise<ReadonlyMap<string, ReadonlyArray<number>>> => {
  const versions = new Map<string, Array<number>>();
  for (const { message } of await allPending(store))
    versions.set(message.refId, [...(versions.get(message.refId) ?? []), message.version]);
  return versions;
};

export const raceLaws: ReadonlyArray<CampaignLaw> = [
  {
    name: 'neither a running campaign nor concurrent single updates lose a change',
    check: async (make) => {
      const { store, writes, running, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(300);
      const campaign = await running(
        order(),
        chosen.map(({ refId }) => ({ refId })),
      );
      const singles = chosen.flatMap((customer) =>
        ['BUSINESS', 'RESIDENTIAL'].map((segment) => succeeds(moveTo(writes, customer, segment, { client: 'crm' }))),
      );
      await workAll();
      const receipts = await Promise.all(singles);
      const rows = await outcomes(store, campaign);
      mustEqual(
        rows,
        chosen.map(() => 'CHANGED'),
        'outcomes',
      );
      const published = await versionsToPublish(store);
      for (const customer of chosen) {
        const changes = receipts
          .map(({ transaction }) => transaction)
          .filter(({ changes, payload }) => changes.length > 0 && payload.customer.refId === customer.refId).length;
        const { version } = await stored(store, customer);
        mustEqual(version, 2 + changes, 'each change has a version');
        const recorded = (await periods(store, customer)).map((period) => period.version);
        mustEqual(recorded, [...upTo(version)].reverse(), 'history');
        mustEqual(published.get(customer.refId), upTo(version), 'outbox');
      }
    },
  },
  {
    name: 'several workers in several processes process each row once',
    requires: 'several processes',
    check: async (make) => {
      const { store, running, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(300);
      const campaign = await running(
        order(),
        chosen.map(({ refId }) => ({ refId })),
      );
      const another = secondProcessOf(store);
      const workers = ['a', 'b', 'c', 'd'].map((holder, index) => workAll(holder, index < 2 ? store : another));
      const worked = await Promise.all(workers);
      mustHold(worked.filter((chunks) => chunks.length > 0).length > 1, 'more than one worker has worked');
      // A worker that found no free chunk stops, so the last transition may be left.
      await workAll();
      const { state, outcomes: tally } = await found(store, campaign.campaignId);
      mustEqual(
        [state, tally],
        ['COMPLETED', [{ customerSegment: 'RESIDENTIAL', outcome: 'CHANGED', problem: null, rows: 300 }]],
        'campaign',
      );
      mustEqual(
        worked.flat().reduce((sum, { settled }) => sum + settled, 0),
        300,
        'rows settled',
      );
      const published = await versionsToPublish(store);
      for (const customer of chosen) {
        mustEqual((await stored(store, customer)).version, 2, 'version');
        mustEqual(published.get(customer.refId), [1, 2], 'outbox');
      }
    },
  },
  {
    name: 'a pause also stops the workers of other processes',
    requires: 'several processes',
    check: async (make) => {
      const { store, running, move, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(300);
      const { campaignId } = await running(
        order(),
        chosen.map(({ refId }) => ({ refId })),
      );
      const working = [workAll('a'), workAll('b', secondProcessOf(store))];
      const paused = await succeeds(move(campaignId, 'PAUSED'));
      await Promise.all(working);
      mustEqual((await found(store, campaignId)).outcomes, paused.outcomes, 'nothing came after the pause');
      await succeeds(move(campaignId, 'RUNNING'));
      await workAll();
      mustEqual((await outcomes(store, { campaignId })).length, 300, 'results');
    },
  },
];
