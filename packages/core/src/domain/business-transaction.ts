import type * as t from 'io-ts';
import { closed, described, instant, json, listOf, matching, named, nullable, oneOf, text } from './codecs.js';
import { Customer } from './customer.js';

export const RequestId = named(
  'Request ID',
  'The idempotency key of the caller: the same one again, with the same body, gets the first answer, for at least a day.',
  text(1, 128),
  'crm-20260302-7',
);
export const Reason = named(
  'Reason',
  'Why the caller asks for the change; kept with the history.',
  text(1, 1024),
  'moved to a business contract',
);
export const TransactionId = named(
  'Transaction ID',
  'The id of the Business Transaction.',
  text(1, 64),
  '01a20d54-4f70-7a3e-9c51-000000000002',
);

export const CampaignId = named(
  'Campaign ID',
  'The id of the campaign that the change is a part of.',
  text(1, 64),
  '01a20d54-4f70-7a3e-9c51-0000000000c1',
);

/** A client's name: who is authenticated, and who initiates. */
export const ClientName = named(
  'Client Name',
  'The authenticated client that asked for the change.',
  text(1, 128),
  'crm',
);

/**
 * The name of an operation. Readers accept every name: a newer release or an extension may have made the transaction, and
 * the payload says what became of the customer.
 */
export const OperationName = named(
  'Operation Name',
  'The operation that was called. Further operations may come.',
  matching(
    'the name of an operation: a lower-case letter, then at most 63 letters and digits',
    /^[a-z][A-Za-z0-9]{0,63}$/,
  ),
  'updateCustomerSegment',
);

/** The members of a customer that can change, in the order in which changes are told. */
export const changeableFields = [
  'externalId',
  'customName',
  'customerSegment',
  'customAttributes',
  'state',
  'pendingState',
  'testCustomer',
] as const;
export const ChangedField = named(
  'Changed Field',
  'The member of the customer that has another value now. Further members may come.',
  oneOf(...changeableFields),
);

const Change = named(
  'Change',
  'One member of the customer that has another value now than before.',
  closed(
    {
      field: ChangedField,
      before: described('The value before; null: there was none.', json),
      after: described('The value now.', json),
    },
    {},
  ),
);

/** One member of the customer that has another value now than before; `before` is null where there was none. */
export type Change = t.TypeOf<typeof Change>;

/**
 * What one call changed, and the customer as it is since: the answer to the caller and, byte for byte, the message to
 * every subscriber. `changes` is empty when the call changed nothing; then nothing is published either.
 */
export const BusinessTransaction = named(
  'Business Transaction',
  'What one call changed, and the customer as it is since.',
  closed(
    {
      transactionId: TransactionId,
      requestId: RequestId,
      operation: OperationName,
      occurredAt: described("When it changed; grows with the customer's version, by at least a millisecond.", instant),
      initiator: ClientName,
      reason: nullable(Reason),
      changes: described('What changed; empty: nothing, and nothing is published.', listOf(Change, 0, 16)),
      payload: named('Payload', 'What the transaction is about, as it is since.', closed({ customer: Customer }, {})),
    },
    {
      /** Only where a campaign made the change. */
      campaignId: CampaignId,
    },
  ),
);
export type BusinessTransaction = t.TypeOf<typeof BusinessTransaction>;

/** The change of one field, if this transaction has one. */
export const changeOf = (transaction: BusinessTransaction, field: Change['field']): Change | undefined =>
  transaction.changes.find((change) => change.field === field);
