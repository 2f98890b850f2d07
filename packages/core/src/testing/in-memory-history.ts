import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { pipe } from 'fp-ts/lib/function.js';
import { type BusinessTransaction, changeOf } from '../domain/business-transaction.js';
import type { Customer, CustomerRef } from '../domain/customer.js';
import type { SegmentPeriod, StatePeriod } from '../domain/history-period.js';
import type { CustomerHistory, HistoryPage } from '../ports/customer-history.js';

/** Derives the histories from the transactions of each customer, which are in order of version. */
export const inMemoryHistory = (
  find: (ref: CustomerRef) => Customer | undefined,
  transactionsOf: (refId: string) => ReadonlyArray<BusinessTransaction>,
): CustomerHistory => {
  const segmentsOf = ({ refId }: Customer): ReadonlyArray<SegmentPeriod> =>
    periodsOf(
      transactionsOf(refId).flatMap((transaction) => {
        const { customerSegment } = transaction.payload.customer;
        return changeOf(transaction, 'customerSegment') === undefined || customerSegment === null
          ? []
          : [{ ...originOf(transaction), customerSegment }];
      }),
    );
  const statesOf = ({ refId }: Customer): ReadonlyArray<StatePeriod> =>
    periodsOf(
      transactionsOf(refId)
        .filter((transaction) => changeOf(transaction, 'state') !== undefined)
        .map((transaction) => ({ ...originOf(transaction), state: transaction.payload.customer.state })),
    );
  const pageOf =
    <P extends { readonly version: number; readonly from: string; readonly to: string | null }>(
      periods: (customer: Customer) => ReadonlyArray<P>,
    ) =>
    (ref: CustomerRef, page: HistoryPage) =>
    async () =>
      E.right(
        pipe(
          O.fromNullable(find(ref)),
          O.map((customer) => pageIn(periods(customer), page)),
        ),
      );
  return {
    segments: pageOf(segmentsOf),
    states: pageOf(statesOf),
    snapshot: (ref, limit) => async () =>
      E.right(
        pipe(
          O.fromNullable(find(ref)),
          O.map((customer) => ({
            customer,
            segments: segmentsOf(customer).slice(0, limit),
            states: statesOf(customer).slice(0, limit),
          })),
        ),
      ),
  };
};

const originOf = ({
  occurredAt: from,
  initiator,
  onBehalfOf,
  reason,
  requestId,
  transactionId,
  payload,
}: BusinessTransaction) => ({
  from,
  initiator,
  reason,
  requestId,
  transactionId,
  version: payload.customer.version,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});

/** Returns the periods newest first. Each ends when the next one begins. */
const periodsOf = <P extends { readonly from: string }>(
  begun: ReadonlyArray<P>,
): ReadonlyArray<P & { readonly to: string | null }> =>
  begun.map((period, index) => ({ ...period, to: begun[index + 1]?.from ?? null })).toReversed();

const pageIn = <P extends { readonly version: number; readonly from: string; readonly to: string | null }>(
  periods: ReadonlyArray<P>,
  { limit, before, asOf }: HistoryPage,
): ReadonlyArray<P> =>
  periods
    .filter(({ version }) => before === null || version < before)
    .filter(({ from, to }) => asOf === null || (from <= asOf && (to === null || asOf < to)))
    .slice(0, limit);
