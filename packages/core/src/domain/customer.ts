import type * as t from 'io-ts';
import {
  closed,
  described,
  flag,
  identifier,
  instant,
  label,
  mapOf,
  named,
  nullable,
  oneOf,
  satisfying,
  text,
  version,
} from './codecs.js';

/** The limits are CASM's own. OCS.io documents none, and an unbounded string cannot be indexed or published safely. */
export const RefId = named(
  'Ref ID',
  'The id that CASM gave the customer; it never changes.',
  text(1, 64),
  '01a20d54-4f6f-75d8-88bc-7bbe75e0acad',
);
/** An external id in a request, decoded to Unicode normal form C. */
export const ExternalId = named(
  'External ID',
  "The caller's id of the customer, unique among all customers, including deactivated ones. Compared in Unicode normal form C.",
  identifier(1, 256),
  'CRM-1001',
);
/** A custom name in a request: 1 to 256 characters, without control or formatting characters. */
export const CustomName = named('Custom Name', 'A display name. It need not be unique.', label(1, 256), 'Ada Lovelace');
/** A stored external id. Earlier releases may have accepted values that this one refuses. */
export const StoredExternalId = described("The caller's id of the customer.", text(1, 256), 'CRM-1001');
/** A stored custom name. Earlier releases may have accepted values that this one refuses. */
export const StoredCustomName = described('The name for people.', text(1, 256), 'Ada Lovelace');
/** The code of a catalogue entry: 1 to 64 characters. It never changes. */
export const Code = named(
  'Code',
  'The code of a catalogue entry, such as a segment or a state reason.',
  text(1, 64),
  'RESIDENTIAL',
);
/** The most custom attributes that a customer can have. */
export const customAttributeCount = 100;
/**
 * The most bytes that custom attributes take as JSON. The message of a change holds them three times (before, after, and in the
 * customer) and must fit in the 256 KiB that a topic accepts.
 */
export const customAttributesBytes = 64 * 1024;
/** A customer's own attributes: at most 100, each with a name of 1 to 64 characters and a value of at most 1024. */
export const CustomAttributes = named(
  'Custom Attributes',
  'Names and values that the caller chooses.',
  mapOf(customAttributeCount, text(1, 64), text(0, 1024)),
  { language: 'en' },
);
export type CustomAttributes = t.TypeOf<typeof CustomAttributes>;

/** DEACTIVATED is terminal: a deactivated customer accepts no update. */
export const LifecycleState = named(
  'Lifecycle State',
  "The state in the customer's life cycle. DEACTIVATED is terminal: a deactivated customer accepts no update.",
  oneOf('INACTIVE', 'ACTIVE', 'SUSPENDED', 'DEACTIVATED'),
);
export type LifecycleState = t.TypeOf<typeof LifecycleState>;

const StateReasonCode = described('The code of a configured reason of this state.', Code, 'dfltActive');

/** The state of a customer, its reason (a configured state reason of that state), and its start. */
export const CustomerState = named(
  'Customer State',
  'The state of a customer, its reason, and its start.',
  closed(
    {
      state: LifecycleState,
      stateReason: StateReasonCode,
      stateValidFrom: described('When the state began.', instant),
    },
    {},
  ),
);
export type CustomerState = t.TypeOf<typeof CustomerState>;

/** A planned change of state. Once confirmed, it takes effect on `stateValidFrom`. */
export const PendingState = named(
  'Pending State',
  'A planned change of state. Once confirmed, it takes effect on its date.',
  closed(
    {
      state: LifecycleState,
      stateReason: StateReasonCode,
      stateValidFrom: described('When the change takes effect.', instant),
      confirmed: described('Whether the change is confirmed, so that it takes effect on its date.', flag),
    },
    {},
  ),
);
export type PendingState = t.TypeOf<typeof PendingState>;

/** The customer as of its latest change. All required members are always present; a member without a value is null. */
export const Customer = named(
  'Customer',
  'The customer as of its latest change. Every member except pendingState is always present; a member without a value is null.',
  closed(
    {
      refId: RefId,
      externalId: nullable(StoredExternalId),
      customName: nullable(StoredCustomName),
      customerSegment: described(
        "The code of the customer's segment; null if it has none.",
        nullable(Code),
        'RESIDENTIAL',
      ),
      customAttributes: CustomAttributes,
      state: CustomerState,
      testCustomer: described('Whether the customer exists only for tests.', flag),
      /** 1 at creation, plus 1 with every change, without gaps. */
      version,
    },
    {
      /** Present only while a change of state is planned. */
      pendingState: PendingState,
    },
  ),
);
export type Customer = t.TypeOf<typeof Customer>;

/** A reference to a customer by exactly one of its two ids. */
export const CustomerRef = named(
  'Customer Ref',
  'A reference to a customer by exactly one of its two ids.',
  satisfying(
    closed({}, { refId: RefId, externalId: ExternalId }),
    'must have exactly one of refId and externalId',
    (ref) => (ref.refId === undefined) !== (ref.externalId === undefined),
    { oneOf: ['refId', 'externalId'].map((id) => ({ properties: { [id]: { type: 'string' } }, required: [id] })) },
  ),
);
export type CustomerRef = t.TypeOf<typeof CustomerRef>;

export const isDeactivated = (customer: Customer): boolean => customer.state.state === 'DEACTIVATED';
