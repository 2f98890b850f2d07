import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { catalogueOf, type Customer, type Facts, toTopics } from '../src/index.js';
import type { Origin } from '../src/domain/decisions/changed.js';
import { decideCreation } from '../src/domain/decisions/decide-creation.js';
import { decideSegment } from '../src/domain/decisions/decide-segment.js';
import { decideState } from '../src/domain/decisions/decide-state.js';
import { exampleCatalogue } from '../src/testing/index.js';
import { aCustomer, moments, segmentCodes } from './arbitraries.js';

const origin = (given: Partial<Origin> = {}): Origin => ({
  transactionId: 'tx-1',
  requestId: 'r-1',
  operation: 'updateCustomerSegment',
  initiator: 'crm',
  reason: null,
  expectedVersion: null,
  topicsFor: toTopics(),
  ...given,
});

const factsAbout = (customer: Customer | null, occurredAt = '2026-01-01T00:00:00.000Z'): Facts => ({
  current: customer === null ? O.none : O.some({ customer, occurredAt }),
  externalIdTaken: false,
  catalogue: exampleCatalogue,
});

const toSegment = (customerSegment: string, given: Partial<Origin> = {}) =>
  decideSegment({ requestId: 'r-1', customer: { refId: 'c-1' }, customerSegment }, origin(given));

const tagsOf = (decided: ReturnType<ReturnType<typeof toSegment>>) =>
  E.isLeft(decided) ? decided.left.rejections.map(({ _tag }) => _tag) : [];

const at = '2026-02-01T08:00:00.000Z';

test('a decision names the change, the next version, the topic and what must still hold at the commit', (t) => {
  const decided = toSegment('SOHO', { reason: 'moved to a business contract' })(factsAbout(aCustomer()), at);
  t.deepEqual(
    decided,
    E.right({
      transaction: {
        transactionId: 'tx-1',
        requestId: 'r-1',
        operation: 'updateCustomerSegment',
        occurredAt: at,
        initiator: 'crm',
        reason: 'moved to a business contract',
        changes: [{ field: 'customerSegment', before: 'RESIDENTIAL', after: 'SOHO' }],
        payload: { customer: aCustomer({ customerSegment: 'SOHO', version: 4 }) },
      },
      topics: ['casm.customer'],
      assigns: { customerSegment: 'SOHO', stateReason: null },
    }),
  );
});

test('inactive and suspended customers may change segment, deactivated ones may not', (t) => {
  const inState = (state: Customer['state']['state']) =>
    tagsOf(toSegment('SOHO')(factsAbout(aCustomer({ state: { state, stateReason: 'x', stateValidFrom: at } })), at));
  t.deepEqual([inState('INACTIVE'), inState('SUSPENDED'), inState('DEACTIVATED')], [[], [], ['CustomerDeactivated']]);
});

test('all broken rules are named at once', (t) => {
  t.deepEqual(tagsOf(toSegment('NOWHERE')(factsAbout(null), at)), ['CustomerNotFound', 'UnknownSegment']);
});

test('a retired segment is not assigned', (t) => {
  const soho = { code: 'SOHO', name: 'x', description: null, status: 'RETIRED' as const };
  const facts = { ...factsAbout(aCustomer()), catalogue: catalogueOf([soho], []) };
  t.deepEqual(tagsOf(toSegment('SOHO')(facts, at)), ['SegmentRetired']);
});

test('a state reason must belong to the state', (t) => {
  const state = { state: 'SUSPENDED' as const, stateReason: 'dfltActive' };
  const decided = decideState(
    { requestId: 'r', customer: { refId: 'c-1' }, state },
    origin({ operation: 'updateCustomerState' }),
  );
  t.deepEqual(tagsOf(decided(factsAbout(aCustomer()), at)), ['UnknownStateReason']);
});

test('the same state for the same reason without a date changes nothing', (t) => {
  const state = { state: 'ACTIVE' as const, stateReason: 'dfltActive' };
  const decided = decideState(
    { requestId: 'r', customer: { refId: 'c-1' }, state },
    origin({ operation: 'updateCustomerState' }),
  );
  const outcome = decided(factsAbout(aCustomer()), at);
  t.deepEqual(E.isRight(outcome) && [outcome.right.transaction.changes, outcome.right.topics], [[], []]);
});

test('a creation lists what was given as changes from nothing', (t) => {
  const state = { state: 'ACTIVE' as const, stateReason: 'dfltActive' };
  const command = { requestId: 'r', externalId: 'CRM-1', customerSegment: 'SOHO', state };
  const outcome = decideCreation('c-9', command, origin({ operation: 'createCustomer' }))(factsAbout(null), at);
  t.deepEqual(E.isRight(outcome) && outcome.right.transaction.changes, [
    { field: 'externalId', before: null, after: 'CRM-1' },
    { field: 'customerSegment', before: null, after: 'SOHO' },
    { field: 'state', before: null, after: { ...state, stateValidFrom: at } },
  ]);
});

const segmentOf = fc.constantFrom(...segmentCodes);

test('property: a decision is repeatable, and a change raises the version by one and the moment by at least a millisecond', (t) => {
  fc.assert(
    fc.property(
      segmentOf,
      segmentOf,
      fc.integer({ min: 1, max: 1_000_000 }),
      moments,
      moments,
      (from, to, version, previous, now) => {
        const facts = factsAbout(aCustomer({ customerSegment: from, version }), previous);
        const [first, second] = [toSegment(to)(facts, now), toSegment(to)(facts, now)];
        t.deepEqual(first, second);
        if (E.isLeft(first)) return false;
        const { occurredAt, changes, payload } = first.right.transaction;
        return (
          occurredAt > previous &&
          occurredAt >= now &&
          payload.customer.customerSegment === to &&
          payload.customer.version === version + (from === to ? 0 : 1) &&
          changes.length === (from === to ? 0 : 1)
        );
      },
    ),
  );
});

test('property: a pinned version lets through exactly that version', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (version, expectedVersion) => {
      const tags = tagsOf(toSegment('SOHO', { expectedVersion })(factsAbout(aCustomer({ version })), at));
      return tags.includes('VersionMismatch') === (version !== expectedVersion);
    }),
  );
  t.pass();
});
