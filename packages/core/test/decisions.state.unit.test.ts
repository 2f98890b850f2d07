import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { catalogueOf, createCustomer, type Customer, type PendingState, updateCustomerState } from '../src/index.js';
import { applyDuePlan } from '../src/operations/apply-due-plan.js';
import { exampleCatalogue } from '../src/testing/index.js';
import { aCustomer } from './arbitraries.js';
import { at, customer, decide, factsAbout, rejectionsOf, tagsOf, transactionOf } from './deciding.js';

const toState = (state: Readonly<Record<string, unknown>>) => decide(updateCustomerState, { customer, state });

test('a state reason must belong to the state', (t) => {
  const decided = toState({ state: 'SUSPENDED', stateReason: 'dfltActive' });
  t.deepEqual(rejectionsOf(decided(factsAbout(aCustomer()), at)), [
    {
      _tag: 'UnknownStateReason',
      state: 'SUSPENDED',
      stateReason: 'dfltActive',
      pointer: '/state/stateReason',
    },
  ]);
});

test('the same state for the same reason without a date changes nothing', (t) => {
  const outcome = toState({ state: 'ACTIVE', stateReason: 'dfltActive' })(factsAbout(aCustomer()), at);
  t.deepEqual(E.isRight(outcome) && [outcome.right.transaction.changes, outcome.right.topics], [[], []]);
});

test('a state begins at the time of the change unless it is dated or stays the same, with its reason', (t) => {
  const holiday = {
    code: 'holiday',
    name: 'On holiday',
    description: null,
    status: 'ACTIVE' as const,
    state: 'ACTIVE' as const,
    charged: true,
  };
  const catalogue = catalogueOf({ stateReasons: [...exampleCatalogue.stateReasons.values(), holiday] });
  const beginning = (held: Partial<Customer['state']>, wanted: Readonly<Record<string, unknown>>) => {
    const state = { ...aCustomer().state, ...held };
    const decided = toState(wanted)({ ...factsAbout(aCustomer({ state })), catalogue }, at);
    return transactionOf(decided)?.payload.customer.state.stateValidFrom;
  };
  const active = { state: 'ACTIVE', stateReason: 'dfltActive' };
  t.is(beginning({}, active), '2026-01-01T00:00:00.000Z');
  t.is(beginning({}, { ...active, stateReason: 'holiday' }), at);
  t.is(beginning({ state: 'SUSPENDED' }, active), at);
  t.is(beginning({ state: 'SUSPENDED', stateReason: 'dfltSuspended' }, active), at);
  t.is(beginning({}, { ...active, stateValidFrom: '2025-12-01T00:00:00Z' }), '2025-12-01T00:00:00.000Z');
});

const plan: PendingState = {
  state: 'SUSPENDED',
  stateReason: 'dfltSuspended',
  stateValidFrom: '2026-03-01T00:00:00.000Z',
  confirmed: false,
};
const settle = (pendingOperation: string) => decide(updateCustomerState, { customer, pendingOperation });
const withoutReasons = catalogueOf({});

test('a plan survives a change of state, except to DEACTIVATED, which is terminal', (t) => {
  const planAfter = (state: Readonly<Record<string, unknown>>) =>
    transactionOf(toState(state)(factsAbout(aCustomer({ pendingState: plan })), at))?.payload.customer.pendingState;
  t.deepEqual(planAfter({ state: 'INACTIVE', stateReason: 'dfltInactive' }), plan);
  t.is(planAfter({ state: 'DEACTIVATED', stateReason: 'dfltDeactivated' }), undefined);
});

test('a plan is confirmed and cancelled only if there is one; what refuses the customer is not repeated for its plan', (t) => {
  for (const operation of ['CONFIRM', 'CANCEL']) {
    t.deepEqual(rejectionsOf(settle(operation)(factsAbout(aCustomer()), at)), [
      { _tag: 'NoPendingState', refId: 'c-1' },
    ]);
    t.deepEqual(tagsOf(settle(operation)(factsAbout(null), at)), ['CustomerNotFound']);
  }
});

test('a plan whose reason is no longer configured cannot be confirmed, but can be cancelled', (t) => {
  const facts = { ...factsAbout(aCustomer({ pendingState: plan })), catalogue: withoutReasons };
  t.deepEqual(tagsOf(settle('CONFIRM')(facts, at)), ['UnknownStateReason']);
  t.is(transactionOf(settle('CANCEL')(facts, at))?.payload.customer.pendingState, undefined);
  t.deepEqual(tagsOf(settle('CANCEL')(facts, at)), []);
});

test('a plan that is confirmed on its date takes effect at once; a millisecond earlier it stays a plan', (t) => {
  const facts = factsAbout(aCustomer({ pendingState: plan }));
  const confirmed = (now: string) => transactionOf(settle('CONFIRM')(facts, now))?.payload.customer;
  t.like(confirmed(plan.stateValidFrom), { state: { state: 'SUSPENDED', stateValidFrom: plan.stateValidFrom } });
  t.is(confirmed(plan.stateValidFrom)?.pendingState, undefined);
  t.like(confirmed('2026-02-28T23:59:59.999Z'), {
    state: { state: 'ACTIVE' },
    pendingState: { ...plan, confirmed: true },
  });
});

test('a plan that is due is refused if its reason is no longer configured, and left alone before it is due', (t) => {
  const pendingState = { ...plan, confirmed: true };
  const facts = { ...factsAbout(aCustomer({ pendingState })), catalogue: withoutReasons };
  const due = decide(applyDuePlan, { customer });
  t.deepEqual(tagsOf(due(facts, plan.stateValidFrom)), ['UnknownStateReason']);
  t.deepEqual(transactionOf(due(facts, '2026-02-28T23:59:59.999Z'))?.changes, []);
  t.deepEqual(tagsOf(due(factsAbout(null), at)), ['CustomerNotFound']);
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
