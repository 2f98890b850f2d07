import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import {
  type BusinessRule,
  catalogueOf,
  createCustomer,
  type Customer,
  updateCustomerCustomAttributes,
  updateCustomerCustomName,
  updateCustomerExternalId,
  updateCustomerSegment,
} from '../src/index.js';
import type { Origin } from '../src/domain/decisions/changed.js';
import { decideStep } from '../src/operations/decide-step.js';
import { exampleCatalogue } from '../src/testing/index.js';
import { aCustomer, moments, segmentCodes } from './arbitraries.js';
import { at, customer, decide, factsAbout, originOf, rejectionsOf, tagsOf, transactionOf } from './deciding.js';

const toSegment = (customerSegment: string, given: Partial<Origin> = {}) =>
  decide(updateCustomerSegment, { customer, customerSegment }, given);

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

test('the transaction names the campaign and the user that the client acts for, if there are any', (t) => {
  const named = toSegment('SOHO', { campaignId: 'spring', onBehalfOf: 'ada' })(factsAbout(aCustomer()), at);
  t.like(transactionOf(named), { initiator: 'crm', campaignId: 'spring', onBehalfOf: 'ada' });
  const { campaignId, onBehalfOf } = transactionOf(toSegment('SOHO')(factsAbout(aCustomer()), at)) ?? t.fail();
  t.deepEqual([campaignId, onBehalfOf], [undefined, undefined]);
});

test('an update that changes nothing assigns no catalogue entry, so that a retired one does not refuse it', (t) => {
  const same = toSegment('RESIDENTIAL')(factsAbout(aCustomer()), at);
  t.deepEqual(E.isRight(same) && same.right.assigns, {
    customerSegment: null,
    stateReason: null,
    customerProfile: null,
  });
});

test('a retired segment is refused', (t) => {
  const soho = { code: 'SOHO', name: 'x', description: null, status: 'RETIRED' as const };
  const facts = { ...factsAbout(aCustomer()), catalogue: catalogueOf({ customerSegments: [soho] }) };
  t.deepEqual(tagsOf(toSegment('SOHO')(facts, at)), ['SegmentRetired']);
});

test('a creation lists the given members as changes from no value', (t) => {
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const outcome = decide(createCustomer, { externalId: 'CRM-1', customerSegment: 'SOHO', state })(factsAbout(null), at);
  t.deepEqual(transactionOf(outcome)?.changes, [
    { field: 'externalId', before: null, after: 'CRM-1' },
    { field: 'customerSegment', before: null, after: 'SOHO' },
    { field: 'state', before: null, after: { ...state, stateValidFrom: at } },
  ]);
  t.deepEqual(E.isRight(outcome) && outcome.right.assigns, {
    customerSegment: 'SOHO',
    stateReason: 'dfltActive',
    customerProfile: null,
  });
});

test('a creation by profile assigns what the profile supplies, and the profile itself', (t) => {
  const outcome = decide(createCustomer, { customerProfile: 'b2b' })(factsAbout(null), at);
  t.deepEqual(E.isRight(outcome) && outcome.right.assigns, {
    customerSegment: 'BUSINESS',
    stateReason: 'dfltActive',
    customerProfile: 'b2b',
  });
});

test('a creation without an external id claims none; with one it is refused if that is taken', (t) => {
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const taken = { ...factsAbout(null), externalIdTaken: true };
  t.deepEqual(tagsOf(decide(createCustomer, { state })(taken, at)), []);
  t.deepEqual(tagsOf(decide(createCustomer, { state, externalId: 'CRM-1' })(taken, at)), ['ExternalIdTaken']);
});

test('a creation under an id that a customer has already is a defect', (t) => {
  const create = decide(createCustomer, { state: { state: 'ACTIVE', stateReason: 'dfltActive' } });
  t.throws(() => create(factsAbout(aCustomer()), at), { message: /^the id c-9 .* is taken$/ });
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
  const halves = [{ pointer: '' }, { rule: 'is broken' }, { pointer: 1, rule: 'is broken' }, { pointer: '', rule: 1 }];
  for (const answer of [undefined, true, {}, Promise.resolve(null), ...halves]) {
    const sloppy: BusinessRule = { ...needsReason, check: () => (isAnswer(answer) ? answer : null) };
    t.throws(() => toSegment('SOHO', { rules: [sloppy] })(factsAbout(aCustomer()), at), {
      message: /neither a violation nor null/,
    });
  }
});

test('a rule is not asked where there is no customer: an unknown one, or one to be created from an unknown profile', (t) => {
  const asked: Array<string> = [];
  const curious = (operation: string): BusinessRule => ({
    name: 'curious',
    operations: [operation],
    check: (_, after) => {
      asked.push(after.state.state);
      return null;
    },
  });
  const rules = [curious('updateCustomerSegment'), curious('createCustomer')];
  t.deepEqual(tagsOf(toSegment('SOHO', { rules })(factsAbout(null), at)), ['CustomerNotFound']);
  for (const state of [{}, { state: 'ACTIVE' }, { stateReason: 'dfltActive' }]) {
    const create = decide(createCustomer, { customerProfile: 'none', state }, { rules });
    t.deepEqual(tagsOf(create(factsAbout(null), at)), ['UnknownProfile']);
  }
  t.deepEqual(asked, []);
});

test('a step without a customer and without an objection is a defect', (t) => {
  const { intentOf } = updateCustomerSegment;
  const intent = intentOf({ requestId: 'r-1', customer, customerSegment: 'SOHO' }, () => 'c-9');
  const command = E.isRight(intent) ? intent.right.command : t.fail();
  const nobody = { command, before: null, after: null, objections: [], catalogue: exampleCatalogue, at };
  t.throws(() => decideStep(originOf('updateCustomerSegment'), nobody), {
    message: 'updateCustomerSegment has neither a customer nor an objection',
  });
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
  const open = { ...large(15), pad: '' };
  const free = 65_536 - Buffer.byteLength(JSON.stringify(open));
  const pad = `${'\u{1f600}'.repeat(Math.floor(free / 4))}${'x'.repeat(free % 4)}`;
  t.deepEqual(tagsOfUpdate({}, { customAttributes: { ...open, pad } }), []);
  t.deepEqual(tagsOfUpdate({}, { customAttributes: { ...open, pad: `${pad}x` } }), ['AttributesTooLarge']);
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
  t.deepEqual(placesOf({ customerProfile: 'b2b', customerSegment: 'SOHO', state: { stateReason: 'gone' } }), [
    ['ProfileRetired', null],
    ['UnknownStateReason', '/state/stateReason'],
  ]);
  t.deepEqual(placesOf({ customerProfile: 'none', customerSegment: 'GONE', externalId: 'CRM-1' }), [
    ['UnknownProfile', null],
    ['UnknownSegment', '/customerSegment'],
  ]);
});
