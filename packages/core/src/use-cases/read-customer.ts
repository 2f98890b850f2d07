import * as E from 'fp-ts/lib/Either.js';
import type * as O from 'fp-ts/lib/Option.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, CustomerRef } from '../domain/customer.js';
import type { ReadFailure } from '../domain/failure.js';
import type { SegmentPeriod, StatePeriod } from '../domain/history-period.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { CustomerHistory, HistoryPage } from '../ports/customer-history.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

/** The dependencies of the use cases that read customers. */
export interface CustomerReads {
  readonly customers: Pick<CustomerRepository, 'find'>;
  readonly history: CustomerHistory;
}

type Read<A> = TE.TaskEither<Rejected | ReadFailure, A>;

/** Returns the customer as last committed, including a deactivated one. Rejected with CustomerNotFound. */
export const readCustomer =
  ({ customers }: Pick<CustomerReads, 'customers'>) =>
  (customer: CustomerRef): Read<Customer> =>
    pipe(customers.find(customer), TE.flatMap(found(customer)));

/** One page of a history, newest first. */
export interface Periods<P> {
  readonly periods: ReadonlyArray<P>;
  /** The `before` of the next page; null if this is the last page. */
  readonly next: number | null;
}

/** Selects a page of a history. */
export interface HistoryRequest {
  /** The most periods of the page; at least 1. */
  readonly limit: number;
  /** The `next` of the previous page; null or absent for the first page. */
  readonly before?: number | null;
  /** Selects only the period that contains this time. */
  readonly asOf?: Instant | null;
}

/** Returns the customer's segment periods, newest first. Rejected with CustomerNotFound. */
export const readSegmentHistory =
  ({ history }: Pick<CustomerReads, 'history'>) =>
  (customer: CustomerRef, request: HistoryRequest): Read<Periods<SegmentPeriod>> =>
    pipe(history.segments(customer, pageFor(request)), TE.flatMap(found(customer)), TE.map(upTo(request.limit)));

/** Returns the customer's state periods, newest first. Rejected with CustomerNotFound. */
export const readStateHistory =
  ({ history }: Pick<CustomerReads, 'history'>) =>
  (customer: CustomerRef, request: HistoryRequest): Read<Periods<StatePeriod>> =>
    pipe(history.states(customer, pageFor(request)), TE.flatMap(found(customer)), TE.map(upTo(request.limit)));

/** A consistent snapshot of a customer and the first page of each of its histories. */
export interface CustomerWithHistory {
  readonly customer: Customer;
  readonly segmentHistory: Periods<SegmentPeriod>;
  readonly stateHistory: Periods<StatePeriod>;
}

/** Returns a customer with its histories, each of at most `limit` periods. Rejected with CustomerNotFound. */
export const readCustomerWithHistory =
  ({ history }: Pick<CustomerReads, 'history'>) =>
  (customer: CustomerRef, limit: number): Read<CustomerWithHistory> =>
    pipe(
      history.snapshot(customer, limit + 1),
      TE.flatMap(found(customer)),
      TE.map((snapshot) => ({
        customer: snapshot.customer,
        segmentHistory: upTo(limit)(snapshot.segments),
        stateHistory: upTo(limit)(snapshot.states),
      })),
    );

/** Reads one more period than requested, which shows whether there is a next page. */
const pageFor = ({ limit, before = null, asOf = null }: HistoryRequest): HistoryPage => ({
  limit: limit + 1,
  before,
  asOf,
});

const upTo =
  (limit: number) =>
  <P extends { readonly version: number }>(periods: ReadonlyArray<P>): Periods<P> => ({
    periods: periods.slice(0, limit),
    next: periods.length > limit ? (periods[limit - 1]?.version ?? null) : null,
  });

const found =
  (customer: CustomerRef) =>
  <A>(value: O.Option<A>): TE.TaskEither<Rejected, A> =>
    TE.fromEither(
      pipe(
        value,
        E.fromOption(() => rejected({ _tag: 'CustomerNotFound', customer })),
      ),
    );
