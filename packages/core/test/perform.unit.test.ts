import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type BusinessRule,
  BusinessTransaction,
  createCustomer,
  customerOperations,
  customerService,
  customerUpdate,
  examplesOf,
  perform,
  storeUnavailable,
  toTopics,
  updateCustomerSegment,
  WiringDefect,
} from '../src/index.js';
import { flag, oneOf } from '../src/codecs.js';
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
  await t.throwsAsync(perform(writes)(updateCustomerSegment)(body, context({ deadline: Number.NaN }))(), {
    name: 'WiringDefect',
    message: /deadline/,
  });
  for (const onBehalfOf of ['', 'x'.repeat(256)])
    await t.throwsAsync(perform(writes)(updateCustomerSegment)(body, context({ onBehalfOf }))(), {
      name: 'WiringDefect',
      message: /^onBehalfOf must be/,
    });
  const receipt = await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
  t.deepEqual([receipt.replayed, receipt.transaction.payload.customer.version], [false, version + 1]);
});

test('a body that cannot be decoded is rejected with its violations, and reaches no customer', async (t) => {
  const { writes } = aStore();
  const refused = await perform(writes)(updateCustomerSegment)(
    { requestId: 'R', customer: { refId: 'c' } },
    context(),
  )();
  const violations = [{ pointer: '/customerSegment', rule: 'is mandatory' }];
  t.deepEqual(refused, E.left({ _tag: 'Rejected', rejections: [{ _tag: 'InvalidRequest', violations }] }));
});

test('an update that is declared with the least has no rejections of its own, claims no external id and creates nothing', (t) => {
  const operation = customerUpdate({
    name: 'touchCustomer',
    summary: 'Changes nothing.',
    members: {},
    apply: (customer) => customer,
    example: { requestId: 'r', customer: { refId: 'c' } },
  });
  t.deepEqual([operation.rejections, operation.creates], [[], false]);
  const intent = operation.intentOf({ requestId: 'R', customer: { refId: 'c' } }, () => 'unused');
  t.like(E.isRight(intent) ? intent.right : {}, { customer: { refId: 'c' }, claimsExternalId: null });
});

test('an update can have rules over several members, each violation with its path', (t) => {
  const operation = customerUpdate({
    name: 'touchCustomer',
    summary: 'Changes nothing.',
    members: {},
    optional: { quietly: flag },
    shape: ({ quietly, reason }) =>
      quietly === true && reason !== undefined ? [{ path: ['reason'], rule: 'must be left out quietly' }] : [],
    apply: (customer) => customer,
    example: { requestId: 'r', customer: { refId: 'c' } },
  });
  const body = { requestId: 'R', customer: { refId: 'c' }, quietly: true };
  t.true(E.isRight(operation.intentOf(body, () => 'unused')));
  t.deepEqual(
    operation.intentOf({ ...body, reason: 'none' }, () => 'unused'),
    E.left([{ pointer: '/reason', rule: 'must be left out quietly' }]),
  );
});

test('a creation changes the customer under the id that is drawn, and claims the external id that it assigns', (t) => {
  const body = { requestId: 'R', state: { state: 'ACTIVE', stateReason: 'dfltActive' } };
  const intentOf = (given: object) => createCustomer.intentOf({ ...body, ...given }, () => 'c-9');
  const plain = intentOf({});
  t.like(E.isRight(plain) ? plain.right : {}, { customer: { refId: 'c-9' }, claimsExternalId: null });
  const named = intentOf({ externalId: 'CRM-1' });
  t.like(E.isRight(named) ? named.right : {}, { claimsExternalId: 'CRM-1' });
});

test('an id that is generated twice in a row is a defect', async (t) => {
  const { writes } = aStore();
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const run = perform({ ...writes, newId: () => 'constant' });
  await t.throwsAsync(run(createCustomer)({ requestId: 'R', state }, context())(), { message: /twice in a row/ });
});

