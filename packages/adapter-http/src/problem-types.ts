export const problemHeaderNames = [
  'Accept',
  'Accept-Encoding',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
] as const;
export type ProblemHeader = (typeof problemHeaderNames)[number];

export interface ProblemType {
  readonly status: number;
  readonly title: string;
  /** The explanation for the caller, as the API documents show it. */
  readonly meaning: string;
  /** The headers of each answer with this problem. */
  readonly headers?: Readonly<Partial<Record<ProblemHeader, string>>>;
  /** The headers of some answers with this problem. */
  readonly sometimes?: ReadonlyArray<ProblemHeader>;
}

const retryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) });
const unchanged = 'Nothing was changed; the same request may succeed after the time in Retry-After.';

const invalidToken = <const T extends string>(title: T, meaning: string) => ({
  status: 401 as const,
  title,
  meaning,
  headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
});

/** All problems of the API by name; the type of the problem document is `urn:casm:problem:<name>`. */
export const problemTypes = {
  'invalid-request': {
    status: 400,
    title: 'The request is invalid',
    meaning: 'Each violation names the invalid member, parameter or header, and the rule that it breaks.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request is not HTTP',
    meaning: 'The request cannot be parsed, or has no Host; the connection is closed.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid token is required',
    meaning: 'The request has no token, or an invalid one; the detail gives the reason.',
    headers: { 'WWW-Authenticate': 'Bearer realm="casm"' },
  },
  'token-expired': invalidToken(
    'The token has expired',
    'Get a new token; an API key is rotated by who keeps the keys.',
  ),
  'token-not-yet-valid': invalidToken('The token is not valid yet', 'It is from later than now: the clocks differ.'),
  'token-audience': invalidToken(
    'The token is for another audience',
    'It was issued for another service than this one.',
  ),
  'token-issuer': invalidToken('The issuer of the token is not trusted', 'It is none of the configured issuers.'),
  'token-algorithm': invalidToken(
    'The token is signed by an algorithm that is not allowed',
    'Unsigned tokens and symmetric signatures are never allowed.',
  ),
  'token-unknown-key': invalidToken('The token is signed with an unknown key', 'Its issuer publishes no such key.'),
  'token-foreign-key': invalidToken(
    'The token brings a key of its own',
    'A key that a token names or brings (jku, x5u, jwk) is never used.',
  ),
  'token-signature': invalidToken(
    'The signature of the token is not valid',
    'The token was changed, or signed by somebody else.',
  ),
  'token-malformed': invalidToken(
    'The token is not well formed',
    'It is no JWT, lacks a claim, or names no client; the detail says which.',
  ),
  'token-revoked': invalidToken('The API key is revoked', 'It was ended for good.'),
  forbidden: {
    status: 403,
    title: 'The client lacks the right to this operation',
    meaning: 'The client is authenticated, but its token lacks the scope that WWW-Authenticate names.',
    sometimes: ['WWW-Authenticate'],
  },
  'customer-not-found': {
    status: 404,
    title: 'The customer does not exist',
    meaning: 'No customer has this refId or externalId.',
  },
  'segment-not-found': {
    status: 404,
    title: 'The segment does not exist',
    meaning: 'The catalogue has no segment with this code.',
  },
  'state-reason-not-found': {
    status: 404,
    title: 'The state reason does not exist',
    meaning: 'The catalogue has no state reason with this code.',
  },
  'profile-not-found': {
    status: 404,
    title: 'The customer profile does not exist',
    meaning: 'The catalogue has no customer profile with this code.',
  },
  'campaign-not-found': {
    status: 404,
    title: 'The campaign does not exist',
    meaning: 'No campaign has this id.',
  },
  'no-such-route': { status: 404, title: 'The path does not exist', meaning: 'No operation is served at this path.' },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed',
    meaning: 'The path supports only the methods in Allow.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request timed out',
    meaning: 'The header or the body was not received in time; the connection is closed.',
  },
  'customer-deactivated': {
    status: 409,
    title: 'The customer is deactivated',
    meaning: 'DEACTIVATED is a terminal state: a deactivated customer accepts no change.',
  },
  'external-id-taken': {
    status: 409,
    title: 'The external id is taken',
    meaning: 'Another customer has this externalId. A deactivated customer keeps its externalId.',
  },
  'segment-code-taken': {
    status: 409,
    title: 'The segment code is taken',
    meaning: 'The catalogue already has a segment with this code.',
  },
  'state-reason-code-taken': {
    status: 409,
    title: 'The state reason code is taken',
    meaning: 'The catalogue already has a state reason with this code.',
  },
  'profile-code-taken': {
    status: 409,
    title: 'The profile code is taken',
    meaning: 'The catalogue already has a customer profile with this code.',
  },
  'no-pending-state': {
    status: 409,
    title: 'No state change is planned',
    meaning:
      'There is no planned state change to confirm or cancel: it was cancelled, has taken effect, or was never planned.',
  },
  'campaign-state-not-allowed': {
    status: 409,
    title: 'The campaign cannot change to this state',
    meaning: 'The transition from the current state is not allowed; the detail gives the reason.',
  },
  'version-mismatch': {
    status: 412,
    title: 'The version does not match',
    meaning: 'If-Match does not name the current version of the customer.',
  },
  'content-too-large': { status: 413, title: 'The body is too large', meaning: 'The detail gives the limit.' },
  'uri-too-long': { status: 414, title: 'The path is too long', meaning: 'The detail gives the limit.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type is not supported',
    meaning: 'The detail names the supported media type, charset and content coding.',
    headers: { Accept: 'application/json', 'Accept-Encoding': 'gzip, identity' },
  },
  'expectation-failed': {
    status: 417,
    title: 'The expectation cannot be met',
    meaning: 'The only supported expectation is 100-continue.',
  },
  'unknown-segment': {
    status: 422,
    title: 'The segment is not configured',
    meaning: 'The catalogue has no segment with this code.',
  },
  'segment-retired': {
    status: 422,
    title: 'The segment is retired',
    meaning: 'A retired segment cannot be assigned. Customers that are in it stay in it.',
  },
  'too-many-attributes': {
    status: 422,
    title: 'Too many custom attributes',
    meaning: 'After the merge the customer would have more custom attributes than allowed.',
  },
  'attributes-too-large': {
    status: 422,
    title: 'The custom attributes are too large',
    meaning: 'After the change the custom attributes, as JSON, would exceed the size limit of a message.',
  },
  'unknown-state-reason': {
    status: 422,
    title: 'The state reason is not configured',
    meaning: 'The catalogue has no such reason for this state.',
  },
  'state-reason-retired': {
    status: 422,
    title: 'The state reason is retired',
    meaning: 'A retired state reason cannot be assigned. Customers that have it keep it.',
  },
  'unknown-profile': {
    status: 422,
    title: 'The profile is not configured',
    meaning: 'The catalogue has no customer profile with this code.',
  },
  'profile-retired': {
    status: 422,
    title: 'The profile is retired',
    meaning: 'A retired profile cannot be used to create a customer.',
  },
  'future-state': {
    status: 422,
    title: 'The state would begin in the future',
    meaning: 'An unplanned change takes effect immediately, so stateValidFrom may be at most one minute ahead.',
  },
  'rule-broken': {
    status: 422,
    title: 'A business rule is broken',
    meaning: 'A business rule of this installation refuses the change; the violation begins with the name of the rule.',
  },
  'request-id-reused': {
    status: 422,
    title: 'The requestId was used before',
    meaning: 'The same client used the requestId for a request with another body.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning:
      'The client exceeds its rate limit or its limit of requests in progress. Nothing was changed; the same request may succeed after the time in Retry-After.',
    headers: retryAfter(1),
    sometimes: ['RateLimit', 'RateLimit-Policy'],
  },
  'header-fields-too-large': {
    status: 431,
    title: 'The header is too large',
    meaning: 'The detail gives the limit; the connection is closed.',
  },
  unstorable: {
    status: 422,
    title: 'A value cannot be stored',
    meaning: 'Nothing was changed, and a retry does not help; the log names the value.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    meaning:
      'A defect, logged under the id in the detail. A retry with the same requestId reports whether the change was made.',
  },
  'not-implemented': { status: 501, title: 'The method is not implemented', meaning: 'No path supports this method.' },
  'store-misconfigured': {
    status: 500,
    title: 'The store is misconfigured',
    meaning:
      'Nothing was changed. A retry does not help until an operator has corrected the setup; the log gives the cause.',
  },
  'authentication-unavailable': {
    status: 503,
    title: 'Authentication is unavailable',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'store-unavailable': {
    status: 503,
    title: 'The store is unavailable',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'replica-unavailable': {
    status: 503,
    title: 'The replica is unavailable',
    meaning:
      'The replica that was preferred does not answer, and the primary answers enough such reads already. The same request without the preference may succeed at once.',
    headers: retryAfter(1),
  },
  overloaded: {
    status: 503,
    title: 'The service is overloaded',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'customer-busy': {
    status: 503,
    title: 'The customer is changed concurrently',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'publication-backlog': {
    status: 503,
    title: 'The publication backlog is full',
    meaning: unchanged,
    headers: retryAfter(5),
  },
  'outcome-unknown': {
    status: 503,
    title: 'The outcome of the change is unknown',
    meaning: 'Retry with the same requestId: it returns the change if it was made, and makes it otherwise.',
    headers: retryAfter(1),
  },
} as const satisfies Readonly<Record<string, ProblemType>>;

export type ProblemName = keyof typeof problemTypes;

export const typeOfProblem = (name: ProblemName): string => `urn:casm:problem:${name}`;

/** What can be wrong with a token that can be read; each is a problem type of its own, `token-<fault>`. */
export const tokenFaults = [
  'expired',
  'not-yet-valid',
  'audience',
  'issuer',
  'algorithm',
  'unknown-key',
  'foreign-key',
  'signature',
  'malformed',
  'revoked',
] as const;
export type TokenFault = (typeof tokenFaults)[number];

export const problemOfToken = (fault: TokenFault): ProblemName => `token-${fault}`;
