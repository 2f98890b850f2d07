import type { Failure, Rejected, Rejection } from '@casm/core';
import { invalidRequest, problem, type Problem, type ProblemAnswer, type ProblemViolation } from './problem.js';

interface Mapped {
  readonly status: 404 | 409 | 412 | 422;
  readonly name: string;
  readonly title: string;
  readonly pointer?: string;
  readonly rule: string;
}

/** Exhaustive: a new rejection does not compile until it has a status here. */
const mapped = (rejection: Exclude<Rejection, { readonly _tag: 'InvalidRequest' }>): Mapped => {
  switch (rejection._tag) {
    case 'CustomerNotFound': {
      const { refId, externalId } = rejection.customer;
      const rule =
        refId === undefined ? `no customer has the externalId ${externalId}` : `no customer has the refId ${refId}`;
      return {
        status: 404,
        name: 'customer-not-found',
        title: 'There is no such customer',
        pointer: '/customer',
        rule,
      };
    }
    case 'SegmentNotFound':
      return {
        status: 404,
        name: 'segment-not-found',
        title: 'There is no such segment',
        rule: `no segment has the code ${rejection.code}`,
      };
    case 'CustomerDeactivated': {
      const rule = `customer ${rejection.refId} is DEACTIVATED, and nothing can be changed any more`;
      return {
        status: 409,
        name: 'customer-deactivated',
        title: 'The customer is deactivated',
        pointer: '/customer',
        rule,
      };
    }
    case 'ExternalIdTaken': {
      const rule = `${rejection.externalId} belongs to a customer already`;
      return {
        status: 409,
        name: 'external-id-taken',
        title: 'The external id is taken',
        pointer: '/externalId',
        rule,
      };
    }
    case 'SegmentCodeTaken': {
      const rule = `a segment has the code ${rejection.code} already`;
      return { status: 409, name: 'segment-code-taken', title: 'The segment code is taken', pointer: '/code', rule };
    }
    case 'VersionMismatch': {
      const rule = `If-Match asks for version ${rejection.expected}, the customer is at version ${rejection.actual}`;
      return { status: 412, name: 'version-mismatch', title: 'The customer has changed since', rule };
    }
    case 'UnknownSegment': {
      const rule = `segment ${rejection.customerSegment} is not configured`;
      return {
        status: 422,
        name: 'unknown-segment',
        title: 'The segment is not configured',
        pointer: '/customerSegment',
        rule,
      };
    }
    case 'SegmentRetired': {
      const rule = `segment ${rejection.customerSegment} is retired and gets no new customers`;
      return {
        status: 422,
        name: 'segment-retired',
        title: 'The segment is retired',
        pointer: '/customerSegment',
        rule,
      };
    }
    case 'UnknownStateReason': {
      const rule = `state reason ${rejection.stateReason} is not configured for state ${rejection.state}`;
      const title = 'The state reason is not configured';
      return { status: 422, name: 'unknown-state-reason', title, pointer: '/state/stateReason', rule };
    }
    case 'FutureState': {
      const rule = `${rejection.stateValidFrom} is in the future, and the change takes effect now`;
      const title = 'The state would begin in the future';
      return { status: 422, name: 'future-state', title, pointer: '/state/stateValidFrom', rule };
    }
    case 'RuleBroken': {
      const { name, pointer, rule } = rejection;
      const title = 'A business rule is broken';
      return { status: 422, name: 'rule-broken', title, pointer, rule: `${name}: ${rule}` };
    }
    case 'RequestIdReused': {
      const rule = `requestId ${rejection.requestId} was used for another request`;
      return {
        status: 422,
        name: 'request-id-reused',
        title: 'The requestId was used before',
        pointer: '/requestId',
        rule,
      };
    }
  }
};

const violationOf = ({ name, pointer, rule }: Mapped): ProblemViolation => ({
  type: `urn:casm:problem:${name}`,
  ...(pointer === undefined ? {} : { pointer }),
  rule,
});

/** The status is that of the first of 404, 409, 412, 422 that applies; everything that is wrong is listed. */
export const problemOfRejected = ({ rejections }: Rejected): Problem => {
  const violations = rejections.flatMap((rejection) =>
    rejection._tag === 'InvalidRequest' ? rejection.violations : [],
  );
  if (violations.length > 0) return invalidRequest(violations);
  const all = rejections.flatMap((rejection) => (rejection._tag === 'InvalidRequest' ? [] : [mapped(rejection)]));
  const [first] = [...all].sort((a, b) => a.status - b.status);
  return first === undefined
    ? invalidRequest([])
    : problem(first.status, first.name, first.title, first.rule, all.map(violationOf));
};

/** Exhaustive, as above. Each 503 says after how many seconds another try may help. */
export const problemOfFailure = (failure: Failure): ProblemAnswer => {
  switch (failure._tag) {
    case 'StoreUnavailable':
      return unavailable('store-unavailable', 'The store cannot be used now', 'Nothing was changed; try again.', 1);
    case 'CustomerBusy':
      return unavailable(
        'customer-busy',
        'The customer is being changed by others',
        'Nothing was changed; try again.',
        1,
      );
    case 'PublicationBacklog':
      return unavailable(
        'publication-backlog',
        'Too much is waiting to be published',
        'The streaming platform has not taken anything for a while. Nothing was changed; try again later.',
        5,
      );
    case 'OutcomeUnknown':
      return unavailable(
        'outcome-unknown',
        'It is not known whether the change was made',
        'The connection to the store broke while committing. Send the same request with the same requestId again: its answer tells.',
        1,
      );
  }
};

const unavailable = (name: string, title: string, detail: string, seconds: number): ProblemAnswer => ({
  problem: problem(503, name, title, detail),
  headers: { 'Retry-After': String(seconds) },
});
