import type { CampaignLaw } from '../campaign-under-test.js';
import { allPending } from '../builders.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import { moveTo, stored } from '../store-laws/in-use.js';
import { campaignsInUse, found, mustHaveChangedOnce, order, outcomes, results, tooFew } from './in-use.js';

export const stateLaws: ReadonlyArray<CampaignLaw> = [
  {
    name: 'a dry run forecasts the outcomes of the rows and changes no customer',
    check: async (make) => {
      const { store, writes, place, move, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(150);
      const [same] = chosen;
      if (same === undefined) throw tooFew;
      await succeeds(moveTo(writes, same, 'SOHO'));
      const before = await allPending(store);
      const { campaignId } = await succeeds(
        place(order(), [...chosen.map(({ refId }) => ({ refId })), { refId: 'nobody' }]),
      );
      const asked = await succeeds(move(campaignId, 'VALIDATED'));
      mustEqual([asked.state, asked.validating], ['DRAFT', true], 'while it is under way');
      const worked = await workAll();
      mustHold(
        worked.every(({ phase }) => phase === 'validate'),
        'the work is validation',
      );
      const { state, validating, forecast, outcomes: tally } = await found(store, campaignId);
      mustEqual([state, validating, tally], ['VALIDATED', false, []], 'afterwards');
      mustEqual(
        forecast.map(({ customerSegment, outcome, rows }) => [customerSegment, outcome, rows]),
        [
          ['RESIDENTIAL', 'CHANGED', 149],
          ['SOHO', 'UNCHANGED', 1],
          [null, 'NOT_FOUND', 1],
        ],
        'forecast',
      );
      mustEqual(await allPending(store), before, 'outbox');
      mustEqual(await results(store, { campaignId }), [], 'results');
      for (const customer of chosen) mustHold((await stored(store, customer)).version < 3, 'version');
      await succeeds(move(campaignId, 'RUNNING'));
      await workAll();
      const ended = await found(store, campaignId);
      mustEqual([ended.state, ended.outcomes], ['COMPLETED', forecast], 'the forecast comes true');
    },
  },
  {
    name: 'a DRAFT and a PAUSED campaign change no customer; a campaign resumes where it was paused',
    check: async (make) => {
      const { store, place, move, work, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(250);
      const { campaignId } = await succeeds(
        place(
          order(),
          chosen.map(({ refId }) => ({ refId })),
        ),
      );
      mustEqual(await succeeds(work()), null, 'work on a draft');
      await succeeds(move(campaignId, 'RUNNING', true));
      const first = await succeeds(work());
      mustHold(first !== null && first.settled > 0 && first.settled < 250, 'a chunk is a part of it');
      const tally = { customerSegment: 'RESIDENTIAL', outcome: 'CHANGED', problem: null, rows: first?.settled };
      mustEqual(first?.outcomes, [tally], 'outcomes of the chunk');
      await succeeds(move(campaignId, 'PAUSED'));
      mustEqual(await succeeds(work()), null, 'work on a paused one');
      const paused = await outcomes(store, { campaignId });
      mustEqual(paused.length, first?.settled, 'results so far');
      await succeeds(move(campaignId, 'RUNNING'));
      await workAll();
      await mustHaveChangedOnce(store, { campaignId }, chosen);
    },
  },
  {
    name: 'a call changes no more rows than it may, and the next one continues',
    check: async (make) => {
      const { store, running, work, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(10);
      const { campaignId } = await running(
        order(),
        chosen.map(({ refId }) => ({ refId })),
      );
      const first = await succeeds(work('worker', store, 3));
      mustEqual(first?.settled, 3, 'of the first call');
      const second = await succeeds(work('worker', store, 2));
      mustEqual(second?.settled, 2, 'of the second call');
      mustEqual((await outcomes(store, { campaignId })).length, 5, 'of both');
      await workAll();
      await mustHaveChangedOnce(store, { campaignId }, chosen);
    },
  },
  {
    name: 'a cancelled campaign keeps its changes and reports their number',
    check: async (make) => {
      const { store, running, move, work, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(250);
      const { campaignId } = await running(
        order(),
        chosen.map(({ refId }) => ({ refId })),
      );
      const first = await succeeds(work());
      const cancelled = await succeeds(move(campaignId, 'CANCELLED'));
      mustEqual(await workAll(), [], 'work on a cancelled one');
      mustEqual(
        cancelled.outcomes,
        [{ customerSegment: 'RESIDENTIAL', outcome: 'CHANGED', problem: null, rows: first?.settled }],
        'outcomes',
      );
      const versions = await Promise.all(chosen.map(async (customer) => (await stored(store, customer)).version));
      mustEqual(versions.filter((version) => version === 2).length, first?.settled, 'changed');
    },
  },
  {
    name: 'a campaign refuses transitions that its state does not allow',
    check: async (make) => {
      const { store, place, move, workAll, customers } = await campaignsInUse(make);
      const [customer] = await customers(1);
      const rows = [{ refId: customer?.refId ?? '' }];
      const { campaignId } = await succeeds(place(order(), rows));
      const refused = async (to: 'VALIDATED' | 'RUNNING' | 'PAUSED' | 'CANCELLED', from: string) => {
        const error = await failsWith(move(campaignId, to));
        mustEqual(error._tag === 'StateNotAllowed' ? [error.from, error.to] : error, [from, to], `${from} to ${to}`);
        mustEqual((await found(store, campaignId)).state, from, 'nothing was changed');
      };
      await refused('RUNNING', 'DRAFT');
      await refused('PAUSED', 'DRAFT');
      await succeeds(move(campaignId, 'VALIDATED'));
      await workAll();
      mustEqual((await succeeds(move(campaignId, 'VALIDATED'))).state, 'VALIDATED', 'the same again');
      await refused('PAUSED', 'VALIDATED');
      await succeeds(move(campaignId, 'RUNNING'));
      await refused('VALIDATED', 'RUNNING');
      await succeeds(move(campaignId, 'PAUSED'));
      await refused('VALIDATED', 'PAUSED');
      await succeeds(move(campaignId, 'RUNNING'));
      await workAll();
      for (const to of ['VALIDATED', 'RUNNING', 'PAUSED', 'CANCELLED'] as const) await refused(to, 'COMPLETED');
      mustEqual(await failsWith(move('nobody', 'RUNNING')), { _tag: 'CampaignNotFound', campaignId: 'nobody' }, 'none');
    },
  },
  {
    name: 'no row is changed before startAt',
    check: async (make) => {
      let now = '2026-02-01T00:00:00.000Z';
      const { store, running, work, workAll, customers } = await campaignsInUse(make, { clock: () => now });
      const [customer] = await customers(1);
      const campaign = await running(order({ startAt: '2026-02-02T00:00:00.000Z' }), [
        { refId: customer?.refId ?? '' },
      ]);
      mustEqual([campaign.state, await succeeds(work())], ['RUNNING', null], 'before');
      now = '2026-02-02T00:00:00.000Z';
      await workAll();
      mustEqual(await outcomes(store, campaign), ['CHANGED'], 'then');
    },
  },
  {
    name: 'a campaign without rows completes immediately',
    check: async (make) => {
      const { store, place, move, workAll } = await campaignsInUse(make);
      const { campaignId } = await succeeds(place(order(), []));
      await succeeds(move(campaignId, 'VALIDATED'));
      await workAll();
      mustEqual((await found(store, campaignId)).state, 'VALIDATED', 'validated');
      await succeeds(move(campaignId, 'RUNNING'));
      await workAll();
      mustEqual((await found(store, campaignId)).state, 'COMPLETED', 'completed');
    },
  },
];
