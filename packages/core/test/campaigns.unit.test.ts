import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import {
  type Campaign,
  CampaignOrder,
  type CampaignRow,
  decideRow,
  mergedTally,
  planChunk,
  standingAfter,
  standingWhenDone,
  storableRow,
  tallyOf,
  toTopics,
} from '../src/index.js';
import { decode } from '../src/codecs.js';
import { exampleCatalogue, numberedIds } from '../src/testing/index.js';
import { aCustomer, segmentCodes } from './arbitraries.js';

const at = '2026-02-01T00:00:00.000Z';

const aCampaign = (given: Partial<Campaign> = {}): Campaign => ({
  campaignId: 'k-1',
  requestId: 'R-1',
  initiator: 'marketing',
  name: 'spring',
  customerSegment: 'SOHO',
  reason: null,
  startAt: null,
  customers: null,
  createdAt: at,
  state: 'DRAFT',
  validating: false,
  rows: 10,
  forecast: [],
  outcomes: [],
  ...given,
});

const asked = ['VALIDATED', 'RUNNING', 'PAUSED', 'CANCELLED'] as const;
const walks = fc.array(
  fc.oneof(
    fc.constantFrom(...asked).map((to) => ({ to, skipValidation: false })),
    fc.constant({ to: 'RUNNING' as const, skipValidation: true }),
    fc.constant('the rows are done' as const),
  ),
);

test('property: after any sequence of requests, an ended campaign stays ended, and only a DRAFT has a dry run', (t) => {
  fc.assert(
    fc.property(walks, (steps) => {
      let campaign = aCampaign();
      for (const step of steps) {
        const before = campaign;
        const next =
          step === 'the rows are done'
            ? E.right(standingWhenDone(campaign))
            : standingAfter(step.to, { skipValidation: step.skipValidation })(campaign);
        if (E.isRight(next)) campaign = { ...campaign, ...next.right };
        if (before.state === 'COMPLETED' || before.state === 'CANCELLED') t.is(campaign.state, before.state);
        if (before.state !== 'DRAFT') t.not(campaign.state, 'DRAFT');
        if (campaign.validating) t.is(campaign.state, 'DRAFT');
        if (campaign.state === 'RUNNING' && before.state === 'DRAFT')
          t.deepEqual(step, { to: 'RUNNING', skipValidation: true });
        if (campaign.state === 'COMPLETED' && before.state !== 'COMPLETED') t.is(before.state, 'RUNNING');
      }
    }),
  );
});

const customers = fc.uniqueArray(
  fc.record({
    refId: fc.integer({ min: 1, max: 30 }).map((n) => `c-${n}`),
    customerSegment: fc.constantFrom(...segmentCodes),
    version: fc.integer({ min: 1, max: 9 }),
    isDeactivated: fc.boolean(),
  }),
  { selector: ({ refId }) => refId, maxLength: 20 },
);
const targets = fc.array(
  fc.record({
    refId: fc.integer({ min: 1, max: 30 }).map((n) => `c-${n}`),
    customerSegment: fc.constantFrom(...segmentCodes, 'NOWHERE', null),
  }),
  { maxLength: 40 },
);

