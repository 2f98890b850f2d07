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

export interface CustomerReads {
  readonly customers: CustomerRepository;
  readonly history: CustomerHistory;
}

type Read<A> = TE.TaskEither<Rejected | ReadFailure, A>;

/** The customer as last committed, Deactivated ones too. Rejected with CustomerNotFound. */
export const readCustomer =
  ({ customers }: Pick<CustomerReads, 'customers'>) =>
  (customer: CustomerRef): Read<Customer> =>
    pipe(customers.find(customer), TE.flatMap(found(customer)));

/** One page of a history, newest first. */
export interface Periods<P> {
  readonly periods: ReadonlyArray<P>;
  /** Pass it as `before` to get the next page; null: this was the last one. */
  readonly next: number | null;
}

export interface HistoryRequest {
  /** From 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly before?: number | null;
  /** Only the period that held then. */
  readonly asOf?: Instant | null;
}

/** The customer's segments, newest first. Rejected with CustomerNotFound. */
export const readSegmentHistory =
  ({ history }: Pick<CustomerReads, 'history'>) =>
  (customer: CustomerRef, request: HistoryRequest): Read<Periods<SegmentPeriod>> =>
    pipe(history.segments(customer, pageFor(request)), TE.flatMap(found(customer)), TE.map(upTo(request.limit)));

/** The customer's states, newest first. Rejected with CustomerNotFound. */
export const readStateHistory =
  ({ history }: Pick<CustomerReads, 'history'>) =>
  (customer: CustomerRef, request: HistoryRequest): Read<Periods<StatePeriod>> =>
    pipe(history.states(customer, pageFor(request)), TE.flatMap(found(customer)), TE.map(upTo(request.limit)));

/** A customer and the first page of each of its histories, all of one moment. */
export interface CustomerWithHistory {
  readonly customer: Customer;
  readonly segmentHistory: Periods<SegmentPeriod>;
  readonly stateHistory: Periods<StatePeriod>;
}

/** Rejected with CustomerNotFound. */
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

/** One more than is asked for: whether there is a next page is seen by it. */
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
