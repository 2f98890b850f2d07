import {
  BusinessTransaction,
  Customer,
  type CustomerDirectory,
  type CustomerHistory,
  type CustomerRef,
  type HistoryPage,
  type SegmentPeriod,
  type StatePeriod,
  type TransactionLog,
} from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';
import { currentIn } from './customers.js';
import { valueIn } from './json-text.js';
import type { SqliteFile } from './sqlite-file.js';

const BodyRow = t.type({ body: t.string });
const customersIn = (rows: ReadonlyArray<t.TypeOf<typeof BodyRow>>): ReadonlyArray<Customer> =>
  rows.map(({ body }) => valueIn(Customer, body));

export const sqliteDirectory = (db: SqliteFile): CustomerDirectory => ({
  list: ({ customerSegment, state, changedSince }, after, limit) =>
    db.read(() => {
      const rows = db.rows(
        BodyRow,
        `select body from customer
        where ref_id > coalesce(?1, '')
          and customer_segment is coalesce(?2, customer_segment)
          and state = coalesce(?3, state)
          and occurred_at >= coalesce(?4, occurred_at)
        order by ref_id
        limit ?5`,
        [after, customerSegment, state, changedSince, limit + 1],
      );
      const customers = customersIn(rows.slice(0, limit));
      return { customers, next: rows.length > limit ? (customers.at(-1)?.refId ?? null) : null };
    }),
  withDuePlan: (at, after, limit) =>
    db.read(() =>
      customersIn(
        db.rows(
          BodyRow,
          `select body from customer where due_at <= ?1 and ref_id > coalesce(?2, '') order by ref_id limit ?3`,
          [at, after, limit],
        ),
      ),
    ),
});

const PeriodRow = t.type({ body: t.string, ended: t.union([t.string, t.null]) });

/** Each period ends when the next one begins. */
const periodsStatement = `
with period as (
  select version, body, occurred_at as began, lead(occurred_at) over (order by version) as ended
  from business_transaction
  where ref_id = ?1
    and body ->> ('$.payload.customer.' || ?2) is not null
    and exists (select 1 from json_each(body, '$.changes') where value ->> '$.field' = ?2)
)
select body, ended from period
where version < coalesce(?3, version + 1)
  and (?4 is null or (began <= ?4 and (ended is null or ?4 < ended)))
order by version desc
limit ?5`;

export const sqliteHistory = (db: SqliteFile): CustomerHistory => {
  const periodsOf = (refId: string, field: string, { before, asOf, limit }: HistoryPage) =>
    db.rows(PeriodRow, periodsStatement, [refId, field, before, asOf, limit]).map(({ body, ended }) => {
      const transaction = valueIn(BusinessTransaction, body);
      const { occurredAt: from, initiator, onBehalfOf, reason, requestId, transactionId, payload } = transaction;
      const { customer } = payload;
      const origin = { initiator, reason, requestId, transactionId, version: customer.version };
      return { from, to: ended, ...origin, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), customer };
    });
  const segmentsOf = (refId: string, page: HistoryPage): ReadonlyArray<SegmentPeriod> =>
    periodsOf(refId, 'customerSegment', page).flatMap(({ customer: { customerSegment }, ...period }) =>
      customerSegment === null ? [] : [{ ...period, customerSegment }],
    );
  const statesOf = (refId: string, page: HistoryPage): ReadonlyArray<StatePeriod> =>
    periodsOf(refId, 'state', page).map(({ customer: { state }, ...period }) => ({ ...period, state }));
  const of = <A>(ref: CustomerRef, read: (customer: Customer) => A) =>
    db.read(() =>
      pipe(
        currentIn(db, ref),
        O.map(({ customer }) => read(customer)),
      ),
    );
  return {
    segments: (ref, page) => of(ref, ({ refId }) => segmentsOf(refId, page)),
    states: (ref, page) => of(ref, ({ refId }) => statesOf(refId, page)),
    snapshot: (ref, limit) => {
      const page = { limit, before: null, asOf: null };
      return of(ref, (customer) => ({
        customer,
        segments: segmentsOf(customer.refId, page),
        states: statesOf(customer.refId, page),
      }));
    },
  };
};

const LogRow = t.type({ body: t.string, occurred_at: t.string, ref_id: t.string, version: t.number });

/**
 * If the clock is set back, a customer's times continue in steps of a millisecond. Until the clock catches up, an
 * earlier time may still be written.
 */
const settledAfterMs = 5000;

export const sqliteTransactionLog = (db: SqliteFile): TransactionLog => ({
  list: ({ refId, operation, after, limit }) =>
    db.read(() => {
      const settled = new Date(Date.now() - settledAfterMs).toISOString();
      const rows = db.rows(
        LogRow,
        `select body, occurred_at, ref_id, version from business_transaction
        where ref_id = coalesce(?1, ref_id)
          and operation = coalesce(?2, operation)
          and (?1 is not null or occurred_at < ?3)
          and (?4 is null or (occurred_at, ref_id, version) > (?4, ?5, ?6))
        order by occurred_at, ref_id, version
        limit ?7`,
        [refId, operation, settled, after?.occurredAt ?? null, after?.refId ?? null, after?.version ?? null, limit + 1],
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        bodies: page.map(({ body }) => body),
        next: last === undefined ? after : { occurredAt: last.occurred_at, refId: last.ref_id, version: last.version },
        more: rows.length > limit,
      };
    }),
});
