import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { draftOf } from '../../campaigns/campaign.js';
import { rejected } from '../../domain/rejection.js';
import { placeCampaign } from '../../use-cases/place-campaign.js';
import type { CampaignLaw } from '../campaign-under-test.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import { reused } from '../store-laws/in-use.js';
import { campaignsInUse, found, ids, order, outcomes, pieces, rowsOf } from './in-use.js';

const at = '2026-02-01T00:00:00.000Z';

export const loadingLaws: ReadonlyArray<CampaignLaw> = [
  {
    name: 'a repeated order returns the same campaign; a different order with its requestId is refused',
    check: async (make) => {
      const { store, place, customers } = await campaignsInUse(make);
      const [customer] = await customers(1);
      const body = order({ requestId: 'R-1', startAt: at });
      const placed = await succeeds(place(body, [{ refId: customer?.refId ?? '' }]));
      mustEqual(
        placed,
        {
          ...draftOf(placed.campaignId, 'marketing', body, placed.createdAt),
          rows: 1,
        },
        'as ordered',
      );
      mustEqual(await found(store, placed.campaignId), placed, 'as stored');
      mustEqual(await succeeds(place(body, [])), placed, 'the same again');
      mustEqual(await failsWith(place({ ...body, name: 'autumn' }, [])), reused('R-1'), 'another order');
      const another = await succeeds(place(body, [], 'sales'));
      mustEqual([another.initiator, another.rows], ['sales', 0], 'another client');
      const listed = await succeeds(store.campaigns.list(null, 10));
      mustEqual(listed, [another, placed], 'the list');
      mustEqual(await succeeds(store.campaigns.list(null, 1)), [another], 'its first page');
      mustEqual(await succeeds(store.campaigns.list(another.campaignId, 10)), [placed], 'its next page');
      mustEqual(await succeeds(store.campaigns.find('nobody')), O.none, 'none');
    },
  },
  {
    name: 'an order has exactly one of rows, a filter and a file',
    check: async (make) => {
      const { store, place, run, customers } = await campaignsInUse(make);
      const [a, b] = await customers(2, (index) => ({ externalId: `CRM-${index}` }));
      const rows = [
        { refId: a?.refId ?? '', customerSegment: 'BUSINESS', reason: 'a second office' },
        { externalId: 'CRM-1' },
        { externalId: 'CRM-nobody' },
      ];
      const campaign = await run(order({ rows }), null);
      mustEqual(await outcomes(store, campaign), ['CHANGED', 'CHANGED', 'NOT_FOUND'], 'outcomes');
      const moved = await succeeds(store.customers.find({ refId: a?.refId ?? '' }));
      const other = await succeeds(store.customers.find({ refId: b?.refId ?? '' }));
      const segments = [moved, other].map((found) => O.toNullable(found)?.customerSegment);
      mustEqual(segments, ['BUSINESS', 'SOHO'], 'segments');
      const filter = { state: 'ACTIVE' };
      const violations = [{ pointer: '', rule: 'must have exactly one of customers, rows and a file' }];
      const refused = rejected({ _tag: 'InvalidRequest', violations });
      mustEqual(await failsWith(place(order(), null)), refused, 'none');
      mustEqual(await failsWith(place(order({ rows, customers: filter }), null)), refused, 'rows and a filter');
      mustEqual(await failsWith(place(order({ rows }), [])), refused, 'rows and a file');
      mustEqual(await failsWith(place(order({ customers: filter }), [])), refused, 'a filter and a file');
    },
  },
  {
    name: 'an unreadable file leaves no campaign',
    check: async (make) => {
      const { store } = await campaignsInUse(make);
      const placing = placeCampaign({ campaignLoading: store.campaignLoading, newId: ids, now: () => at });
      const fault = { _tag: 'UnreadableRows' as const, line: 30, rule: 'the quoted field is not closed' };
      async function* broken() {
        yield* pieces(Array.from({ length: 20 }, () => ({ refId: 'nobody' })));
        yield E.left(fault);
      }
      mustEqual(await failsWith(placing(order(), 'marketing', broken())), fault, 'the fault');
      mustEqual(await succeeds(store.campaigns.list(null, 10)), [], 'the list');
    },
  },
  {
    name: 'a campaign that is being loaded has no transitions and no work; a repeat of the request starts the loading again',
    check: async (make) => {
      const { store, place, move, work } = await campaignsInUse(make);
      const body = order();
      const draft = draftOf(ids(), 'marketing', body, at);
      const key = { client: 'marketing', requestId: body.requestId, operation: 'createSegmentCampaign', content: '{}' };
      await succeeds(store.campaignLoading.open(draft, key));
      await succeeds(store.campaignLoading.append(draft.campaignId, rowsOf([{ refId: 'nobody' }])));
      mustEqual((await found(store, draft.campaignId)).rows, null, 'rows');
      for (const to of ['VALIDATED', 'RUNNING', 'PAUSED', 'CANCELLED'] as const)
        mustEqual((await failsWith(move(draft.campaignId, to, true)))._tag, 'StateNotAllowed', to);
      mustEqual(await succeeds(work()), null, 'work');
      const placed = await succeeds(place(body, []));
      mustEqual([placed.campaignId === draft.campaignId, placed.rows], [false, 0], 'a new one');
      const gone = { _tag: 'CampaignNotFound', campaignId: draft.campaignId };
      mustEqual(await failsWith(store.campaignLoading.append(draft.campaignId, rowsOf([{}]))), gone, 'append');
      mustEqual(await failsWith(store.campaignLoading.seal(draft.campaignId)), gone, 'seal');
      await succeeds(store.campaignLoading.discard(draft.campaignId));
      await succeeds(store.campaignLoading.discard(placed.campaignId));
      mustEqual(await succeeds(store.campaignLoading.seal(placed.campaignId)), placed, 'a sealed campaign');
    },
  },
  {
    name: 'of several rows that name one customer, by either id and at any distance, the last takes effect',
    check: async (make) => {
      const { store, run, customers } = await campaignsInUse(make);
      const [a, b, c] = await customers(3, (index) => ({ externalId: index === 0 ? 'CRM-\u00e9' : `CRM-${index}` }));
      const others = await customers(240);
      const rows = [
        { externalId: 'CRM-e\u0301' },
        { refId: b?.refId ?? '' },
        { externalId: 'CRM-2' },
        { externalId: 'CRM-nobody' },
        ...others.map(({ refId }) => ({ refId })),
        { refId: a?.refId ?? '' },
        { externalId: 'CRM-1' },
        { externalId: 'CRM-2' },
        { externalId: 'CRM-nobody' },
        { externalId: 'CRM-1', refId: b?.refId ?? '' },
        {},
      ];
      const campaign = await run(order(), rows);
      mustEqual(
        await outcomes(store, campaign),
        [
          'DUPLICATE',
          'DUPLICATE',
          'DUPLICATE',
          'DUPLICATE',
          ...others.map(() => 'CHANGED'),
          'CHANGED',
          'CHANGED',
          'CHANGED',
          'NOT_FOUND',
          'REFUSED InvalidRequest',
          'REFUSED InvalidRequest',
        ],
        'outcomes',
      );
      mustEqual(c?.version, 1, 'version');
    },
  },
];
