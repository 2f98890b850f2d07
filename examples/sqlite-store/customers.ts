import {
  BusinessTransaction,
  type ChangeRequest,
  type Current,
  Customer,
  type CustomerChange,
  type CustomerRef,
  type CustomerRepository,
  type Decide,
  type Instant,
  type Receipt,
  type PublicationBacklog,
  type Rejected,
  subjectOf,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';
import { answerTo, keepAnswer } from './answers.js';
import { catalogueIn } from './catalogue.js';
import { valueIn } from './json-text.js';
import type { SqliteFile } from './sqlite-file.js';

const CustomerRow = t.type({ body: t.string, occurred_at: t.string });

/** The last committed state of the customer. Throws. */
export const currentIn = (db: SqliteFile, { refId, externalId }: CustomerRef): O.Option<Current> => {
  const by = refId === undefined ? 'external_id' : 'ref_id';
  const [row] = db.rows(CustomerRow, `select body, occurred_at from customer where ${by} = ?`, [
    refId ?? externalId ?? null,
  ]);
  return row === undefined ? O.none : O.some({ customer: valueIn(Customer, row.body), occurredAt: row.occurred_at });
};

export interface CustomersOptions {
  readonly clock: () => Instant;
  /** Called after each commit that added to the outbox. */
  readonly onCommit: () => void;
}

export const sqliteCustomers = (db: SqliteFile, { clock, onCommit }: CustomersOptions): CustomerRepository => ({
  /**
   * Load, decide and commit are one transaction. SQLite has one writer at a time, so no decision is repeated, and calls
   * take effect in their order.
   */
  change: (request, decide) => async () => {
    const outcome = await db.write(() => changed(db, request, decide, clock()))();
    if (E.isRight(outcome) && !outcome.right.replayed) onCommit();
    return outcome;
  },
  find: (ref) =>
    db.read(() =>
      pipe(
        currentIn(db, ref),
        O.map(({ customer }) => customer),
      ),
    ),
  effectiveSegments: (refs) =>
    db.read(() =>
      refs.map((ref) =>
        pipe(
          currentIn(db, ref),
          O.map(({ customer: { refId, customerSegment, version } }) => ({ refId, customerSegment, version })),
        ),
      ),
    ),
});

const changed = (
  db: SqliteFile,
  request: ChangeRequest,
  decide: Decide,
  at: Instant,
): E.Either<Rejected | PublicationBacklog, Receipt> => {
  const stored = answerTo(db, request.key, BusinessTransaction);
  if (E.isLeft(stored)) return stored;
  if (stored.right !== null)
    return E.right({ transaction: stored.right.answer, body: stored.right.body, replayed: true });
  const { customer, claimsExternalId } = request;
  const facts = {
    current: currentIn(db, customer),
    externalIdTaken: claimsExternalId !== null && O.isSome(currentIn(db, { externalId: claimsExternalId })),
    catalogue: catalogueIn(db),
  };
  return pipe(
    decide(facts, at),
    E.map((change) => written(db, request, change)),
  );
};

/** Writes customer, journal, outbox and request key. The histories are derived from the journal. */
const written = (
  db: SqliteFile,
  { key, traceparent }: ChangeRequest,
  { transaction, topics }: CustomerChange,
): Receipt => {
  const body = JSON.stringify(transaction);
  keepAnswer(db, key, body);
  if (transaction.changes.length > 0) {
    const { kind, refId, version } = subjectOf(transaction);
    const { transactionId, operation, occurredAt, payload } = transaction;
    db.run('insert or replace into customer values (?, ?, ?, ?, ?, ?, ?)', customerRow(payload.customer, occurredAt));
    db.run(
      `insert into business_transaction (kind, ref_id, version, transaction_id, operation, occurred_at, body)
      values (?, ?, ?, ?, ?, ?, ?)`,
      [kind, refId, version, transactionId, operation, occurredAt, body],
    );
    for (const topic of topics)
      db.run('insert into outbox (topic, ref_id, version, traceparent) values (?, ?, ?, ?)', [
        topic,
        refId,
        version,
        traceparent,
      ]);
  }
  return { transaction, body, replayed: false };
};

const customerRow = (customer: Customer, occurredAt: Instant) => {
  const { refId, externalId, customerSegment, state, pendingState } = customer;
  const dueAt = pendingState?.confirmed === true ? pendingState.stateValidFrom : null;
  return [refId, externalId, customerSegment, state.state, occurredAt, dueAt, JSON.stringify(customer)];
};
