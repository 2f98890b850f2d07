import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { customerOperations, type BusinessTransaction, publicationRules, toTopics } from '../src/index.js';
import { aCustomer } from './arbitraries.js';

const transaction = (
  operation: BusinessTransaction['operation'],
  ...fields: ReadonlyArray<'customerSegment' | 'state'>
): BusinessTransaction => ({
  transactionId: 'tx',
  requestId: 'request',
  operation,
  occurredAt: '2026-01-01T10:00:00.000Z',
  initiator: 'crm',
  reason: null,
  changes: fields.map((field) => ({ field, before: null, after: 'SOHO' })),
  payload: { customer: aCustomer({ refId: 'c-1', version: 1 }) },
});

const operations = customerOperations.map(({ name }) => name);

const topics = (configured: unknown, subject: BusinessTransaction): ReadonlyArray<string> => {
  const rules = publicationRules('casm.customer', operations)(configured);
  if (E.isLeft(rules)) throw new Error(JSON.stringify(rules.left));
  return toTopics('casm.customer', rules.right)(subject);
};

test('a rule adds a topic for its operations and fields; the complete topic receives everything', (t) => {
  const configured = [
    { topic: 'casm.customer-segment', operations: ['updateCustomerSegment'] },
    { topic: 'casm.segment-values', changedFields: ['customerSegment'] },
    { topic: 'casm.audit' },
  ];
  t.deepEqual(topics(configured, transaction('updateCustomerSegment', 'customerSegment')), [
    'casm.customer',
    'casm.customer-segment',
    'casm.segment-values',
    'casm.audit',
  ]);
  t.deepEqual(topics(configured, transaction('createCustomer', 'customerSegment', 'state')), [
    'casm.customer',
    'casm.segment-values',
    'casm.audit',
  ]);
  t.deepEqual(topics(configured, transaction('updateCustomerState', 'state')), ['casm.customer', 'casm.audit']);
});

test('two rules for one topic publish a transaction there once', (t) => {
  const configured = [
    { topic: 'further', operations: ['createCustomer'] },
    { topic: 'further', changedFields: ['customerSegment'] },
  ];
  t.deepEqual(topics(configured, transaction('createCustomer', 'customerSegment')), ['casm.customer', 'further']);
});

test('without rules everything goes to the complete topic only', (t) => {
  t.deepEqual(topics([], transaction('createCustomer', 'state')), ['casm.customer']);
});

test('invalid rules are refused with all violations', (t) => {
  const wrong = publicationRules(
    'casm.customer',
    operations,
  )([
    { topic: 'with space' },
    { topic: 'further', operations: ['deleteCustomer'], changedFields: [] },
    { operation: 'createCustomer' },
  ]);
  t.deepEqual(E.isLeft(wrong) ? wrong.left.map(({ pointer }) => pointer).sort() : [], [
    '/0/topic',
    '/1/changedFields',
    '/1/operations/0',
    '/2/operation',
    '/2/topic',
  ]);
  t.true(E.isLeft(publicationRules('casm.customer', operations)('casm.audit')));
});

test('a rule for the complete topic is refused', (t) => {
  const wrong = publicationRules(
    'casm.customer',
    operations,
  )([{ topic: 'a' }, { topic: 'casm.customer', operations: ['createCustomer'] }]);
  t.deepEqual(
    wrong,
    E.left([
      {
        pointer: '/1/topic',
        rule: 'must not be casm.customer: it carries every version, and a rule would leave something out there',
      },
    ]),
  );
});

test('a rule for a compacted topic cannot name operations or fields, because the topic must have the newest state of every customer', (t) => {
  const rules = publicationRules('casm.customer', operations);
  t.true(E.isRight(rules([{ topic: 'casm.customer-state', compacted: true }])));
  t.true(E.isRight(rules([{ topic: 'further', operations: ['createCustomer'], compacted: false }])));
  for (const narrowing of [{ operations: ['createCustomer'] }, { changedFields: ['customerSegment'] }]) {
    const wrong = rules([{ topic: 'casm.customer-state', compacted: true, ...narrowing }]);
    t.regex(JSON.stringify(E.isLeft(wrong) ? wrong.left : []), /neither operations nor changedFields/);
  }
});
