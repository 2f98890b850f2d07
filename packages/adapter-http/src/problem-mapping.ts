import type {
  CampaignNotFound,
  Failure,
  Rejected,
  Rejection,
  RejectionName,
  StateNotAllowed,
  UnreadableRows,
} from '@casm/core';
import { invalidRequest, problem, type ProblemAnswer, type ProblemViolation } from './problem.js';
import { type ProblemName, problemTypes, typeOfProblem } from './problem-types.js';

/** Exhaustive: a new rejection does not compile until it has a problem type. */
export const problemOfRejection: Readonly<Record<RejectionName, ProblemName>> = {
  InvalidRequest: 'invalid-request',
  CustomerNotFound: 'customer-not-found',
  SegmentNotFound: 'segment-not-found',
  StateReasonNotFound: 'state-reason-not-found',
  ProfileNotFound: 'profile-not-found',
  CustomerDeactivated: 'customer-deactivated',
  ExternalIdTaken: 'external-id-taken',
  SegmentCodeTaken: 'segment-code-taken',
  StateReasonCodeTaken: 'state-reason-code-taken',
  ProfileCodeTaken: 'profile-code-taken',
  VersionMismatch: 'version-mismatch',
  UnknownSegment: 'unknown-segment',
  SegmentRetired: 'segment-retired',
  UnknownStateReason: 'unknown-state-reason',
  StateReasonRetired: 'state-reason-retired',
  UnknownProfile: 'unknown-profile',
  ProfileRetired: 'profile-retired',
  FutureState: 'future-state',
  NoPendingState: 'no-pending-state',
  TooManyAttributes: 'too-many-attributes',
  AttributesTooLarge: 'attributes-too-large',
  RuleBroken: 'rule-broken',
  RequestIdReused: 'request-id-reused',
};

/** True if the name is one of a Rejection, so that a request can be refused with it. */
export const isRejectionName = (name: string): name is RejectionName => Object.hasOwn(problemOfRejection, name);

interface BrokenRule {
  readonly pointer?: string;
  readonly rule: string;
}

/** The violation of a rejection: its place in the request and the violated rule. */
const brokenRuleOf = (rejection: Exclude<Rejection, { readonly _tag: 'InvalidRequest' }>): BrokenRule => {
  switch (rejection._tag) {
    case 'CustomerNotFound': {
      const { refId, externalId } = rejection.customer;
      const id = refId === undefined ? `externalId ${externalId}` : `refId ${refId}`;
      return { pointer: '/customer', rule: `no customer has the ${id}` };
    }
    case 'SegmentNotFound':
      return { rule: `no segment has the code ${rejection.code}` };
    case 'StateReasonNotFound':
      return { rule: `no state reason has the code ${rejection.code}` };
    case 'ProfileNotFound':
      return { rule: `no profile has the code ${rejection.code}` };
    case 'CustomerDeactivated': {
      const rule = `customer ${rejection.refId} is DEACTIVATED, and nothing can be changed any more`;
      return { pointer: '/customer', rule };
    }
    case 'ExternalIdTaken':
      return { pointer: '/externalId', rule: `${rejection.externalId} belongs to a customer already` };
    case 'SegmentCodeTaken':
      return { pointer: '/code', rule: `a segment has the code ${rejection.code} already` };
    case 'StateReasonCodeTaken':
      return { pointer: '/code', rule: `a state reason has the code ${rejection.code} already` };
    case 'ProfileCodeTaken':
      return { pointer: '/code', rule: `a profile has the code ${rejection.code} already` };
    case 'VersionMismatch': {
      const { expected, actual } = rejection;
      const asked = expected.length === 0 ? 'for no version of a customer' : `for version ${expected.join(' or ')}`;
      return { rule: `If-Match asks ${asked}, the customer is at version ${actual}` };
    }
    case 'UnknownSegment': {
      const { customerSegment, pointer } = rejection;
      return { pointer, rule: `segment ${customerSegment} is not configured` };
    }
    case 'SegmentRetired': {
      const { customerSegment, pointer } = rejection;
      return { pointer, rule: `segment ${customerSegment} is retired and gets no new customers` };
    }
    case 'UnknownStateReason': {
      const { state, stateReason, pointer } = rejection;
      return { pointer, rule: `state reason ${stateReason} is not configured for state ${state}` };
    }
    case 'StateReasonRetired': {
      const { stateReason, pointer } = rejection;
      return { pointer, rule: `state reason ${stateReason} is retired and gets no new customers` };
    }
    case 'UnknownProfile':
      return { pointer: '/customerProfile', rule: `profile ${rejection.customerProfile} is not configured` };
    case 'ProfileRetired': {
      const rule = `profile ${rejection.customerProfile} is retired and makes no new customers`;
      return { pointer: '/customerProfile', rule };
    }
    case 'FutureState': {
      const rule = `${rejection.stateValidFrom} is in the future, and the change takes effect now`;
      return { pointer: '/state/stateValidFrom', rule };
    }
    case 'NoPendingState':
      return { pointer: '/pendingOperation', rule: `no change of state is planned for customer ${rejection.refId}` };
    case 'TooManyAttributes':
      return { pointer: '/customAttributes', rule: `a customer can have at most ${rejection.most} custom attributes` };
    case 'AttributesTooLarge':
      return { pointer: '/customAttributes', rule: `must have at most ${rejection.mostBytes} bytes as JSON` };
    case 'RuleBroken':
      return { pointer: rejection.pointer, rule: `${rejection.name}: ${rejection.rule}` };
    case 'RequestIdReused':
      return { pointer: '/requestId', rule: `requestId ${rejection.requestId} was used for another request` };
  }
};

