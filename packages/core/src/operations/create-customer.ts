import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import type * as t from 'io-ts';
import { Reason, RequestId } from '../domain/business-transaction.js';
import { closed, decode, described, flag, type Instant, instant, named, widenedBy } from '../domain/codecs.js';
import { Code, CustomAttributes, type Customer, CustomName, ExternalId, LifecycleState } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import type { Origin } from '../domain/decisions/changed.js';
import {
  begunState,
  freeExternalId,
  type Objections,
  publishableAttributes,
  usableProfile,
} from '../domain/decisions/checks.js';
import type { Rejected } from '../domain/rejection.js';
import type { CustomerOperation } from './customer-operation.js';
import { decideStep } from './decide-step.js';
import { type Given, objectionsTo, withProfile } from './profile-values.js';

const optional = {
  externalId: ExternalId,
  customerSegment: Code,
  customName: CustomName,
  customAttributes: CustomAttributes,
  testCustomer: flag,
  reason: Reason,
};

/** OCS.io documents that `pending` is ignored on creation. */
const moreOfState = { stateValidFrom: instant, pending: flag };

const ByProfile = closed(
  { requestId: RequestId },
  {
    customerProfile: described(
      'The profile that supplies segment, state and reason if the request does not.',
      Code,
      'b2b',
    ),
    state: named(
      'Initial State',
      "The customer's first state. It is mandatory, with state and stateReason, unless a customerProfile supplies them.",
      closed({}, { state: LifecycleState, stateReason: Code, ...moreOfState }),
    ),
    ...optional,
  },
);
type CreateCustomer = t.TypeOf<typeof ByProfile>;

const WithoutProfile = closed(
  { requestId: RequestId, state: closed({ state: LifecycleState, stateReason: Code }, moreOfState) },
  { customerProfile: Code, ...optional },
);

const CreateCustomer = widenedBy<CreateCustomer>('customerProfile', ByProfile, WithoutProfile);

const rejections = [
  'ExternalIdTaken',
  'UnknownProfile',
  'ProfileRetired',
  'UnknownSegment',
  'SegmentRetired',
  'UnknownStateReason',
  'StateReasonRetired',
  'FutureState',
  'AttributesTooLarge',
] as const;

const decide =
  (refId: string, command: CreateCustomer) =>
  (origin: Origin): Decide<Rejected> =>
  ({ current, externalIdTaken, catalogue }, at) => {
    // A defect of the id generator, not a rejection: the caller cannot correct it.
    if (O.isSome(current)) throw new Error(`the id ${refId} was drawn for a new customer, but it is taken`);
    const { customerProfile = null, externalId } = command;
    const given = withProfile(
      command,
      customerProfile === null ? undefined : catalogue.customerProfiles.get(customerProfile),
    );
    const objections: Objections<(typeof rejections)[number]> = [
      ...(customerProfile === null ? [] : usableProfile(customerProfile, catalogue)),
      ...objectionsTo(given, catalogue),
      ...begunState(command.state?.stateValidFrom, at),
      ...freeExternalId(externalId, externalIdTaken),
      ...publishableAttributes(command.customAttributes ?? {}),
    ];
    return pipe(
      decideStep(origin, {
        command,
        before: null,
        after: newCustomer(refId, command, given, at),
        objections,
        catalogue,
        at,
      }),
      E.map((change) => ({ ...change, assigns: { ...change.assigns, customerProfile } })),
    );
  };

const newCustomer = (
  refId: string,
  command: CreateCustomer,
  { customerSegment, state, stateReason }: Given,
  at: Instant,
): Customer | null =>
  state === null || stateReason === null
    ? null
    : {
        refId,
        externalId: command.externalId ?? null,
        customName: command.customName ?? null,
        customerSegment,
        customAttributes: command.customAttributes ?? {},
        state: { state, stateReason, stateValidFrom: command.state?.stateValidFrom ?? at },
        testCustomer: command.testCustomer ?? false,
        version: 1,
      };

/** Creates a customer with version 1 and a generated refId. */
export const createCustomer: CustomerOperation<'createCustomer', CreateCustomer> = {
  name: 'createCustomer',
  summary: 'Creates a customer with a generated refId, from a profile if one is given.',
  creates: true,
  command: CreateCustomer,
  rejections,
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
