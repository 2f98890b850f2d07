import type { Receipt } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Caller, Outcome } from './caller.js';
import type { Step } from './chain.js';
import { isSame, reused } from './stored-answer.js';

/** What a caller is to be told: the outcome of its change, or that something happened that never should. */
export type Answer =
  | { readonly caller: Caller<Receipt>; readonly outcome: Outcome<Receipt> }
  | { readonly caller: Caller<Receipt>; readonly defect: unknown };

export const tell = (answers: ReadonlyArray<Answer>): void =>
  answers.forEach((answer) => {
    if ('outcome' in answer) answer.caller.answer(answer.outcome);
    else answer.caller.fail(answer.defect);
  });

/** What everyone who waits for a step is told once its chain is committed. */
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
