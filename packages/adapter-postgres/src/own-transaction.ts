import {
  type ChangeRequest,
  customerBusy,
  type CustomerRepository,
  type Failure,
  type Instant,
  type Receipt,
  type Rejected,
  unstorable,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { isAboutValues, isConflict, isLockTimeout, isUniqueViolation, reasonOf, toStoreFailure } from './failures.js';
import { findCustomersIn } from './read-path/find-customers.js';
import { findSegmentsIn } from './read-path/find-segments.js';
import { decodeRows, UnexpectedRow } from './rows.js';
import type { SqlConnection } from './sql-connection.js';
import { type Answer, answersTo, sendAnswers } from './write-path/answer.js';
import { callerOf } from './write-path/caller.js';
import { catalogueCopy } from './write-path/catalogue-copy.js';
import { hasEffect } from './write-path/chain.js';
import { commitTo } from './write-path/commit.js';
import { loadFrom } from './write-path/load.js';
import { contentHash, type PendingChange } from './write-path/pending-change.js';
import { planBatch } from './write-path/plan-batch.js';

/** The connection has no open transaction, or its settings violate a guarantee. */
export class UnusableTransaction extends Error {
  override readonly name = 'UnusableTransaction';
}

const savepoint = 'casm_change';

/* Requirements on the embedder's session: timestamps are read as ISO, and the commit must be durable. */
const prepareStatement = `
select
  current_setting('DateStyle') as date_style,
  current_setting('lock_timeout') as lock_timeout,
  set_config('synchronous_commit', 'on', true)`;

const SessionRow = t.type({ date_style: t.string, lock_timeout: t.string });

const lockStatement = (schema: string): string => `
select from ${schema}.customer
where ref_id = coalesce($1, (select ref_id from ${schema}.customer_external_id where external_id = $2))
for update`;

/**
 * CustomerRepository inside the embedder's transaction: its commit makes the changes durable, its rollback removes
 * them. A change waits for the customer's lock until the deadline and holds the lock until the transaction ends.
 * Changes are not batched. Each change runs behind a savepoint, so that a rejection, a conflict or an unstorable value
 * does not abort the transaction. Two transactions that lock the same customers in different order can deadlock:
 * PostgreSQL cancels one of the waits, and that change fails with CustomerBusy. Keep the transaction short:
 * listBusinessTransactions relies on commits within 15 s.
 */
export const ownTransaction = (connection: SqlConnection, schema: string, clock: () => Instant): CustomerRepository => {
  const unnamed: SqlConnection = {
    // Without names: prepared statements on this connection belong to the embedder.
    query: ({ text, values = [] }) => connection.query({ text, values }),
  };
  const run = (text: string, ...values: ReadonlyArray<unknown>) => unnamed.query({ text, values: [...values] });
  const [load, commit, catalogueAt] = [loadFrom(schema), commitTo(schema), catalogueCopy(schema)];
  const lock = lockStatement(schema);
  const [findIn, segmentsIn] = [findCustomersIn(schema), findSegmentsIn(schema)];

  const openSavepoint = async (): Promise<t.TypeOf<typeof SessionRow>> => {
    await run(`savepoint ${savepoint}`).catch((cause: unknown) => {
      throw new UnusableTransaction('there is no open transaction on the connection', { cause });
    });
    const [session] = decodeRows(SessionRow)((await run(prepareStatement)).rows);
    if (session === undefined || !session.date_style.startsWith('ISO'))
      throw new UnusableTransaction(`DateStyle must be ISO, and is ${session?.date_style ?? 'unknown'}`);
    return session;
  };
  const closeSavepoint = async (undo: boolean): Promise<void> => {
    if (undo) await run(`rollback to savepoint ${savepoint}`);
    await run(`release savepoint ${savepoint}`);
  };

  /** Null if another transaction changed the facts first; decide again. */
  const attempt = async (pending: PendingChange): Promise<ReadonlyArray<Answer> | null> => {
    const { customer, deadline } = pending.request;
    await run(`select set_config('lock_timeout', $1, true)`, `${lockTimeoutMs(deadline)}ms`);
    await run(lock, customer.refId, customer.externalId);
    const loaded = await load(unnamed, [pending]);
    const [facts] = loaded.facts;
    if (facts === undefined) throw new Error('no facts were loaded for the change');
    const { catalogue } = await catalogueAt(unnamed, loaded.catalogueRevision);
    const { chains, answers } = planBatch([{ pending, facts }], catalogue, clock);
    if (pending.caller.isAnswered()) return [];
    const outcomes = await commit(unnamed, chains);
    if (chains.some((chain) => hasEffect(chain) && outcomes.get(chain.refId) !== 'written')) return null;
    return [...answers, ...chains.flatMap(({ steps }) => steps.flatMap(answersTo))];
  };

  const changeOnce = async (pending: PendingChange): Promise<void> => {
    for (;;) {
      const session = await openSavepoint();
      try {
        const answers = await attempt(pending);
        if (answers !== null) await run(`select set_config('lock_timeout', $1, true)`, session.lock_timeout);
        await closeSavepoint(answers === null);
        // Answered last: the embedder's next statement must come after the savepoint is released.
        if (answers !== null) return sendAnswers(answers);
      } catch (error) {
        // If the whole transaction is broken, the first error is the relevant one.
        await closeSavepoint(true).catch(() => undefined);
        if (!isUniqueViolation(error) || pending.caller.attempts() === maxAttempts) throw error;
      }
      pending.caller.commitUndone();
      if (pending.caller.isAnswered()) return;
    }
  };

  /** Serializes changes: statements of two changes must not interleave. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <A>(task: () => Promise<A>): Promise<A> => {
    const current = last.then(task, task);
    last = current.catch(() => undefined);
    return current;
  };

  const change = (request: ChangeRequest, decide: PendingChange['decide']) =>
    new Promise<E.Either<Rejected | Failure, Receipt>>((settle, fail) => {
      const caller = callerOf({ deadline: request.deadline, settle, fail });
      const pending = { request, decide, contentHash: contentHash(request.key), since: performance.now(), caller };
      inTurn(() => changeOnce(pending)).catch((error: unknown) => {
        if (isLockTimeout(error) || isConflict(error)) caller.answer(E.left(customerBusy));
        else if (isAboutValues(error)) caller.answer(E.left(unstorable(reasonOf(error))));
        else if (isDefect(error)) caller.fail(error);
        else caller.answer(E.left(toStoreFailure(error)));
      });
    });

  return {
    change: (request, decide) => () => change(request, decide),
    find: (ref) =>
      TE.tryCatch(async () => {
        const [found = O.none] = await inTurn(() => findIn(unnamed, [ref]));
        return found;
      }, toStoreFailure),
    effectiveSegments: (refs) => TE.tryCatch(() => inTurn(() => segmentsIn(unnamed, refs)), toStoreFailure),
  };
};

/** The lock timeout is 90 % of the time left, so that an answer is possible before the deadline. */
const lockTimeoutMs = (deadline: number): number => Math.max(1, Math.floor(0.9 * (deadline - Date.now())));

/** A transaction above READ COMMITTED meets the same conflict on every attempt. */
const maxAttempts = 5;

const isDefect = (error: unknown): boolean => error instanceof UnusableTransaction || error instanceof UnexpectedRow;
