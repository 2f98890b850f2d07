import test from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import {
  type BusinessTransaction,
  completeTopic,
  customerOperations,
  publicationRules,
  toTopics,
} from '../src/index.js';
import { changeableFields } from '../src/domain/business-transaction.js';
import { aCustomer } from './arbitraries.js';

const operations = customerOperations.map(({ name }) => name);
const topics = ['a', 'b', 'c'];

const rules = fc.array(
  fc.record(
    {
      topic: fc.constantFrom(...topics),
      operations: fc.subarray(operations, { minLength: 1 }),
      changedFields: fc.subarray([...changeableFields], { minLength: 1 }),
    },
    { requiredKeys: ['topic'] },
  ),
  { maxLength: 6 },
);

const transactions: fc.Arbitrary<BusinessTransaction> = fc
  .record({ operation: fc.constantFrom(...operations), fields: fc.subarray([...changeableFields]) })
  .map(({ operation, fields }) => ({
    transactionId: 'tx',
    requestId: 'request',
    operation,
    occurredAt: '2026-01-01T10:00:00.000Z',
    initiator: 'crm',
    reason: null,
    changes: fields.map((field) => ({ field, before: null, after: 'SOHO' })),
    payload: { customer: aCustomer() },
  }));

type Rules = typeof rules extends fc.Arbitrary<infer A> ? A : never;

const chosen = (configured: Rules, transaction: BusinessTransaction): ReadonlyArray<string> =>
  toTopics(completeTopic, configured)(transaction);

const holds = (property: (configured: Rules, transaction: BusinessTransaction, other: Rules) => boolean): void =>
  fc.assert(fc.property(rules, transactions, rules, property), { numRuns: 500 });

test('property: every valid configuration is decoded', (t) => {
  fc.assert(fc.property(rules, (configured) => E.isRight(publicationRules(completeTopic, operations)(configured))));
  t.pass();
});

test('property: the complete topic comes first, and every topic once', (t) => {
  holds((configured, transaction) => {
    const all = chosen(configured, transaction);
    return all[0] === completeTopic && new Set(all).size === all.length;
  });
  t.pass();
});

test('property: an additional rule removes no topic and adds at most its own', (t) => {
  holds((configured, transaction, [further]) => {
    if (further === undefined) return true;
    const [before, after] = [chosen(configured, transaction), chosen([...configured, further], transaction)];
    return (
      before.every((topic) => after.includes(topic)) &&
      after.every((topic) => before.includes(topic) || topic === further.topic)
    );
  });
  t.pass();
});

test('property: the rules of two configurations select what either selects', (t) => {
  holds((configured, transaction, others) => {
    const either = new Set([...chosen(configured, transaction), ...chosen(others, transaction)]);
    const both = new Set(chosen([...configured, ...others], transaction));
    return either.size === both.size && [...either].every((topic) => both.has(topic));
  });
  t.pass();
});

test('property: a single rule selects its topic only for its operations and fields', (t) => {
  holds(([rule], transaction) => {
    if (rule === undefined) return true;
    const changed = transaction.changes.map(({ field }) => field);
    const isItsOperation = rule.operations?.some((name) => name === transaction.operation) ?? true;
    const isItsField = rule.changedFields?.some((field) => changed.includes(field)) ?? true;
    return chosen([rule], transaction).includes(rule.topic) === (isItsOperation && isItsField);
  });
  t.pass();
});
