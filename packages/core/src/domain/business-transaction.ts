import type * as t from 'io-ts';
import { closed, described, instant, json, listOf, matching, named, nullable, oneOf, text } from './codecs.js';
import { Customer } from './customer.js';

/**
 * The caller's idempotency key: 1 to 128 characters, unique for each client. A repeat with the same content gets the first answer,
 * for at least 24 hours. A repeat with other content is Rejected with RequestIdReused.
 */
export const RequestId = named(
  'Request ID',
  "The caller's idempotency key. A repeat with the same body gets the first answer, for at least 24 hours.",
  text(1, 128),
  'crm-20260302-7',
);
/** The caller's reason for a change: 1 to 1024 characters. */
export const Reason = named(
  'Reason',
  "The caller's reason for the change. It is kept in the history.",
  text(1, 1024),
  'moved to a business contract',
);
export const TransactionId = named(
  'Transaction ID',
  'The id of the Business Transaction.',
  text(1, 64),
  '01a20d54-4f70-7a3e-9c51-000000000002',
);

/** The id of a campaign: 1 to 64 characters. */
export const CampaignId = named(
  'Campaign ID',
  'The id of the campaign that the change is a part of.',
  text(1, 64),
  '01a20d54-4f70-7a3e-9c51-0000000000c1',
);

/** The name of an authenticated client, which is the initiator of its changes. */
export const ClientName = named(
  'Client Name',
  'The authenticated client that asked for the change.',
  text(1, 128),
  'crm',
);

/** A person or a service account, as named by the access token. */
export const UserName = named(
  'User Name',
  'The user that the client acted for, as its access token names it.',
  text(1, 255),
  'ada@example.com',
);

/**
 * The name of an operation. Readers accept unknown names, because a newer release or an extension may have made the transaction.
 * The payload holds the resulting customer in any case.
 */
export const OperationName = named(
  'Operation Name',
  'The operation that was called. Later releases may add operations.',
  matching(
    'the name of an operation: a lower-case letter, then at most 63 letters and digits',
    /^[a-z][A-Za-z0-9]{0,63}$/,
  ),
  'updateCustomerSegment',
);

/** The members of a customer that can change, in the order in which changes are listed. */
export const changeableFields = [
  'externalId',
  'customName',
  'customerSegment',
  'customAttributes',
  'state',
  'pendingState',
  'testCustomer',
] as const;
/** The name of a member of the customer, as in `changes` of a Business Transaction. */
export const ChangedField = named(
  'Changed Field',
  'The member of the customer that changed. Later releases may add members.',
  oneOf(...changeableFields),
);

const Change = named(
  'Change',
  'One member of the customer that changed.',
  closed(
    {
      field: ChangedField,
      before: described('The value before the change; null if there was none.', json),
      after: described('The value after the change.', json),
    },
    {},
  ),
);

/** One member of the customer that changed; `before` is null if it had no value. */
export type Change = t.TypeOf<typeof Change>;

/**
 * The changes that one call made, and the resulting customer. It is the answer to the caller and, byte for byte, the message to
 * every subscriber. `changes` is empty if the call changed nothing; nothing is published then.
 */
export const BusinessTransaction = named(
  'Business Transaction',
  'The changes that one call made, and the resulting customer.',
  closed(
    {
      transactionId: TransactionId,
      requestId: RequestId,
      operation: OperationName,
      occurredAt: described(
        "The time of the change. It grows with the customer's version, by at least one millisecond.",
        instant,
      ),
      initiator: ClientName,
      reason: nullable(Reason),
      changes: described(
        'The changed members. If empty, nothing changed and nothing is published.',
        listOf(Change, 0, 16),
      ),
      payload: named(
        'Payload',
        'The subject of the transaction, as it is after the change.',
        closed({ customer: Customer }, {}),
      ),
    },
    {
      /** Present only if a campaign made the change. */
      campaignId: CampaignId,
      /** Present only if the client's token names another user. */
      onBehalfOf: UserName,
    },
  ),
);
export type BusinessTransaction = t.TypeOf<typeof BusinessTransaction>;

/** Returns the change of one field, or undefined if the transaction has none. */
export const changeOf = (transaction: BusinessTransaction, field: Change['field']): Change | undefined =>
  transaction.changes.find((change) => change.field === field);
