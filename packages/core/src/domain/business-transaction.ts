import type * as t from 'io-ts';
import { closed, instant, json, listOf, matching, nullable, oneOf, text } from './codecs.js';
import { Customer } from './customer.js';

export const RequestId = text(1, 128);
export const Reason = text(1, 1024);

/** A client's name: who is authenticated, and who initiates. */
export const ClientName = text(1, 128);

/**
 * The name of an operation. Readers accept every name: a newer release or an extension may have made the transaction, and
 * the payload says what became of the customer.
 */
export const OperationName = matching(
  'the name of an operation: a lower-case letter, then at most 63 letters and digits',
  /^[a-z][A-Za-z0-9]{0,63}$/,
);

/** The members of a customer that can change, in the order in which changes are told. */
export const changeableFields = [
  'externalId',
  'customName',
  'customerSegment',
  'customAttributes',
  'state',
  'testCustomer',
] as const;
export const ChangedField = oneOf(...changeableFields);

const Change = closed(
  {
    field: ChangedField,
    before: json,
    after: json,
  },
  {},
);

/** One member of the customer that has another value now than before; `before` is null where there was none. */
export type Change = t.TypeOf<typeof Change>;

/**
 * What one call changed, and the customer as it is since: the answer to the caller and, byte for byte, the message to
 * every subscriber. `changes` is empty when the call changed nothing; then nothing is published either.
 */
export const BusinessTransaction = closed(
  {
    transactionId: text(1, 64),
    /** The caller's idempotency key. */
    requestId: RequestId,
    operation: OperationName,
    /** Grows with the customer's version, by at least a millisecond. */
    occurredAt: instant,
    /** Who called: the name of the authenticated client. */
    initiator: ClientName,
    reason: nullable(Reason),
    changes: listOf(Change, 0, 16),
    payload: closed({ customer: Customer }, {}),
  },
  {},
);
export type BusinessTransaction = t.TypeOf<typeof BusinessTransaction>;

/** The change of one field, if this transaction has one. */
export const changeOf = (transaction: BusinessTransaction, field: Change['field']): Change | undefined =>
  transaction.changes.find((change) => change.field === field);
