import type { Receipt } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Caller, Outcome } from './caller.js';
import type { Step } from './chain.js';
import { isSame, reused } from './stored-answer.js';

/** The answer to a caller: the outcome of its change, or a defect. */
export type Answer =
  | { readonly caller: Caller<Receipt>; readonly outcome: Outcome<Receipt> }
  | { readonly caller: Caller<Receipt>; readonly defect: unknown };

export const sendAnswers = (answers: ReadonlyArray<Answer>): void =>
  answers.forEach((answer) => {
    if ('outcome' in answer) answer.caller.answer(answer.outcome);
    else answer.caller.fail(answer.defect);
  });

/** The answers to all callers of a step, once its chain is committed. */
export const answersTo = ({ pending, outcome, repeats }: Step): ReadonlyArray<Answer> => {
  const answer = E.map(({ receipt }: { readonly receipt: Receipt }) => receipt)(outcome);
  const stored = { operation: pending.request.key.operation, contentHash: pending.contentHash };
  return [
    { caller: pending.caller, outcome: answer },
    ...repeats.map((repeat) => ({
      caller: repeat.caller,
      outcome: isSame(repeat, stored)
        ? E.map((receipt: Receipt) => ({ ...receipt, replayed: true }))(answer)
        : E.left(reused(repeat)),
    })),
  ];
};
