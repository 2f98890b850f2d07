import type * as t from 'io-ts';
import { Reason, RequestId } from './business-transaction.js';
import { CatalogueStatus } from './catalogue.js';
import { closed, flag, instant, satisfying, text } from './codecs.js';
import { Code, CustomAttributes, CustomerRef, CustomName, ExternalId, LifecycleState } from './customer.js';

/** What callers ask for, as they send it. The members are the documented ones; none other is accepted. */

export const UpdateCustomerSegment = closed(
  { requestId: RequestId, customer: CustomerRef, customerSegment: Code },
  { reason: Reason },
);
export type UpdateCustomerSegment = t.TypeOf<typeof UpdateCustomerSegment>;

/** On creation a `pending` is documented as ignored. */
const InitialState = closed({ state: LifecycleState, stateReason: Code }, { stateValidFrom: instant, pending: flag });

export const CreateCustomer = closed(
  { requestId: RequestId, state: InitialState },
  {
    externalId: ExternalId,
    customerSegment: Code,
    customName: CustomName,
    customAttributes: CustomAttributes,
    testCustomer: flag,
    reason: Reason,
  },
);
export type CreateCustomer = t.TypeOf<typeof CreateCustomer>;

const NewState = closed(
  { state: LifecycleState, stateReason: Code },
  {
    stateValidFrom: instant,
    pending: satisfying(flag, 'must be false: planned state changes are not supported yet', (pending) => !pending),
  },
);

export const UpdateCustomerState = closed(
  { requestId: RequestId, customer: CustomerRef, state: NewState },
  { reason: Reason },
);
export type UpdateCustomerState = t.TypeOf<typeof UpdateCustomerState>;

const description = text(0, 1024);

export const CreateSegment = closed({ requestId: RequestId, code: Code, name: text(1, 256) }, { description });
export type CreateSegment = t.TypeOf<typeof CreateSegment>;

/** PUT: the segment is then as the body says; a description that is left out is gone. */
export const UpdateSegment = closed(
  { requestId: RequestId, name: text(1, 256), status: CatalogueStatus },
  { description },
);
export type UpdateSegment = t.TypeOf<typeof UpdateSegment>;
