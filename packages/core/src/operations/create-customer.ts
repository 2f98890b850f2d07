import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import type * as t from 'io-ts';
import { Reason, RequestId } from '../domain/business-transaction.js';
import { closed, decode, flag, type Instant, instant } from '../domain/codecs.js';
import { Code, CustomAttributes, type Customer, CustomName, ExternalId, LifecycleState } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import type { Origin } from '../domain/decisions/changed.js';
import { assignableSegment, begunState, freeExternalId, reasonOfState } from '../domain/decisions/checks.js';
import type { Rejected } from '../domain/rejection.js';
import type { CustomerOperation } from './customer-operation.js';
import { decideStep } from './decide-step.js';

/** On creation a `pending` is documented as ignored. */
const InitialState = closed({ state: LifecycleState, stateReason: Code }, { stateValidFrom: instant, pending: flag });

const CreateCustomer = closed(
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
type CreateCustomer = t.TypeOf<typeof CreateCustomer>;

const decide =
  (refId: string, command: CreateCustomer) =>
  (origin: Origin): Decide<Rejected> =>
  ({ current, externalIdTaken, catalogue }, at) => {
    // A defect of whoever draws the ids, and no rejection: the caller cannot mend it.
    if (O.isSome(current)) throw new Error(`the id ${refId} was drawn for a new customer, but it is taken`);
    const { customerSegment, state, externalId } = command;
    return decideStep(origin, {
      command,
      before: null,
      after: newCustomer(refId, command, at),
      objections: [
        ...(customerSegment === undefined ? [] : assignableSegment(customerSegment, catalogue)),
        ...reasonOfState(state, catalogue),
        ...begunState(state.stateValidFrom, at),
        ...freeExternalId(externalId, externalIdTaken),
      ],
      catalogue,
      at,
    });
  };

const newCustomer = (refId: string, command: CreateCustomer, at: Instant): Customer => ({
  refId,
  externalId: command.externalId ?? null,
  customName: command.customName ?? null,
  customerSegment: command.customerSegment ?? null,
  customAttributes: command.customAttributes ?? {},
  state: {
    state: command.state.state,
    stateReason: command.state.stateReason,
    stateValidFrom: command.state.stateValidFrom ?? at,
  },
  testCustomer: command.testCustomer ?? false,
  version: 1,
});

/** Creates a customer with version 1 and an id of ours. */
export const createCustomer: CustomerOperation<'createCustomer', CreateCustomer> = {
  name: 'createCustomer',
  summary: 'Creates a customer; its refId is drawn here.',
  creates: true,
  command: CreateCustomer,
  rejections: [
    'ExternalIdTaken',
    'UnknownSegment',
    'SegmentRetired',
    'UnknownStateReason',
    'StateReasonRetired',
    'FutureState',
  ],
  example: {
    requestId: 'crm-20260201-1',
    externalId: 'CRM-1001',
    customName: 'Ada Lovelace',
    customerSegment: 'RESIDENTIAL',
    customAttributes: { language: 'en' },
    state: { state: 'ACTIVE', stateReason: 'dfltActive' },
  },
  intentOf: (body, newId) =>
    pipe(
      decode(CreateCustomer)(body),
      E.map((command) => {
        const refId = newId();
        return {
          command,
          customer: { refId },
          claimsExternalId: command.externalId ?? null,
          decide: decide(refId, command),
        };
      }),
    ),
};
