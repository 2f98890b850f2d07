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

/** Limits are ours: the documentation states none, and an unbounded string cannot be indexed or published safely. */
export const RefId = named(
  'Ref ID',
  'The id that CASM gave the customer; it never changes.',
  text(1, 64),
  '01a20d54-4f6f-75d8-88bc-7bbe75e0acad',
);
/** As callers send it, decoded to Unicode normal form C. */
export const ExternalId = named(
  'External ID',
  "The caller's id of the customer, unique over all customers, the deactivated ones too. Compared in Unicode normal form C.",
  identifier(1, 256),
  'CRM-1001',
);
export const CustomName = named(
  'Custom Name',
  'A name for people, free and not unique.',
  label(1, 256),
  'Ada Lovelace',
);
/** As it is held: an earlier release may have accepted more than this one does. */
export const HeldExternalId = described("The caller's id of the customer.", text(1, 256), 'CRM-1001');
export const HeldCustomName = described('The name for people.', text(1, 256), 'Ada Lovelace');
export const Code = named(
  'Code',
  'The code of an entry of a catalogue: a segment, a state reason.',
  text(1, 64),
  'RESIDENTIAL',
);
/** The most custom attributes that a customer can have. */
export const customAttributeCount = 100;
/**
 * The most bytes that they take as JSON. A change of them is a message with three such texts (before, after, and the customer),
 * which must fit in the 256 KiB that a topic takes.
 */
export const customAttributesBytes = 64 * 1024;
export const CustomAttributes = named(
  'Custom Attributes',
  'Free names and values of the caller.',
  mapOf(customAttributeCount, text(1, 64), text(0, 1024)),
  { language: 'en' },
);
export type CustomAttributes = t.TypeOf<typeof CustomAttributes>;

/** DEACTIVATED is terminal: no update of any kind is possible from there. */
export const LifecycleState = named(
  'Lifecycle State',
  'Where the customer is in its life. DEACTIVATED is the last state: no update of any kind is possible from there.',
  oneOf('INACTIVE', 'ACTIVE', 'SUSPENDED', 'DEACTIVATED'),
);
export type LifecycleState = t.TypeOf<typeof LifecycleState>;

const StateReasonCode = described('The code of a configured reason of this state.', Code, 'dfltActive');

/** The state a customer is in, why (a configured state reason of that state), and since or from when. */
export const CustomerState = named(
  'Customer State',
  'The state a customer is in, why, and since when.',
  closed(
    {
      state: LifecycleState,
      stateReason: StateReasonCode,
      stateValidFrom: described('Since when.', instant),
    },
    {},
  ),
);
export type CustomerState = t.TypeOf<typeof CustomerState>;

/** A change of state that is expected: it takes effect on `stateValidFrom` once it is confirmed. */
export const PendingState = named(
  'Pending State',
  'A change of state that is planned: it takes effect on its date once it is confirmed.',
  closed(
    {
      state: LifecycleState,
      stateReason: StateReasonCode,
      stateValidFrom: described('When it takes effect.', instant),
      confirmed: described('Whether it takes effect by itself; until then it is a plan only.', flag),
    },
    {},
  ),
);
export type PendingState = t.TypeOf<typeof PendingState>;

/** The customer as it is after its latest change; every member is always there, null where nothing was given. */
export const Customer = named(
  'Customer',
  'The customer as it is after its latest change; every member but pendingState is always there, null where nothing was given.',
  closed(
    {
      refId: RefId,
      externalId: nullable(HeldExternalId),
      customName: nullable(HeldCustomName),
      customerSegment: described(
        'The code of the one segment that the customer is in; null: none.',
        nullable(Code),
        'RESIDENTIAL',
      ),
      customAttributes: CustomAttributes,
      state: CustomerState,
      testCustomer: described('Whether it is there for tests only.', flag),
      /** 1 at creation, one more with every change, no gaps. */
      version,
    },
    {
      /** Only while a change of state is planned. */
      pendingState: PendingState,
    },
  ),
);
export type Customer = t.TypeOf<typeof Customer>;

/** Names a customer by exactly one of its two ids. */
export const CustomerRef = named(
  'Customer Ref',
  'Names a customer by exactly one of its two ids.',
  satisfying(
    closed({}, { refId: RefId, externalId: ExternalId }),
    'must have exactly one of refId and externalId',
    (ref) => (ref.refId === undefined) !== (ref.externalId === undefined),
    { oneOf: ['refId', 'externalId'].map((id) => ({ properties: { [id]: { type: 'string' } }, required: [id] })) },
  ),
);
export type CustomerRef = t.TypeOf<typeof CustomerRef>;

export const isDeactivated = (customer: Customer): boolean => customer.state.state === 'DEACTIVATED';