/**
 * The problem of several rejections. Its type is that of the first rejection with the lowest applicable status of 404,
 * 409, 412 and 422; every violation is listed.
 */
export const problemOfRejected = ({ rejections }: Rejected): ProblemAnswer => {
  const violations = rejections.flatMap((rejection) =>
    rejection._tag === 'InvalidRequest' ? rejection.violations : [],
  );
  if (violations.length > 0) return invalidRequest(violations);
  const all = rejections.flatMap((rejection) =>
    rejection._tag === 'InvalidRequest'
      ? []
      : [{ name: problemOfRejection[rejection._tag], ...brokenRuleOf(rejection) }],
  );
  const [first] = [...all].sort((a, b) => problemTypes[a.name].status - problemTypes[b.name].status);
  return first === undefined ? invalidRequest([]) : problem(first.name, first.rule, all.map(violationOf));
};

const violationOf = ({ name, pointer, rule }: BrokenRule & { readonly name: ProblemName }): ProblemViolation => ({
  type: typeOfProblem(name),
  ...(pointer === undefined ? {} : { pointer }),
  rule,
});

/** What is refused of campaigns. */
export type CampaignRefusal = CampaignNotFound | StateNotAllowed | UnreadableRows;

/** Exhaustive, as above. */
export const problemOfCampaign = (refusal: CampaignRefusal): ProblemAnswer => {
  switch (refusal._tag) {
    case 'CampaignNotFound':
      return problem('campaign-not-found', `No campaign has the id ${refusal.campaignId}.`);
    case 'StateNotAllowed': {
      const { from, to, rule } = refusal;
      return problem('campaign-state-not-allowed', `It is ${from} and cannot become ${to}: ${rule}.`);
    }
    case 'UnreadableRows': {
      const { line, rule } = refusal;
      return invalidRequest([{ pointer: '', rule: line === null ? rule : `line ${line}: ${rule}` }]);
    }
  }
};

/** The type of the problem that a row was refused for. What is no rejection, and no value of it, is a defect of the installation. */
export const problemTypeOfRow = (name: string): string => {
  if (isRejectionName(name)) return typeOfProblem(problemOfRejection[name]);
  return typeOfProblem(name === 'Unstorable' ? 'unstorable' : 'internal-error');
};

/** Exhaustive, as above. */
export const problemOfFailure = (failure: Failure): ProblemAnswer => ({ ...problemAbout(failure), failure });

const problemAbout = (failure: Failure): ProblemAnswer => {
  switch (failure._tag) {
    case 'StoreUnavailable':
      return problem('store-unavailable', 'Nothing was changed; try again.');
    case 'Overloaded':
      return problem('overloaded', 'Nothing was changed; try again, each time after a longer pause.');
    case 'StoreMisconfigured':
      return problem('store-misconfigured', problemTypes['store-misconfigured'].meaning);
    case 'Unstorable':
      return problem('unstorable', problemTypes.unstorable.meaning);
    case 'CustomerBusy':
      return problem('customer-busy', 'Nothing was changed; try again.');
    case 'PublicationBacklog':
      return problem(
        'publication-backlog',
        'The streaming platform has not taken anything for a while. Nothing was changed; try again later.',
      );
    case 'OutcomeUnknown':
      return problem(
        'outcome-unknown',
        'The store did not answer while committing. Send the same request with the same requestId again: its answer tells.',
      );
  }
};
