import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import {
  type BusinessRule,
  createCustomer,
  customerOperations,
  customerService,
  customerUpdate,
  examplesOf,
  perform,
  toTopics,
  updateCustomerSegment,
  WiringDefect,
} from '../src/index.js';
import { oneOf } from '../src/codecs.js';
import {
  allPending,
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '../src/testing/index.js';

const aStore = () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  return { store, customers: store.customers, writes: writesTo(store.customers, numberedIds('id')) };
};

/** An embedder's operation, which stores its value in the custom attributes. */
const updateLoyaltyTier = customerUpdate({
  name: 'updateLoyaltyTier',
  summary: 'Puts a customer into a loyalty tier.',
  members: { loyaltyTier: oneOf('GOLD', 'SILVER') },
  apply: (customer, { loyaltyTier }) => ({
    ...customer,
    customAttributes: { ...customer.customAttributes, loyaltyTier },
  }),
  example: { requestId: 'r-1', customer: { externalId: 'CRM-1001' }, loyaltyTier: 'GOLD' },
});

const goldNeedsReason: BusinessRule = {
  name: 'gold-needs-a-reason',
  operations: ['updateLoyaltyTier'],
  check: (_, after, { reason }) =>
    after.customAttributes['loyaltyTier'] === 'GOLD' && reason === undefined
      ? { pointer: '/reason', rule: 'is mandatory for GOLD' }
      : null,
};

test('an envelope that cannot be decoded again is a defect and changes nothing', async (t) => {
  const { writes } = aStore();
  const { refId, version } = await anActiveCustomer(writes);
  const body = { requestId: 'R', customer: { refId }, customerSegment: 'SOHO' };
  const moved = (given: Partial<typeof writes>, client = 'crm') =>
    perform({ ...writes, ...given })(updateCustomerSegment)(body, context({ client }))();
  for (const client of ['', 'x'.repeat(129), 'a\0b']) {
    await t.throwsAsync(moved({}, client), { name: 'WiringDefect', message: /the client must be/ }, client);
  }
  await t.throwsAsync(moved({ newId: () => '' }), { name: 'WiringDefect', message: /transactionId/ });
  await t.throwsAsync(moved({ newId: () => 'x'.repeat(65) }), { name: 'WiringDefect' });
  await t.throwsAsync(moved({ topicsFor: () => ['with space'] }), { name: 'WiringDefect', message: /with space/ });
  await t.throwsAsync(perform(writes)(updateCustomerSegment)(body, context({ deadline: Number.NaN }))());
  const receipt = await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
  t.deepEqual([receipt.replayed, receipt.transaction.payload.customer.version], [false, version + 1]);
});

test('an id that is generated twice in a row is a defect', async (t) => {
  const { writes } = aStore();
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const run = perform({ ...writes, newId: () => 'constant' });
  await t.throwsAsync(run(createCustomer)({ requestId: 'R', state }, context())(), { message: /twice in a row/ });
});

test('an invalid traceparent is ignored', async (t) => {
  const { writes, store } = aStore();
  const { refId } = await anActiveCustomer(writes);
  const body = { requestId: 'R', customer: { refId }, customerSegment: 'SOHO' };
  await succeeds(perform(writes)(updateCustomerSegment)(body, context({ traceparent: '00-none\0' })));
  const entries = await allPending(store);
  t.is(entries.find(({ message }) => message.version === 2)?.message.traceparent, null);
});

test('nothing is changed before the task runs', async (t) => {
  const { customers, writes } = aStore();
  const { refId } = await anActiveCustomer(writes);
  perform(writes)(updateCustomerSegment)({ requestId: 'R', customer: { refId }, customerSegment: 'SOHO' }, context());
  const found = await succeeds(customers.find({ refId }));
  t.is(found._tag === 'Some' ? found.value.customerSegment : null, 'RESIDENTIAL');
});

test('the service takes typed commands and returns a promise of each result', async (t) => {
  const { writes } = aStore();
  await anActiveCustomer(writes, { externalId: 'CRM-1' });
  const casm = customerService(writes);
  const command = { requestId: 'R-1', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  const call = { client: 'my-service' };
  const outcomeOf = async (given: Partial<typeof command>, conditions = {}) => {
    const result = await casm.updateCustomerSegment({ ...command, ...given }, { ...call, ...conditions });
    switch (result.outcome) {
      case 'changed':
      case 'unchanged':
        return [result.outcome, result.transaction.payload.customer.version, result.replayed];
      case 'rejected':
        return [result.outcome, ...result.rejections.map(({ _tag }) => _tag)];
      case 'failed':
        return [result.outcome, result.failure._tag];
    }
  };
  t.deepEqual(await outcomeOf({}), ['changed', 2, false]);
  t.deepEqual(await outcomeOf({}), ['changed', 2, true]);
  t.deepEqual(await outcomeOf({ requestId: 'R-2' }), ['unchanged', 2, false]);
  t.deepEqual(await outcomeOf({ requestId: 'R-3', customerSegment: 'NOWHERE' }, { expectedVersion: 1 }), [
    'rejected',
    'VersionMismatch',
    'UnknownSegment',
  ]);
});

test('an embedder’s operation and rule are applied like built-in ones', async (t) => {
  const { writes } = aStore();
  await anActiveCustomer(writes, { externalId: 'CRM-1' });
  const casm = customerService({ ...writes, rules: [goldNeedsReason] }, [...customerOperations, updateLoyaltyTier]);
  const call = { client: 'my-service' };
  const gold = { requestId: 'R-1', customer: { externalId: 'CRM-1' }, loyaltyTier: 'GOLD' as const };
  const refused = await casm.updateLoyaltyTier(gold, call);
  t.deepEqual(refused.outcome === 'rejected' && refused.rejections, [
    { _tag: 'RuleBroken', name: 'gold-needs-a-reason', pointer: '/reason', rule: 'is mandatory for GOLD' },
  ]);
  const changed = await casm.updateLoyaltyTier({ ...gold, reason: 'ten years' }, call);
  t.deepEqual(changed.outcome === 'changed' && changed.transaction.changes, [
    { field: 'customAttributes', before: {}, after: { loyaltyTier: 'GOLD' } },
  ]);
});

test('an embedder’s operation that makes an invalid customer is a defect', async (t) => {
  const { writes } = aStore();
  await anActiveCustomer(writes, { externalId: 'CRM-1' });
  const broken = customerUpdate({
    name: 'breakCustomer',
    summary: 'Leaves a customer without a name that can be read.',
    members: {},
    apply: (customer) => ({ ...customer, customName: '' }),
    example: { requestId: 'r', customer: { externalId: 'CRM-1' } },
  });
  const casm = customerService(writes, [broken]);
  await t.throwsAsync(casm.breakCustomer({ requestId: 'R', customer: { externalId: 'CRM-1' } }, { client: 'a' }), {
    message: /customName/,
  });
});

test('every operation’s example succeeds', (t) => {
  const examples = examplesOf([...customerOperations, updateLoyaltyTier]);
  for (const { operation, transaction } of examples) {
    t.is(transaction.operation, operation.name);
    t.true(transaction.changes.length > 0, operation.name);
    t.deepEqual(toTopics()(transaction), ['casm.customer']);
    t.true(E.isRight(operation.intentOf(operation.example, () => 'c')), operation.name);
  }
});

test('two operations with one name are a wiring defect', (t) => {
  const { writes } = aStore();
  t.throws(() => customerService(writes, [...customerOperations, updateCustomerSegment]), {
    instanceOf: WiringDefect,
    message: 'two operations have the name updateCustomerSegment',
  });
});
