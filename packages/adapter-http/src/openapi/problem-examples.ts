import {
  customerBusy,
  outcomeUnknown,
  overloaded,
  publicationBacklog,
  type Rejection,
  rejected,
  storeMisconfigured,
  storeUnavailable,
  unstorable,
} from '@casm/core';
import type { JsonSchema } from '@casm/core/codecs';
import { invalidRequest, problem, type ProblemAnswer } from '../problem.js';
import { problemOfCampaign, problemOfFailure, problemOfRejected } from '../problem-mapping.js';
import type { ProblemName } from '../problem-types.js';
import { replicaUnavailable } from '../replica-reads.js';

const saysNo = (rejection: Rejection): ProblemAnswer => problemOfRejected(rejected(rejection));

/** An example of each problem type, built by the code that builds the problem. */
const examples: Readonly<Record<ProblemName, ProblemAnswer>> = {
  'invalid-request': invalidRequest([
    { pointer: '/requestId', rule: 'is mandatory' },
    { pointer: '/priority', rule: 'is not a known member' },
  ]),
  'malformed-request': problem('malformed-request', 'HTTP/1.1 requires the header Host.'),
  'request-timeout': problem('request-timeout', 'Send the request again, on a new connection.'),
  'uri-too-long': problem('uri-too-long', 'Path and query may have 8192 bytes.'),
  'expectation-failed': problem('expectation-failed', 'Leave the header Expect out.'),
  'too-many-requests': problem('too-many-requests', 'The client may send 100 requests a second.'),
  'header-fields-too-large': problem(
    'header-fields-too-large',
    'Request line and header may have 16384 bytes together.',
  ),
  'not-implemented': problem('not-implemented', 'CONNECT is not implemented.'),
  unauthorized: problem('unauthorized', 'Send the header Authorization: Bearer <token>.'),
  'token-expired': problem('token-expired', 'The token has expired.'),
  'token-not-yet-valid': problem('token-not-yet-valid', 'The token is not valid yet.'),
  'token-audience': problem('token-audience', 'The token is meant for another audience.'),
  'token-issuer': problem('token-issuer', 'The token is of an issuer that is not trusted here.'),
  'token-algorithm': problem('token-algorithm', 'The token is signed by an algorithm that is not allowed here.'),
  'token-unknown-key': problem('token-unknown-key', 'The token is signed with a key that its issuer does not publish.'),
  'token-foreign-key': problem('token-foreign-key', 'The token brings a key of its own (jku), which is never used.'),
  'token-signature': problem('token-signature', 'The signature of the token is not valid.'),
  'token-malformed': problem('token-malformed', 'The token has no expiry (exp).'),
  'token-revoked': problem('token-revoked', 'The API key is revoked.'),
  forbidden: problem(
    'forbidden',
    'updateCustomerSegment needs the scope customers:write, which the token does not have.',
  ),
  'customer-not-found': saysNo({ _tag: 'CustomerNotFound', customer: { externalId: 'CRM-9999' } }),
  'segment-not-found': saysNo({ _tag: 'SegmentNotFound', code: 'NOWHERE' }),
  'campaign-not-found': problemOfCampaign({
    _tag: 'CampaignNotFound',
    campaignId: '01a20d54-4f70-7a3e-9c51-0000000000c9',
  }),
  'campaign-state-not-allowed': problemOfCampaign({
    _tag: 'StateNotAllowed',
    from: 'COMPLETED',
    to: 'PAUSED',
    rule: 'only a RUNNING campaign can be paused',
  }),
  'no-such-route': problem('no-such-route', 'GET /v1/casm/nothing is not served.'),
  'method-not-allowed': problem('method-not-allowed', '/v1/casm/customers/segment allows PUT.'),
  'state-reason-not-found': saysNo({ _tag: 'StateReasonNotFound', code: 'unknown' }),
  'profile-not-found': saysNo({ _tag: 'ProfileNotFound', code: 'unknown' }),
  'customer-deactivated': saysNo({ _tag: 'CustomerDeactivated', refId: '01a20d54-4f6f-75d8-88bc-7bbe75e0acad' }),
  'external-id-taken': saysNo({ _tag: 'ExternalIdTaken', externalId: 'CRM-1001' }),
  'segment-code-taken': saysNo({ _tag: 'SegmentCodeTaken', code: 'SOHO' }),
  'no-pending-state': saysNo({ _tag: 'NoPendingState', refId: '01a20d54-4f6f-75d8-88bc-7bbe75e0acad' }),
  'state-reason-code-taken': saysNo({ _tag: 'StateReasonCodeTaken', code: 'debt' }),
  'profile-code-taken': saysNo({ _tag: 'ProfileCodeTaken', code: 'residential' }),
  'version-mismatch': saysNo({ _tag: 'VersionMismatch', expected: [4], actual: 5 }),
  'content-too-large': problem('content-too-large', 'A body may have at most 131072 bytes.'),
  'unsupported-media-type': problem('unsupported-media-type', 'Content-Type must be application/json.'),
  'unknown-segment': saysNo({ _tag: 'UnknownSegment', customerSegment: 'NOWHERE', pointer: '/customerSegment' }),
  'segment-retired': saysNo({ _tag: 'SegmentRetired', customerSegment: 'SOHO', pointer: '/customerSegment' }),
  'unknown-state-reason': saysNo({
    _tag: 'UnknownStateReason',
    state: 'ACTIVE',
    stateReason: 'dfltSuspended',
    pointer: '/state/stateReason',
  }),
  'state-reason-retired': saysNo({ _tag: 'StateReasonRetired', stateReason: 'debt', pointer: '/state/stateReason' }),
  'unknown-profile': saysNo({ _tag: 'UnknownProfile', customerProfile: 'unknown' }),
  'profile-retired': saysNo({ _tag: 'ProfileRetired', customerProfile: 'b2b' }),
  'future-state': saysNo({ _tag: 'FutureState', stateValidFrom: '2099-01-01T00:00:00.000Z' }),
  'too-many-attributes': saysNo({ _tag: 'TooManyAttributes', most: 100 }),
  'attributes-too-large': saysNo({ _tag: 'AttributesTooLarge', mostBytes: 65_536 }),
  'rule-broken': saysNo({
    _tag: 'RuleBroken',
    name: 'vip-needs-a-reason',
    pointer: '/reason',
    rule: 'is mandatory for the segment VIP',
  }),
  'request-id-reused': saysNo({ _tag: 'RequestIdReused', requestId: 'crm-20260302-7' }),
  'internal-error': problem(
    'internal-error',
    'The defect is logged under 6f1c3c5e-8d0f-4a66-9a53-0f1a3c1f9b52. Nothing is known about the outcome; the same requestId again tells.',
  ),
  'authentication-unavailable': problem('authentication-unavailable', 'Nothing was changed; try again.'),
  'store-unavailable': problemOfFailure(storeUnavailable('')),
  'replica-unavailable': replicaUnavailable,
  overloaded: problemOfFailure(overloaded),
  'store-misconfigured': problemOfFailure(storeMisconfigured('')),
  unstorable: problemOfFailure(unstorable('')),
  'customer-busy': problemOfFailure(customerBusy),
  'publication-backlog': problemOfFailure(publicationBacklog),
  'outcome-unknown': problemOfFailure(outcomeUnknown('')),
};

/** The examples of these types, as components. */
export const problemExamples = (names: ReadonlyArray<ProblemName>): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    [...new Set(names)].sort().map((name) => {
      const { problem: value } = examples[name];
      return [name, { summary: value.title, value }];
    }),
  );
