import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { customerBusy } from '@casm/core';
import { type Caller, callerOf } from '../src/write-path/caller.js';

/** A caller that has half a second, and what it is told. */
const hurried = (deadline = Date.now() + 500) => {
  const told: Array<string> = [];
  const caller = callerOf({
    deadline,
    settle: (outcome) => told.push(E.isLeft(outcome) ? outcome.left._tag : 'answered'),
    fail: () => told.push('a defect'),
  });
  return { caller, told };
};

const busy = E.left(customerBusy);

/** What a caller is told at its deadline, by what has become of its change before. */
const atTheDeadline: Readonly<Record<string, readonly [before: (caller: Caller<never>) => void, told: string]>> = {
  'that has waited only': [() => undefined, 'StoreUnavailable'],
  'whose commit is on its way': [(caller) => caller.commitSent(), 'OutcomeUnknown'],
  'whose commit came to nothing': [
    (caller) => {
      caller.commitSent();
      caller.commitUndone();
    },
    'CustomerBusy',
  ],
  'whose second commit is on its way': [
    (caller) => {
      caller.commitSent();
      caller.commitUndone();
      caller.commitSent();
    },
    'OutcomeUnknown',
  ],
};

for (const [what, [before, expected]] of Object.entries(atTheDeadline)) {
  test(`a caller ${what} is told ${expected} at its deadline, and nothing after it`, async (t) => {
    const { caller, told } = hurried();
    before(caller);
    t.false(caller.isAnswered());
    await waitUntil(() => caller.isAnswered(), { deadlineMs: 5000, describe: 'the caller is answered' });
    caller.answer(busy);
    caller.fail(new Error('late'));
    t.deepEqual(told, [expected]);
  });
}

test('a caller is answered once, and its deadline says nothing more', (t) => {
  const { caller, told } = hurried(Number.MAX_SAFE_INTEGER);
  caller.answer(busy);
  caller.answer(busy);
  t.deepEqual(told, ['CustomerBusy']);
});

test('a caller that comes after its deadline is answered at once', (t) => {
  const { caller, told } = hurried(Date.now() - 1);
  t.true(caller.isAnswered());
  t.deepEqual(told, ['StoreUnavailable']);
});
