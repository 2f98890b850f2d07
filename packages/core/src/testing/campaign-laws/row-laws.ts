import * as E from 'fp-ts/lib/Either.js';
import { completeTopic } from '../../domain/publication-rules.js';
import type { BusinessRule } from '../../domain/business-rule.js';
import { allPending } from '../builders.js';
import type { CampaignLaw } from '../campaign-under-test.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import { bringTo, deactivated, moveTo, periods, stored } from '../store-laws/in-use.js';
import { campaignsInUse, found, order, outcomes, results, tooFew } from './in-use.js';

const noVips: BusinessRule = {
  name: 'vips-stay',
  operations: ['updateCustomerSegment'],
  check: (_, { customName }) => (customName === 'VIP' ? { pointer: '/customerSegment', rule: 'must stay' } : null),
};

export const rowLaws: ReadonlyArray<CampaignLaw> = [
  {
    name: 'a changed row writes the records of a single update: customer, history, journal, outbox, with the campaignId in the envelope',
    check: async (make) => {
      const { store, run, customers } = await campaignsInUse(make);
      const [customer] = await customers(1, () => ({ externalId: 'CRM-1' }));
      if (customer === undefined) throw tooFew;
      const campaign = await run(order(), [{ externalId: 'CRM-1' }]);
      const [result] = await results(store, campaign);
      const after = { ...customer, customerSegment: 'SOHO', version: 2 };
      mustEqual(await stored(store, customer), after, 'customer');
      const message = (await allPending(store, completeTopic)).map(({ message }) => message).at(-1);
      const envelope: unknown = JSON.parse(message?.body ?? 'null');
      const [period] = await periods(store, customer);
      mustEqual(
        envelope,
        {
          transactionId: result?.transactionId,
          requestId: `${campaign.campaignId}.1`,
          operation: 'updateCustomerSegment',
          occurredAt: period?.from,
          initiator: 'marketing',
          reason: 'the tariff is closed',
          changes: [{ field: 'customerSegment', before: 'RESIDENTIAL', after: 'SOHO' }],
          payload: { customer: after },
          campaignId: campaign.campaignId,
        },
        'envelope',
      );
      mustEqual(
        [
          message?.refId,
          message?.version,
          message?.transactionId,
          message?.operation,
          message?.occurredAt,
          message?.kind,
        ],
        [customer.refId, 2, result?.transactionId, 'updateCustomerSegment', period?.from, 'customer'],
        'message',
      );
      mustEqual(
        period,
        {
          from: period?.from,
          to: null,
          customerSegment: 'SOHO',
          initiator: 'marketing',
          reason: 'the tariff is closed',
          requestId: `${campaign.campaignId}.1`,
          transactionId: result?.transactionId,
          version: 2,
        },
        'history',
      );
      const journaled: Array<string> = [];
      const selection = { topic: completeTopic, from: null, to: null, refId: customer.refId, withDiscarded: true };
      const positions = (await allPending(store)).map(({ position }) => position);
      await succeeds(store.outbox.remove(completeTopic, positions));
      await succeeds(
        store.journal.read(selection, ({ messages }) => async () => {
          journaled.push(...messages.map(({ body }) => body));
          return E.right(undefined);
        }),
      );
      mustEqual(journaled.at(-1), message?.body, 'journal');
    },
  },
  {
    name: 'the user that the client acts for is recorded with the campaign and with each of its changes',
    check: async (make) => {
      const { store, place, move, workAll, customers } = await campaignsInUse(make);
      const [customer] = await customers(1);
      if (customer === undefined) throw tooFew;
      const placed = await succeeds(place(order(), [{ refId: customer.refId }], 'marketing', 'ada@example.com'));
      mustEqual((await found(store, placed.campaignId)).onBehalfOf, 'ada@example.com', 'campaign');
      await succeeds(move(placed.campaignId, 'RUNNING', true));
      await workAll();
      const message = (await allPending(store, completeTopic)).map(({ message }) => message).at(-1);
      mustHold(message?.body?.includes('"onBehalfOf":"ada@example.com"') === true, `envelope: ${message?.body}`);
      const [period] = await periods(store, customer);
      mustEqual([period?.initiator, period?.onBehalfOf], ['marketing', 'ada@example.com'], 'history');
    },
  },
  {
    name: 'each row has the outcome of its own decision',
    check: async (make) => {
      const { store, writes, run, customers } = await campaignsInUse(make, { writes: { rules: [noVips] } });
      const [moved, same, gone, vip, twice] = await customers(5, (index) => ({
        externalId: `CRM-${index}`,
        ...(index === 3 ? { customName: 'VIP' } : {}),
      }));
      if (!moved || !same || !gone || !vip || !twice) throw tooFew;
      await succeeds(moveTo(writes, same, 'SOHO'));
      await succeeds(bringTo(writes, gone, deactivated));
      const campaign = await run(order(), [
        { refId: moved.refId },
        { refId: same.refId },
        { refId: gone.refId },
        { refId: vip.refId },
        { refId: twice.refId, customerSegment: 'BUSINESS' },
        { refId: 'nobody' },
        { externalId: 'CRM-nobody' },
        { refId: moved.refId, externalId: 'CRM-0' },
        {},
        { externalId: 'CRM-4', reason: 'the last one counts' },
        { externalId: ' \0 ' },
        { externalId: 'x'.repeat(5000) },
      ]);
      mustEqual(
        await outcomes(store, campaign),
        [
          'CHANGED',
          'UNCHANGED',
          'REFUSED CustomerDeactivated',
          'REFUSED RuleBroken',
          'DUPLICATE',
          'NOT_FOUND',
          'NOT_FOUND',
          'REFUSED InvalidRequest',
          'REFUSED InvalidRequest',
          'CHANGED',
          'REFUSED InvalidRequest',
          'REFUSED InvalidRequest',
        ],
        'outcomes',
      );
      const [first, , , fourth, fifth, sixth, seventh, eighth, , tenth] = await results(store, campaign);
      mustEqual([first?.refId, first?.externalId, first?.version], [moved.refId, null, 2], 'changed');
      mustEqual(
        [fourth?.rule, eighth?.rule],
        ['vips-stay', '/customer must have exactly one of refId and externalId'],
        'rules',
      );
      mustEqual([fifth?.refId, tenth?.refId, tenth?.externalId], [twice.refId, twice.refId, 'CRM-4'], 'twice');
      mustEqual([sixth?.refId, seventh?.refId, seventh?.externalId], ['nobody', null, 'CRM-nobody'], 'not found');
      mustEqual((await stored(store, twice)).customerSegment, 'SOHO', 'the last one counts');
      mustEqual((await periods(store, twice))[0]?.reason, 'the last one counts', 'the reason of the row');
      mustEqual((await stored(store, vip)).version, 1, 'the refused one');
      const { state, rows, outcomes: tally } = await found(store, campaign.campaignId);
      mustEqual([state, rows], ['COMPLETED', 12], 'campaign');
      mustEqual(
        tally.map(({ customerSegment, outcome, problem, rows: count }) => [customerSegment, outcome, problem, count]),
        [
          ['RESIDENTIAL', 'CHANGED', null, 2],
          ['RESIDENTIAL', 'DUPLICATE', null, 1],
          ['RESIDENTIAL', 'REFUSED', 'CustomerDeactivated', 1],
          ['RESIDENTIAL', 'REFUSED', 'RuleBroken', 1],
          ['SOHO', 'UNCHANGED', null, 1],
          [null, 'NOT_FOUND', null, 2],
          [null, 'REFUSED', 'InvalidRequest', 4],
        ],
        'tally',
      );
    },
  },
  {
    name: 'an unknown segment or a decision that throws refuses only its own row',
    check: async (make) => {
      const rules: ReadonlyArray<BusinessRule> = [
        {
          name: 'defect',
          operations: ['updateCustomerSegment'],
          check: (_, { customerSegment }) => {
            if (customerSegment === 'BUSINESS') throw new Error('a defect in a rule');
            return null;
          },
        },
      ];
      const { store, run, customers } = await campaignsInUse(make, { writes: { rules } });
      const [a, b, c] = await customers(3);
      if (!a || !b || !c) throw tooFew;
      const campaign = await run(order(), [
        { refId: a.refId, customerSegment: 'NOWHERE' },
        { refId: b.refId, customerSegment: 'BUSINESS' },
        { refId: c.refId },
      ]);
      mustEqual(await outcomes(store, campaign), ['REFUSED UnknownSegment', 'REFUSED Defect', 'CHANGED'], 'outcomes');
      mustEqual((await results(store, campaign))[1]?.rule, 'a defect in a rule', 'rule');
    },
  },
  {
    name: 'a row without a segment is refused if the campaign has none',
    check: async (make) => {
      const { store, run, customers } = await campaignsInUse(make);
      const [customer] = await customers(1);
      const campaign = await run(order({ customerSegment: undefined }), [{ refId: customer?.refId ?? '' }]);
      mustEqual((await results(store, campaign))[0]?.rule, '/customerSegment is mandatory', 'rule');
    },
  },
  {
    name: 'a filter selects customers by their creation, however often they were changed since',
    check: async (make) => {
      let at = '2026-01-01T00:00:00.000Z';
      const { writes, place, customers } = await campaignsInUse(make, { clock: () => at });
      const [old] = await customers(2);
      at = '2026-02-01T00:00:00.000Z';
      await customers(3);
      if (old === undefined) throw tooFew;
      await succeeds(moveTo(writes, old, 'BUSINESS'));
      const chosen = async (createdBefore: string) =>
        (await succeeds(place(order({ customers: { createdBefore } }), null))).rows;
      mustEqual(await chosen('2026-01-01T00:00:00.000Z'), 0, 'before all');
      mustEqual(await chosen('2026-02-01T00:00:00.000Z'), 2, 'before the second month');
      mustEqual(await chosen('2026-02-01T00:00:00.001Z'), 5, 'after all');
    },
  },
  {
    name: 'a filter selects customers when the campaign is created; a customer that no longer matches is not changed',
    check: async (make) => {
      const { store, writes, place, move, workAll, customers } = await campaignsInUse(make);
      const chosen = await customers(30, () => ({ customAttributes: { contract: 'two years' } }));
      const others = [
        ...(await customers(2, () => ({ customAttributes: { contract: 'monthly' } }))),
        ...(await customers(2, () => ({ customAttributes: { contract: 'two years' }, testCustomer: true }))),
        ...(await customers(2, () => ({ customAttributes: { contract: 'two years' }, customerSegment: 'BUSINESS' }))),
      ];
      const filter = {
        customerSegment: 'RESIDENTIAL',
        state: 'ACTIVE',
        testCustomer: false,
        customAttribute: { name: 'contract', value: 'two years' },
        changedBefore: '2999-01-01T00:00:00.000Z',
      };
      const campaign = await succeeds(place(order({ customers: filter }), null));
      mustEqual([campaign.rows, campaign.state], [30, 'DRAFT'], 'chosen');
      const [moved] = chosen;
      if (moved === undefined) throw tooFew;
      await succeeds(moveTo(writes, moved, 'BUSINESS'));
      await succeeds(move(campaign.campaignId, 'RUNNING', true));
      await workAll();
      const ended = await results(store, campaign);
      mustEqual(ended.map(({ refId }) => refId ?? '').sort(), chosen.map(({ refId }) => refId).sort(), 'customers');
      mustEqual(
        ended.filter(({ outcome }) => outcome !== 'CHANGED').map(({ refId, outcome }) => [refId, outcome]),
        [[moved.refId, 'UNCHANGED']],
        'the one that moved',
      );
      for (const other of others) mustEqual((await stored(store, other)).version, 1, `others: ${other.refId}`);
      const none = await succeeds(place(order({ customers: { changedBefore: '2000-01-01T00:00:00.000Z' } }), null));
      mustEqual(none.rows, 0, 'changed before');
    },
  },
  {
    name: 'results are listed page by page in order of line, all or those of one outcome',
    check: async (make) => {
      const { store, run, customers } = await campaignsInUse(make);
      const chosen = await customers(40);
      const campaign = await run(
        order(),
        Array.from({ length: 350 }, (_, index) => ({
          refId: index % 10 === 4 ? (chosen[(index - 4) / 10]?.refId ?? '') : `nobody-${index}`,
        })),
      );
      const lines = async (outcome: 'CHANGED' | 'NOT_FOUND' | null, limit: number) => {
        const seen: Array<number> = [];
        for (;;) {
          const page = await succeeds(
            store.campaigns.results(campaign.campaignId, { outcome, after: seen.at(-1) ?? 0, limit }),
          );
          mustHold(page.length <= limit, 'a page has at most `limit` results');
          if (page.length === 0) return seen;
          seen.push(...page.map(({ line }) => line));
        }
      };
      const all = Array.from({ length: 350 }, (_, index) => index + 1);
      mustEqual(await lines(null, 33), all, 'all');
      mustEqual(
        await lines('CHANGED', 4),
        all.filter((line) => line % 10 === 5),
        'changed',
      );
      mustEqual(
        await lines('NOT_FOUND', 1000),
        all.filter((line) => line % 10 !== 5),
        'not found',
      );
      mustEqual(
        await succeeds(store.campaigns.results('nobody', { outcome: null, after: 0, limit: 5 })),
        [],
        'no campaign',
      );
    },
  },
];
