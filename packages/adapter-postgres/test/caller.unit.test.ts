import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { customerBusy } from '@casm/core';
import { type Caller, callerOf } from '../src/write-path/caller.js';

/** A caller with a deadline in half a second, and its answers. */
const callerWithDeadline = (deadline = Date.now() + 500) => {
  const answers: Array<string> = [];
  const caller = callerOf({
    deadline,
    settle: (outcome) => answers.push(E.isLeft(outcome) ? outcome.left._tag : 'answered'),
    fail: () => answers.push('a defect'),
  });
  return { caller, answers };
};

const busy = E.left(customerBusy);

/** The answer at the deadline, by the history of the change. */
const atTheDeadline: Readonly<Record<string, readonly [before: (caller: Caller<never>) => void, answer: string]>> = {
  'that has only waited': [() => undefined, 'StoreUnavailable'],
  'whose commit is in flight': [(caller) => caller.commitSent(), 'OutcomeUnknown'],
  'whose commit had no effect': [
    (caller) => {
      caller.commitSent();
      caller.commitUndone();
    },
    'CustomerBusy',
  ],
  'whose second commit is in flight': [
    (caller) => {
      caller.commitSent();
      caller.commitUndone();
      caller.commitSent();
    },
    'OutcomeUnknown',
  ],
};

for (const [what, [before, expected]] of Object.entries(atTheDeadline)) {
  test(`a caller ${what} gets ${expected} at its deadline, and no later answer`, async (t) => {
    const { caller, answers } = callerWithDeadline();
    before(caller);
    t.false(caller.isAnswered());
    await waitUntil(() => caller.isAnswered(), { deadlineMs: 30_000, describe: 'the caller is answered' });
    caller.answer(busy);
    caller.fail(new Error('late'));
    t.deepEqual(answers, [expected]);
  });
}

test('a caller is answered once, and its deadline adds no answer', (t) => {
  const { caller, answers } = callerWithDeadline(Number.MAX_SAFE_INTEGER);
  caller.answer(busy);
  caller.answer(busy);
  t.deepEqual(answers, ['CustomerBusy']);
});

test('a caller whose deadline has passed is answered immediately', (t) => {
  const { caller, answers } = callerWithDeadline(Date.now() - 1);
  t.true(caller.isAnswered());
  t.deepEqual(answers, ['StoreUnavailable']);
});
