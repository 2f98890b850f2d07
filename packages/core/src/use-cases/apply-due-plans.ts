import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer } from '../domain/customer.js';
import type { Failure, StoreFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import { applyDuePlan } from '../operations/apply-due-plan.js';
import { type CustomerWrites, perform } from '../operations/perform.js';
import type { CustomerDirectory } from '../ports/customer-directory.js';

/** The dependencies of `applyDuePlans`. */
export interface DuePlans extends CustomerWrites {
  readonly directory: Pick<CustomerDirectory, 'withDuePlan'>;
  readonly now: () => Instant;
  /** The timeout of one change, in milliseconds. */
  readonly timeoutMs: number;
  /** Called with each plan that could not be applied. The plan is kept, and the next pass retries it. */
  readonly onRefused: (customer: Customer, error: Rejected | Failure) => void;
}

/** The result of one pass, in numbers of plans. */
export interface AppliedPlans {
  readonly applied: number;
  /** Plans that could not be applied and stay due. */
  readonly refused: number;
}

/** The initiator of the scheduler's changes. No authenticated client may have this name. */
export const schedulerName = 'casm-scheduler';

/** At most one batch of the store, so that callers' changes are not delayed by more. */
const pageSize = 50;

/**
 * One pass of the scheduler: applies every confirmed plan that is due. Any number of processes may run it, and each may die at any
 * time. A plan is applied once, because the change that applies it also removes it.
 */
export const applyDuePlans = (deps: DuePlans): TaskEither<StoreFailure, AppliedPlans> => {
  const { directory, now, timeoutMs, onRefused } = deps;
  const run = perform(deps);
  const applyTo = async (customer: Customer): Promise<'applied' | 'refused' | 'settled elsewhere'> => {
    const { refId, version } = customer;
    const context = {
      client: schedulerName,
      expectedVersions: null,
      deadline: Date.now() + timeoutMs,
      traceparent: null,
    };
    const command = { requestId: `plan-${refId}-${version}`, customer: { refId }, reason: 'planned change of state' };
    const outcome = await run(applyDuePlan)(command, context)();
    if (E.isRight(outcome)) {
      const { transaction, replayed } = outcome.right;
      return transaction.changes.length > 0 && !replayed ? 'applied' : 'settled elsewhere';
    }
    onRefused(customer, outcome.left);
    return 'refused';
  };
  return async () => {
    let [applied, refused] = [0, 0];
    let after: string | null = null;
    for (;;) {
      const due: E.Either<StoreFailure, ReadonlyArray<Customer>> = await directory.withDuePlan(
        now(),
        after,
        pageSize,
      )();
      if (E.isLeft(due)) return due;
      const last = due.right.at(-1);
      if (last === undefined) return E.right({ applied, refused });
      const outcomes = await Promise.all(due.right.map(applyTo));
      applied += outcomes.filter((outcome) => outcome === 'applied').length;
      refused += outcomes.filter((outcome) => outcome === 'refused').length;
      after = last.refId;
    }
  };
};