test('a traceparent goes with the message if it is well-formed, else it is ignored', async (t) => {
  const [trace, parent] = ['0af7651916cd43dd8448eb211c80319c', '0ab7ad6b71692033'];
  const sent = async (traceparent: string | null) => {
    const { writes, store } = aStore();
    const { refId } = await anActiveCustomer(writes);
    const body = { requestId: 'R', customer: { refId }, customerSegment: 'SOHO' };
    await succeeds(perform(writes)(updateCustomerSegment)(body, context({ traceparent })));
    const entries = await allPending(store);
    return entries.find(({ message }) => message.version === 2)?.message.traceparent;
  };
  t.is(await sent(`00-${trace}-${parent}-01`), `00-${trace}-${parent}-01`);
  for (const malformed of [
    null,
    '00-none\0',
    `01-${trace}-${parent}-01`,
    `00-${'0'.repeat(32)}-${parent}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    ` 00-${trace}-${parent}-01`,
    `00-${trace}-${parent}-01-more`,
    `00-${trace.toUpperCase()}-${parent}-01`,
  ])
    t.is(await sent(malformed), null, String(malformed));
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
  const expected = { expectedVersion: 2 };
  t.deepEqual(await outcomeOf({ requestId: 'R-4', customerSegment: 'BUSINESS' }, expected), ['changed', 3, false]);
});

test('the service tells an infrastructure failure from a refusal', async (t) => {
  const { writes, customers } = aStore();
  const failure = storeUnavailable('gone');
  const casm = customerService({ ...writes, customers: { ...customers, change: () => TE.left(failure) } });
  const command = { requestId: 'R-1', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  t.deepEqual(await casm.updateCustomerSegment(command, { client: 'my-service' }), { outcome: 'failed', failure });
});

test('the service has a change retried until its timeout, which is five seconds by default', async (t) => {
  const { writes, customers } = aStore();
  await anActiveCustomer(writes, { externalId: 'CRM-1' });
  const timeouts: Array<number> = [];
  const change: typeof customers.change = (request, decide) => {
    timeouts.push(request.deadline - Date.now());
    return customers.change(request, decide);
  };
  const casm = customerService({ ...writes, customers: { ...customers, change } });
  const command = { requestId: 'R-1', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  await casm.updateCustomerSegment(command, { client: 'my-service' });
  await casm.updateCustomerSegment({ ...command, requestId: 'R-2' }, { client: 'my-service', timeoutMs: 60_000 });
  const [byDefault = 0, given = 0] = timeouts;
  t.true(byDefault > 0 && byDefault <= 5000, `${byDefault}`);
  t.true(given > 5000 && given <= 60_000, `${given}`);
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

test('an embedder’s operation that makes an invalid customer is a defect, which names all that is invalid', async (t) => {
  const { writes } = aStore();
  await anActiveCustomer(writes, { externalId: 'CRM-1' });
  const broken = customerUpdate({
    name: 'breakCustomer',
    summary: 'Leaves a customer without a name that can be read.',
    members: {},
    apply: (customer) => ({ ...customer, customName: '', customerSegment: '' }),
    example: { requestId: 'r', customer: { externalId: 'CRM-1' } },
  });
  const casm = customerService(writes, [broken]);
  await t.throwsAsync(casm.breakCustomer({ requestId: 'R', customer: { externalId: 'CRM-1' } }, { client: 'a' }), {
    message: /: \/payload\/customer\/customName must be .*; \/payload\/customer\/customerSegment must be /,
  });
});

test('every operation’s example succeeds', (t) => {
  const examples = examplesOf([...customerOperations, updateLoyaltyTier]);
  for (const { operation, transaction } of examples) {
    t.is(transaction.operation, operation.name);
    t.true(transaction.changes.length > 0, operation.name);
    t.deepEqual(toTopics()(transaction), ['casm.customer']);
    t.true(E.isRight(operation.intentOf(operation.example, () => 'c')), operation.name);
    t.true(BusinessTransaction.is(transaction), operation.name);
    t.regex(transaction.transactionId, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    t.is(transaction.initiator, 'crm');
    t.is(transaction.reason, 'reason' in operation.example ? operation.example.reason : null);
  }
  t.is(new Set(examples.map(({ transaction }) => transaction.payload.customer.refId)).size, 1);
  const names = examples.map(({ transaction }) => transaction.transactionId);
  t.deepEqual(names, [...new Set(names)].sort());
});

test('an example that the business refuses throws an error with the operation and the rejection', (t) => {
  const example = { requestId: 'r-1', customer: { externalId: 'CRM-1001' }, customerSegment: 'NOWHERE' };
  t.throws(() => examplesOf([createCustomer, { ...updateCustomerSegment, example }]), {
    message: /^the example of updateCustomerSegment: .*UnknownSegment/,
  });
});

test('two operations with one name are a wiring defect', (t) => {
  const { writes } = aStore();
  t.throws(() => customerService(writes, [...customerOperations, updateCustomerSegment]), {
    instanceOf: WiringDefect,
    message: 'two operations have the name updateCustomerSegment',
  });
  const twice = [createCustomer, createCustomer, updateCustomerSegment, updateCustomerSegment];
  t.throws(() => customerService(writes, twice), {
    message: 'two operations have the name createCustomer; two operations have the name updateCustomerSegment',
  });
});
