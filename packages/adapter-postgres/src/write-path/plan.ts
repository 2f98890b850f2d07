import {
  type BusinessTransaction,
  type Catalogue,
  type Current,
  type CustomerChange,
  type Instant,
  type Receipt,
  rejected,
  type Undecided,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Loaded } from './load.js';
import { externalIdsInBatch } from './external-ids-in-batch.js';
import type { PendingChange } from './pending-change.js';
import { isSame, reused, storedAnswer } from './stored-answer.js';

/** One decided change of a chain, and those who asked for the very same. */
export interface Step {
  readonly pending: PendingChange;
  readonly outcome: E.Either<Undecided, { readonly change: CustomerChange; readonly receipt: Receipt }>;
  readonly repeats: Array<PendingChange>;
}

/** What one customer goes through in a batch: each step is decided on the outcome of the one before. */
export interface Chain {
  readonly refId: string;
  /** The version that the first step was decided on; 0: the customer is created. */
  readonly expected: number;
  /** The external id that the customer had then. */
  readonly externalIdBefore: string | null;
  current: Current | null;
  readonly steps: Array<Step>;
}

export interface Plan {
  readonly chains: ReadonlyArray<Chain>;
  /** Answers that depend on nothing that is yet to be written. */
  readonly answers: ReadonlyArray<() => void>;
}

/**
 * Decides a batch in order of arrival. Nothing is told to anyone yet: a step counts only when its chain is committed,
 * a rejection too, since it may rest on the step before it.
 */
export const planBatch = (
  batch: ReadonlyArray<PendingChange>,
  loaded: ReadonlyArray<Loaded>,
  catalogue: Catalogue,
  now: () => Instant,
): Plan => {
  const chains = new Map<string, Chain>();
  const byKey = new Map<string, Step>();
  const claimed = new Set<string>();
  const externalIds = externalIdsInBatch();
  const answers: Array<() => void> = [];

  const chainOf = (refId: string, current: Current | null): Chain => {
    const chain = chains.get(refId) ?? {
      refId,
      expected: current?.customer.version ?? 0,
      externalIdBefore: current?.customer.externalId ?? null,
      current,
      steps: [],
    };
    chains.set(refId, chain);
    return chain;
  };

  const decideOne = (pending: PendingChange, facts: Loaded): void => {
    const { request, decide } = pending;
    if (facts.answer !== null) {
      const outcome = storedAnswer(pending, facts.answer);
      answers.push(() => pending.settle(outcome));
      return;
    }
    const key = JSON.stringify([request.key.client, request.key.requestId]);
    const same = byKey.get(key);
    if (same !== undefined && E.isRight(same.outcome)) {
      same.repeats.push(pending);
      return;
    }
    const named = externalIds.meaningOf(request.customer);
    const refId = request.customer.refId ?? named?.refId ?? facts.current?.customer.refId;
    const chain = refId === undefined ? null : chainOf(refId, facts.current);
    const claims = request.claimsExternalId;
    const decided = decide(
      {
        current: O.fromNullable(chain === null || named?.resolves === false ? null : chain.current),
        externalIdTaken: facts.externalIdTaken || (claims !== null && claimed.has(claims)),
        catalogue,
      },
      now(),
    );
    if (chain === null) {
      // A customer that does not exist has nothing to be written; what a decision makes of it is final.
      answers.push(() =>
        pending.settle(
          E.flatMap(decided, () => E.left(rejected({ _tag: 'CustomerNotFound', customer: request.customer }))),
        ),
      );
      return;
    }
    const step: Step = {
      pending,
      outcome: E.map((change: CustomerChange) => ({ change, receipt: receiptOf(change.transaction) }))(decided),
      repeats: [],
    };
    chain.steps.push(step);
    byKey.set(key, step);
    if (E.isRight(decided) && decided.right.transaction.changes.length > 0) {
      const { transaction } = decided.right;
      externalIds.changed(chain.current?.customer ?? null, transaction.payload.customer);
      chain.current = { customer: transaction.payload.customer, occurredAt: transaction.occurredAt };
      if (claims !== null) claimed.add(claims);
    }
  };

  batch.forEach((pending, index) => {
    const facts = loaded[index];
    if (facts === undefined) throw new Error(`no facts were loaded for change ${index} of ${batch.length}`);
    try {
      decideOne(pending, facts);
    } catch (defect) {
      // A decision that throws fails alone; its neighbours go on.
      answers.push(() => pending.fail(defect));
    }
  });
  return { chains: [...chains.values()].filter(({ steps }) => steps.length > 0), answers };
};

const receiptOf = (transaction: BusinessTransaction): Receipt => ({
  transaction,
  body: JSON.stringify(transaction),
  replayed: false,
});

/** Whether a chain changes its customer: every change makes a version. */
export const hasEffect = ({ expected, current }: Chain): boolean => (current?.customer.version ?? 0) > expected;

/** Tells everyone who waits for a step what came of it. */
export const settleStep = ({ pending, outcome, repeats }: Step): void => {
  const answer = E.map(({ receipt }: { readonly receipt: Receipt }) => receipt)(outcome);
  pending.settle(answer);
  for (const repeat of repeats) {
    const same = isSame(repeat, { operation: pending.request.key.operation, contentHash: pending.contentHash });
    repeat.settle(
      same ? E.map((receipt: Receipt) => ({ ...receipt, replayed: true }))(answer) : E.left(reused(repeat)),
    );
  }
};

/** Everyone who waits for a chain, in order of arrival. */
export const waitingFor = ({ steps }: Chain): ReadonlyArray<PendingChange> =>
  steps.flatMap(({ pending, repeats }) => [pending, ...repeats]);