test('property: each row of a chunk has one outcome, the last row of a customer takes effect, and the writes agree with the rows', (t) => {
  const decide = decideRow({ newId: numberedIds('id'), topicsFor: toTopics() });
  fc.assert(
    fc.property(customers, targets, (known, rows) => {
      const byRefId = new Map(
        known.map(({ refId, customerSegment, version, isDeactivated }) => [
          refId,
          aCustomer({
            refId,
            customerSegment,
            version,
            ...(isDeactivated
              ? { state: { state: 'DEACTIVATED', stateReason: 'dfltDeactivated', stateValidFrom: at } }
              : {}),
          }),
        ]),
      );
      const loaded = rows.map(({ refId, customerSegment }, index) => {
        const customer = byRefId.get(refId);
        return {
          row: { line: index + 2, refId, externalId: null, customerSegment, reason: null },
          current: customer === undefined ? null : { customer, occurredAt: at },
          isDuplicate: false,
        };
      });
      const decided = planChunk(aCampaign(), loaded, exampleCatalogue, decide, at);
      t.deepEqual(
        decided.map(({ result }) => result.line),
        loaded.map(({ row }) => row.line),
      );
      decided.forEach(({ result, from, write }, index) => {
        const { refId, customerSegment } = rows[index] ?? { refId: '', customerSegment: null };
        const before = byRefId.get(refId);
        const target = customerSegment ?? 'SOHO';
        const isLast = !rows.slice(index + 1).some((later) => later.refId === refId);
        const expected =
          before === undefined
            ? 'NOT_FOUND'
            : !isLast
              ? 'DUPLICATE'
              : before.state.state === 'DEACTIVATED' || target === 'NOWHERE'
                ? 'REFUSED'
                : target === before.customerSegment
                  ? 'UNCHANGED'
                  : 'CHANGED';
        t.is(result.outcome, expected);
        t.is(from, before?.customerSegment ?? null);
        t.is(write !== null, expected === 'CHANGED');
        t.is(write?.expected, expected === 'CHANGED' ? before?.version : undefined);
        t.is(write?.change.transaction.payload.customer.customerSegment, expected === 'CHANGED' ? target : undefined);
        t.is(write?.change.transaction.campaignId, expected === 'CHANGED' ? 'k-1' : undefined);
      });
      t.is(
        tallyOf(decided).reduce((sum, entry) => sum + entry.rows, 0),
        rows.length,
      );
    }),
  );
});

test('property: a tally does not depend on how the rows are divided into chunks', (t) => {
  const entry = fc.record({
    customerSegment: fc.constantFrom('SOHO', 'BUSINESS', null),
    outcome: fc.constantFrom('CHANGED' as const, 'REFUSED' as const),
    problem: fc.constantFrom('RuleBroken', null),
    rows: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.array(entry), fc.nat(), (entries, cut) => {
      const [one, two] = [entries.slice(0, cut % 10), entries.slice(cut % 10)];
      t.deepEqual(mergedTally([...mergedTally(two), ...mergedTally(one)]), mergedTally(entries));
    }),
  );
});

test('a storable row keeps valid text and replaces text that a store cannot hold', (t) => {
  const row: CampaignRow = {
    line: 2,
    refId: 'c-1',
    externalId: 'CRM-\u00e9',
    customerSegment: 'SOHO',
    reason: '\u{1F600}',
  };
  t.deepEqual(storableRow(row), row);
  t.is(storableRow({ ...row, externalId: 'e\u0301' }).externalId, '\u00e9');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (value) => {
      const { externalId } = storableRow({ ...row, externalId: `${value}\0\ud800` });
      t.true(
        externalId !== null && externalId.isWellFormed() && !externalId.includes('\0') && externalId.length <= 2050,
      );
    }),
  );
});

test('an invalid order is refused with all violations', (t) => {
  const violations = (body: unknown) => {
    const decoded = decode(CampaignOrder)(body);
    return E.isLeft(decoded) ? decoded.left : [];
  };
  const order = { requestId: 'R-1', name: 'spring' };
  t.deepEqual(violations(order), []);
  t.deepEqual(violations({ ...order, customers: {}, name: '', segment: 'SOHO' }), [
    { pointer: '/customers', rule: 'must name at least one condition' },
    { pointer: '/name', rule: 'must be a string of 1 to 256 characters, without control or formatting characters' },
    { pointer: '/segment', rule: 'is not a known member' },
  ]);
  t.deepEqual(violations({ ...order, customers: { testCustomer: true } }), [
    { pointer: '', rule: 'must have a customerSegment where customers are chosen by a filter' },
  ]);
});
