import type * as t from 'io-ts';
import {
  closed,
  flag,
  identifier,
  instant,
  label,
  mapOf,
  nullable,
  oneOf,
  satisfying,
  text,
  version,
} from './codecs.js';

/** Limits are ours: the documentation states none, and an unbounded string cannot be indexed or published safely. */
export const RefId = text(1, 64);
/** As callers send it, decoded to Unicode normal form C. */
export const ExternalId = identifier(1, 256);
export const CustomName = label(1, 256);
/** As it is held: an earlier release may have accepted more than this one does. */
export const HeldExternalId = text(1, 256);
export const HeldCustomName = text(1, 256);
export const Code = text(1, 64);
export const CustomAttributes = mapOf(100, text(1, 64), text(0, 1024));

/** DEACTIVATED is terminal: no update of any kind is possible from there. */
export const LifecycleState = oneOf('INACTIVE', 'ACTIVE', 'SUSPENDED', 'DEACTIVATED');
export type LifecycleState = t.TypeOf<typeof LifecycleState>;

/** The state a customer is in, why (a configured state reason of that state), and since or from when. */
export const CustomerState = closed({ state: LifecycleState, stateReason: Code, stateValidFrom: instant }, {});
export type CustomerState = t.TypeOf<typeof CustomerState>;

/** The customer as it is after its latest change; every member is always there, null where nothing was given. */
export const Customer = closed(
  {
    refId: RefId,
    externalId: nullable(HeldExternalId),
    customName: nullable(HeldCustomName),
    customerSegment: nullable(Code),
    customAttributes: CustomAttributes,
    state: CustomerState,
    testCustomer: flag,
    /** 1 at creation, one more with every change, no gaps. */
    version,
  },
  {},
);
export type Customer = t.TypeOf<typeof Customer>;

/** Names a customer by exactly one of its two ids. */
export const CustomerRef = satisfying(
  closed({}, { refId: RefId, externalId: ExternalId }),
  'must have exactly one of refId and externalId',
  (ref) => (ref.refId === undefined) !== (ref.externalId === undefined),
);
export type CustomerRef = t.TypeOf<typeof CustomerRef>;

export const isDeactivated = (customer: Customer): boolean => customer.state.state === 'DEACTIVATED';
