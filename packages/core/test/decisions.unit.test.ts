import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import {
  type BusinessRule,
  catalogueOf,
  createCustomer,
  type Customer,
  type CustomerOperation,
  type Facts,
  toTopics,
  updateCustomerCustomAttributes,
  updateCustomerCustomName,
  updateCustomerExternalId,
  updateCustomerSegment,
  updateCustomerState,
} from '../src/index.js';
import type { Origin } from '../src/domain/decisions/changed.js';
import { exampleCatalogue } from '../src/testing/index.js';
import { aCustomer, moments, segmentCodes } from './arbitraries.js';

const factsAbout = (customer: Customer | null, occurredAt = '2026-01-01T00:00:00.000Z'): Facts => ({
  current: customer === null ? O.none : O.some({ customer, occurredAt }),
  externalIdTaken: false,
  catalogue: exampleCatalogue,
});

/** Returns the operation's decision on a valid body. */
const decide = (operation: CustomerOperation, body: Readonly<Record<string, unknown>>, given: Partial<Origin> = {}) => {
  const intent = operation.intentOf({ requestId: 'r-1', ...body }, () => 'c-9');
  if (E.isLeft(intent)) throw new Error(JSON.stringify(intent.left));
  return intent.right.decide({
    transactionId: 'tx-1',
    requestId: 'r-1',
    operation: operation.name,
    initiator: 'crm',
    onBehalfOf: null,
    campaignId: null,
    reason: null,
    expectedVersions: null,
    topicsFor: toTopics(),
    rules: [],
    ...given,
  });
};

const customer = { refId: 'c-1' };
const toSegment = (customerSegment: string, given: Partial<Origin> = {}) =>
  decide(updateCustomerSegment, { customer, customerSegment }, given);
const toState = (state: Readonly<Record<string, unknown>>) => decide(updateCustomerState, { customer, state });

const rejectionsOf = (decided: ReturnType<ReturnType<typeof toSegment>>) =>
  E.isLeft(decided) ? decided.left.rejections : [];
const tagsOf = (decided: ReturnType<ReturnType<typeof toSegment>>) => rejectionsOf(decided).map(({ _tag }) => _tag);
const transactionOf = (decided: ReturnType<ReturnType<typeof toSegment>>) =>
  E.isRight(decided) ? decided.right.transaction : null;

const at = '2026-02-01T08:00:00.000Z';

test('a decision has the changes, the next version, the topics and the entries that must be ACTIVE at the commit', (t) => {
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
      assigns: { customerSegment: 'SOHO', stateReason: null, customerProfile: null },
    }),
  );
});

test('inactive and suspended customers can change segment, deactivated ones cannot', (t) => {
  const inState = (state: Customer['state']['state']) =>
    tagsOf(toSegment('SOHO')(factsAbout(aCustomer({ state: { state, stateReason: 'x', stateValidFrom: at } })), at));
  t.deepEqual([inState('INACTIVE'), inState('SUSPENDED'), inState('DEACTIVATED')], [[], [], ['CustomerDeactivated']]);
});

test('a rejection lists all broken rules', (t) => {
  t.deepEqual(tagsOf(toSegment('NOWHERE')(factsAbout(null), at)), ['CustomerNotFound', 'UnknownSegment']);
});

test('a retired segment is refused', (t) => {
  const soho = { code: 'SOHO', name: 'x', description: null, status: 'RETIRED' as const };
  const facts = { ...factsAbout(aCustomer()), catalogue: catalogueOf({ customerSegments: [soho] }) };
  t.deepEqual(tagsOf(toSegment('SOHO')(facts, at)), ['SegmentRetired']);
});

test('a state reason must belong to the state', (t) => {
  const decided = toState({ state: 'SUSPENDED', stateReason: 'dfltActive' });
  t.deepEqual(tagsOf(decided(factsAbout(aCustomer()), at)), ['UnknownStateReason']);
});

test('the same state for the same reason without a date changes nothing', (t) => {
  const outcome = toState({ state: 'ACTIVE', stateReason: 'dfltActive' })(factsAbout(aCustomer()), at);
  t.deepEqual(E.isRight(outcome) && [outcome.right.transaction.changes, outcome.right.topics], [[], []]);
});

