import test from 'ava';
import {
  conflictsAmong,
  CustomName,
  customerOperations,
  customerUpdate,
  examplesOf,
  perform,
  updateCustomerSegment,
  updateCustomerState,
} from '../src/index.js';
import { applyDuePlan } from '../src/operations/apply-due-plan.js';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '../src/testing/index.js';

const rule = (name: string, ...operations: ReadonlyArray<string>) => ({ name, operations, check: () => null });

test('operations and rules that can be used together have no conflicts', (t) => {
  t.deepEqual(conflictsAmong(customerOperations, []), []);
  t.deepEqual(conflictsAmong(customerOperations, [rule('a', 'updateCustomerSegment'), rule('b')]), []);
});

test('every duplicate name, and every unknown operation of a rule, is a conflict', (t) => {
  const operations = [...customerOperations, updateCustomerSegment, updateCustomerSegment, updateCustomerState];
  t.deepEqual(
    conflictsAmong(operations, [rule('a', 'updateCustomerSegment', 'nothing'), rule('b'), rule('a', 'nowhere')]),
    [
      'two operations have the name updateCustomerSegment',
      'two operations have the name updateCustomerState',
      'two rules have the name a',
      'the rule a is for nothing, and there is no such operation',
      'the rule a is for nowhere, and there is no such operation',
    ],
  );
});

/** Makes a customer with a planned suspension in March, in a store whose clock shows `now`. */
const planned = async (now: string, confirmed: boolean) => {
  const clock = { now: '2026-02-01T00:00:00.000Z' };
  const store = inMemoryStore({ catalogue: exampleCatalogue, clock: () => clock.now });
  const writes = writesTo(store.customers, numberedIds('plan'));
  const { refId } = await anActiveCustomer(writes);
  const customer = { refId };
  const state = {
    state: 'SUSPENDED',
    stateReason: 'dfltSuspended',
    stateValidFrom: '2026-03-01T00:00:00Z',
    pending: true,
  };
  await succeeds(perform(writes)(updateCustomerState)({ requestId: 'plan', customer, state }, context()));
  if (confirmed) {
    const confirmation = { requestId: 'confirm', customer, pendingOperation: 'CONFIRM' };
    await succeeds(perform(writes)(updateCustomerState)(confirmation, context()));
  }
  clock.now = now;
  const apply = (requestId: string) => succeeds(perform(writes)(applyDuePlan)({ requestId, customer }, context()));
  return { apply };
};

test('a confirmed plan takes effect once, when its date has come', async (t) => {
  const { apply } = await planned('2026-03-01T00:00:00.000Z', true);
  const { transaction } = await apply('first');
  t.like(transaction.payload.customer.state, { state: 'SUSPENDED', stateReason: 'dfltSuspended' });
  t.is(transaction.payload.customer.pendingState, undefined);
  t.deepEqual((await apply('second')).transaction.changes, []);
});

test('a plan that is not due, or not confirmed, has no effect', async (t) => {
  for (const { apply } of [
    await planned('2026-02-28T23:59:59.999Z', true),
    await planned('2026-04-01T00:00:00.000Z', false),
  ]) {
    const { transaction } = await apply('too early');
    t.deepEqual(transaction.changes, []);
    t.is(transaction.payload.customer.state.state, 'ACTIVE');
  }
});

test('an example that its own operation refuses throws an error with the operation and the reason', (t) => {
  const declared = { name: 'updateNickname', summary: 'Gives a nickname.', members: { nickname: CustomName } };
  const apply = <A>(customer: A): A => customer;
  const shapeless = customerUpdate({
    ...declared,
    apply,
    example: { requestId: 'n-1', customer: {}, nickname: 'Ada' },
  });
  t.throws(() => examplesOf([...customerOperations, shapeless]), {
    message: /^the example of updateNickname: .*"pointer":"\/customer"/,
  });
});
