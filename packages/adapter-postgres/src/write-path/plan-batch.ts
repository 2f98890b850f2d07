import {
  type BusinessTransaction,
  type Catalogue,
  type Current,
  type CustomerChange,
  type Instant,
  type Receipt,
  rejected,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Answer } from './answer.js';
import type { Chain, Step } from './chain.js';
import type { Facts } from './load.js';
import { externalIdsInBatch } from './external-ids-in-batch.js';
import type { PendingChange } from './pending-change.js';
import { storedAnswer } from './stored-answer.js';

/** A change with its loaded facts. */
export interface LoadedChange {
  readonly pending: PendingChange;
  readonly facts: Facts;
}

export interface Plan {
  readonly chains: ReadonlyArray<Chain>;
  /** Answers that do not depend on the commit. */
  readonly answers: ReadonlyArray<Answer>;
}

/**
 * Decides a batch in order of arrival. It answers no caller: a step counts only when its chain is committed. This
 * includes rejections, because they may depend on the step before.
 */
export const planBatch = (batch: ReadonlyArray<LoadedChange>, catalogue: Catalogue, now: () => Instant): Plan => {
  const chains = new Map<string, Chain>();
  /** By client and requestId. Neither has a NUL. */
  const byKey = new Map<string, Step>();
  const claimed = new Set<string>();
  const externalIds = externalIdsInBatch();
  const answers: Array<Answer> = [];

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

  const decideOne = ({ pending, facts }: LoadedChange): void => {
    const { request, decide, caller } = pending;
    if (facts.answer !== null) {
      answers.push({ caller, outcome: storedAnswer(pending, facts.answer) });
      return;
    }
    const key = `${request.key.client}\0${request.key.requestId}`;
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
      // There is no customer to write to, so the decision is final.
      const notFound = E.left(rejected({ _tag: 'CustomerNotFound', customer: request.customer }));
      answers.push({ caller, outcome: E.flatMap(decided, () => notFound) });
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

  for (const loaded of batch) {
    try {
      decideOne(loaded);
    } catch (defect) {
      // A decision that throws fails alone; the other changes go on.
      answers.push({ caller: loaded.pending.caller, defect });
    }
  }
  return { chains: [...chains.values()].filter(({ steps }) => steps.length > 0), answers };
};

const receiptOf = (transaction: BusinessTransaction): Receipt => ({
  transaction,
  body: JSON.stringify(transaction),
  replayed: false,
});
