import {
  type BusinessTransaction,
  type Change,
  changeOf,
  type Customer,
  customerOperations,
  type CustomerRecord,
  examplesOf,
  type SegmentMoves,
  type SegmentPeriod,
  type StatePeriod,
} from '@casm/core';

/*
 * The customer in the examples of the documents. The examples of all operations are executed on it in order, so the
 * examples of the reads show only results of the code.
 */

export const exampleTransactions = examplesOf(customerOperations)
  .map(({ transaction }) => transaction)
  .filter(({ changes }) => changes.length > 0);

const last = exampleTransactions.at(-1);
if (last === undefined) throw new Error('no operation has an example');

export const lastTransaction = last;
export const exampleCustomer: Customer = last.payload.customer;

/** The transactions that changed a member, each with the time of the next such transaction. */
const periodsOf = (changes: ReadonlyArray<BusinessTransaction>) =>
  changes.map((transaction, index) => ({ transaction, to: changes[index + 1]?.occurredAt ?? null })).reverse();

const historyOf = (field: Change['field']) =>
  periodsOf(exampleTransactions.filter((transaction) => changeOf(transaction, field) !== undefined)).map(
    ({ transaction: { occurredAt, initiator, reason, requestId, transactionId, payload }, to }) => ({
      customer: payload.customer,
      period: { from: occurredAt, to, initiator, reason, requestId, transactionId, version: payload.customer.version },
    }),
  );

export const exampleSegmentHistory: ReadonlyArray<SegmentPeriod> = historyOf('customerSegment').map(
  ({ customer, period }) => ({ ...period, customerSegment: customer.customerSegment ?? '' }),
);

export const exampleStateHistory: ReadonlyArray<StatePeriod> = historyOf('state').map(({ customer, period }) => ({
  ...period,
  state: customer.state,
}));

export const exampleRecord: CustomerRecord = {
  customer: exampleCustomer,
  versions: periodsOf(exampleTransactions).map(({ transaction, to }) => ({
    version: transaction.payload.customer.version,
    validFrom: transaction.occurredAt,
    validTo: to,
    customer: transaction.payload.customer,
  })),
};

export const exampleMoves: ReadonlyArray<SegmentMoves> = exampleTransactions.flatMap((transaction) => {
  const change = changeOf(transaction, 'customerSegment');
  const to = transaction.payload.customer.customerSegment;
  const from = typeof change?.before === 'string' ? change.before : null;
  return change === undefined ? [] : [{ day: transaction.occurredAt.slice(0, 10), from, to, moves: 1 }];
});

export const exampleFreshness = {
  versions: exampleTransactions.length,
  missingVersions: 0,
  deadLetters: 0,
  conflicts: 0,
  latestMs: { p50: 12, p99: 40, max: 55 },
  latestOccurredAt: last.occurredAt,
};
