import type * as O from 'fp-ts/lib/Option.js';
import { flow, pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { closed, described, named, nullable, version } from '../domain/codecs.js';
import { Code, type Customer, type CustomerRef, RefId } from '../domain/customer.js';
import type { StoreUnavailable } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { SegmentPeriod } from '../domain/segment-period.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

export interface CustomerReads {
  readonly customers: CustomerRepository;
}

/** The customer as last committed, Deactivated ones too. Rejected with CustomerNotFound. */
export const readCustomer =
  ({ customers }: CustomerReads) =>
  (customer: CustomerRef): TE.TaskEither<Rejected | StoreUnavailable, Customer> =>
    pipe(customers.find(customer), TE.flatMap(found(customer)));

/** The segment that counts now for rating, charging, billing and invoicing. */
export const EffectiveSegment = named(
  'Effective Segment',
  'The segment that counts now for rating, charging, billing and invoicing, whatever period they work on.',
  closed(
    {
      refId: RefId,
      customerSegment: described('The code of the segment; null: the customer is in none.', nullable(Code), 'SOHO'),
      version,
    },
    {},
  ),
);
export type EffectiveSegment = t.TypeOf<typeof EffectiveSegment>;

/** What rating, charging, billing and invoicing ask: one current value, whatever period they work on. */
export const readEffectiveSegment = (
  deps: CustomerReads,
): ((customer: CustomerRef) => TE.TaskEither<Rejected | StoreUnavailable, EffectiveSegment>) =>
  flow(
    readCustomer(deps),
    TE.map(({ refId, customerSegment, version }) => ({ refId, customerSegment, version })),
  );

export interface SegmentHistoryPage {
  readonly segmentHistory: ReadonlyArray<SegmentPeriod>;
  /** Pass it as `before` to get the next page; null: this was the last one. */
  readonly next: number | null;
}

/** The customer's segments, newest first, `limit` (from 1) at a time. Rejected with CustomerNotFound. */
export const readSegmentHistory =
  ({ customers }: CustomerReads) =>
  (
    customer: CustomerRef,
    limit: number,
    before: number | null = null,
  ): TE.TaskEither<Rejected | StoreUnavailable, SegmentHistoryPage> =>
    pipe(
      customers.segmentHistory(customer, { limit: limit + 1, before }),
      TE.flatMap(found(customer)),
      TE.map((periods) => ({
        segmentHistory: periods.slice(0, limit),
        next: periods.length > limit ? (periods[limit - 1]?.version ?? null) : null,
      })),
    );

const found =
  (customer: CustomerRef) =>
  <A>(value: O.Option<A>): TE.TaskEither<Rejected, A> =>
    pipe(
      value,
      TE.fromOption(() => rejected({ _tag: 'CustomerNotFound', customer })),
    );