test('a state that begins in the future is refused, on update and on creation; a tolerance of one minute applies', (t) => {
  const state = (stateValidFrom: string) => ({ state: 'DEACTIVATED', stateReason: 'dfltDeactivated', stateValidFrom });
  const decided = (stateValidFrom: string) => tagsOf(toState(state(stateValidFrom))(factsAbout(aCustomer()), at));
  t.deepEqual(decided('2099-01-01T00:00:00Z'), ['FutureState']);
  t.deepEqual(decided('2026-02-01T08:01:00.001Z'), ['FutureState']);
  t.deepEqual(decided('2026-02-01T08:01:00.000Z'), []);
  t.deepEqual(tagsOf(decide(createCustomer, { state: state('2099-01-01T00:00:00Z') })(factsAbout(null), at)), [
    'FutureState',
  ]);
});

test('a creation lists the given members as changes from no value', (t) => {
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const outcome = decide(createCustomer, { externalId: 'CRM-1', customerSegment: 'SOHO', state })(factsAbout(null), at);
  t.deepEqual(transactionOf(outcome)?.changes, [
    { field: 'externalId', before: null, after: 'CRM-1' },
    { field: 'customerSegment', before: null, after: 'SOHO' },
    { field: 'state', before: null, after: { ...state, stateValidFrom: at } },
  ]);
});

const needsReason: BusinessRule = {
  name: 'business-needs-a-reason',
  operations: ['updateCustomerSegment'],
  check: (before, after, { reason }) =>
    after.customerSegment === 'BUSINESS' && before?.customerSegment !== 'BUSINESS' && reason === undefined
      ? { pointer: '/reason', rule: 'is mandatory for BUSINESS' }
      : null,
};

test('a broken rule is listed together with all other rejections', (t) => {
  const deactivated = aCustomer({ state: { state: 'DEACTIVATED', stateReason: 'x', stateValidFrom: at } });
  t.deepEqual(rejectionsOf(toSegment('BUSINESS', { rules: [needsReason] })(factsAbout(deactivated), at)), [
    { _tag: 'CustomerDeactivated', refId: 'c-1' },
    { _tag: 'RuleBroken', name: 'business-needs-a-reason', pointer: '/reason', rule: 'is mandatory for BUSINESS' },
  ]);
});

test('a rule applies only to its operations, and accepts steps without a violation', (t) => {
  t.deepEqual(tagsOf(toSegment('SOHO', { rules: [needsReason] })(factsAbout(aCustomer()), at)), []);
  const elsewhere = { ...needsReason, operations: ['updateCustomerState'] };
  t.deepEqual(tagsOf(toSegment('BUSINESS', { rules: [elsewhere] })(factsAbout(aCustomer()), at)), []);
});

test('a rule that returns neither a violation nor null accepts nothing', (t) => {
  // A rule written in JavaScript can return such values.
  const isAnswer = (value: unknown): value is null => value !== null;
  for (const answer of [undefined, true, {}, Promise.resolve(null)]) {
    const sloppy: BusinessRule = { ...needsReason, check: () => (isAnswer(answer) ? answer : null) };
    t.throws(() => toSegment('SOHO', { rules: [sloppy] })(factsAbout(aCustomer()), at), {
      message: /neither a violation nor null/,
    });
  }
});

const segmentOf = fc.constantFrom(...segmentCodes);

test('property: a decision is deterministic, and a change increases the version by one and occurredAt by at least one millisecond', (t) => {
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

test('property: an expected version accepts exactly that version', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (version, expected) => {
      const tags = tagsOf(
        toSegment('SOHO', { expectedVersions: [expected, 10] })(factsAbout(aCustomer({ version })), at),
      );
      return tags.includes('VersionMismatch') === (version !== expected);
    }),
  );
  t.pass();
});

const withAttributes = (customAttributes: Customer['customAttributes']) => aCustomer({ customAttributes });
const attributesAfter = (held: Customer['customAttributes'], given: Readonly<Record<string, unknown>>) =>
  transactionOf(decide(updateCustomerCustomAttributes, { customer, ...given })(factsAbout(withAttributes(held)), at))
    ?.payload.customer.customAttributes;

test('custom attributes are replaced or merged: a merge sets the given keys, removes those that are null and keeps the others', (t) => {
  const held = { a: '1', b: '2' };
  t.deepEqual(attributesAfter(held, { customAttributes: { b: '3' } }), { b: '3' });
  t.deepEqual(attributesAfter(held, { customAttributes: { b: '3' }, merge: false }), { b: '3' });
  t.deepEqual(attributesAfter(held, { customAttributes: { b: '3', c: '4' }, merge: true }), { a: '1', b: '3', c: '4' });
  t.deepEqual(attributesAfter(held, { customAttributes: { a: null, x: null }, merge: true }), { b: '2' });
  t.deepEqual(attributesAfter(held, { customAttributes: {} }), {});
});

test('a merge that leaves more custom attributes than a customer can have is refused', (t) => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, 'v']));
  const merge = (customAttributes: Readonly<Record<string, unknown>>) =>
    tagsOf(
      decide(updateCustomerCustomAttributes, { customer, customAttributes, merge: true })(
        factsAbout(withAttributes(many)),
        at,
      ),
    );
  t.deepEqual(merge({ one: 'more' }), ['TooManyAttributes']);
  t.deepEqual(merge({ one: 'more', k0: null }), []);
});

test('custom attributes that make a message too large for its topic are refused, on creation, replacement and merge', (t) => {
  // Each value has 1,024 characters of 4 bytes, plus the JSON syntax: 15 values fit in 64 KiB, 16 do not.
  const large = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, '\u{1f600}'.repeat(1024)]));
  const tagsOfUpdate = (held: Customer['customAttributes'], given: Readonly<Record<string, unknown>>) =>
    tagsOf(decide(updateCustomerCustomAttributes, { customer, ...given })(factsAbout(withAttributes(held)), at));
  t.deepEqual(tagsOfUpdate({}, { customAttributes: large(15) }), []);
  t.deepEqual(tagsOfUpdate({}, { customAttributes: large(16) }), ['AttributesTooLarge']);
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const created = (customAttributes: Customer['customAttributes']) =>
    tagsOf(decide(createCustomer, { customAttributes, state })(factsAbout(null), at));
  t.deepEqual(created(large(15)), []);
  t.deepEqual(created(large(16)), ['AttributesTooLarge']);
  const { k0 = '' } = large(1);
  t.deepEqual(tagsOfUpdate(large(15), { customAttributes: { more: k0 }, merge: true }), ['AttributesTooLarge']);
  t.deepEqual(tagsOfUpdate(large(15), { customAttributes: { more: k0, k0: null }, merge: true }), []);
});

test('a custom name is changed, and invisible characters are refused', (t) => {
  const named = aCustomer({ customName: 'Ada' });
  const decided = decide(updateCustomerCustomName, { customer, customName: 'Ada King' })(factsAbout(named), at);
  t.deepEqual(transactionOf(decided)?.changes, [{ field: 'customName', before: 'Ada', after: 'Ada King' }]);
  t.throws(() => decide(updateCustomerCustomName, { customer, customName: 'Ada\u001b[2J' }), { message: /customName/ });
});

test('a new external id must be free; a change to the current one changes nothing', (t) => {
  const named = aCustomer({ externalId: 'CRM-1' });
  const rename = (externalId: string, externalIdTaken: boolean) =>
    decide(updateCustomerExternalId, { customer, externalId })({ ...factsAbout(named), externalIdTaken }, at);
  t.deepEqual(tagsOf(rename('CRM-2', true)), ['ExternalIdTaken']);
  t.deepEqual(transactionOf(rename('CRM-2', false))?.changes, [
    { field: 'externalId', before: 'CRM-1', after: 'CRM-2' },
  ]);
  t.deepEqual(transactionOf(rename('CRM-1', true))?.changes, []);
});

test('the rejection of a value from a profile points to the profile, that of a value from the request to its member', (t) => {
  const profile = {
    code: 'b2b',
    name: 'Business',
    description: null,
    status: 'RETIRED' as const,
    customerSegment: 'NOWHERE',
    state: 'ACTIVE' as const,
    stateReason: 'nothing',
  };
  const catalogue = { ...exampleCatalogue, customerProfiles: new Map([['b2b', profile]]) };
  const placesOf = (body: Readonly<Record<string, unknown>>) =>
    rejectionsOf(decide(createCustomer, body)({ ...factsAbout(null), catalogue }, at)).map((rejection) => [
      rejection._tag,
      'pointer' in rejection ? rejection.pointer : null,
    ]);
  t.deepEqual(placesOf({ customerProfile: 'b2b' }), [
    ['ProfileRetired', null],
    ['UnknownSegment', '/customerProfile'],
    ['UnknownStateReason', '/customerProfile'],
  ]);
  t.deepEqual(placesOf({ customerProfile: 'b2b', customerSegment: 'GONE', state: { state: 'SUSPENDED' } }), [
    ['ProfileRetired', null],
    ['UnknownSegment', '/customerSegment'],
    ['UnknownStateReason', '/state/state'],
  ]);
  t.deepEqual(placesOf({ customerProfile: 'none', customerSegment: 'GONE', externalId: 'CRM-1' }), [
    ['UnknownProfile', null],
    ['UnknownSegment', '/customerSegment'],
  ]);
});
