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

/** All problems of the API by name; the type of the problem document is `urn:casm:problem:<name>`. */
export const problemTypes = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    meaning: 'Each violation names the member, parameter or header that is wrong, and the rule that it breaks.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request is not HTTP',
    meaning: 'The request cannot be parsed, or has no Host; the connection is closed.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid token is needed',
    meaning: 'The request has no token, or one that is not valid; the detail says why.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  forbidden: {
    status: 403,
    title: 'The client may not do this',
    meaning:
      'The client is known and has no right to this operation: its token lacks the scope that WWW-Authenticate names.',
    sometimes: ['WWW-Authenticate'],
  },
  'customer-not-found': {
    status: 404,
    title: 'There is no such customer',
    meaning: 'No customer has this refId or externalId.',
  },
  'segment-not-found': {
    status: 404,
    title: 'There is no such segment',
    meaning: 'The catalogue has no segment of this code.',
  },
  'state-reason-not-found': {
    status: 404,
    title: 'There is no such state reason',
    meaning: 'The catalogue has no state reason of this code.',
  },
  'profile-not-found': {
    status: 404,
    title: 'There is no such profile',
    meaning: 'The catalogue has no customer profile of this code.',
  },
  'campaign-not-found': {
    status: 404,
    title: 'There is no such campaign',
    meaning: 'No campaign has this id.',
  },
  'no-such-route': { status: 404, title: 'There is no such route', meaning: 'Nothing is served at this path.' },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    meaning: 'The path is served, by the methods in Allow.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not come in time',
    meaning: 'The header or the body was not complete in time; the connection is closed.',
  },
  'customer-deactivated': {
    status: 409,
    title: 'The customer is deactivated',
    meaning: 'DEACTIVATED is the last state: such a customer does not change any more.',
  },
  'external-id-taken': {
    status: 409,
    title: 'The external id is taken',
    meaning: 'Another customer has the externalId; that of a deactivated customer stays taken.',
  },
  'segment-code-taken': {
    status: 409,
    title: 'The segment code is taken',
    meaning: 'The catalogue has a segment of this code already.',
  },
  'state-reason-code-taken': {
    status: 409,
    title: 'The state reason code is taken',
    meaning: 'The catalogue has a state reason of this code already.',
  },
  'profile-code-taken': {
    status: 409,
    title: 'The profile code is taken',
    meaning: 'The catalogue has a customer profile of this code already.',
  },
  'no-pending-state': {
    status: 409,
    title: 'No change of state is planned',
    meaning: 'There is nothing to confirm or to cancel: it was cancelled, has taken effect, or was never planned.',
  },
  'campaign-state-not-allowed': {
    status: 409,
    title: 'The campaign cannot come into this state',
    meaning: 'The campaign cannot go there from the state that it is in; the detail says why.',
  },
  'version-mismatch': {
    status: 412,
    title: 'The customer has changed since',
    meaning: 'If-Match does not name the version that the customer is at.',
  },
  'content-too-large': { status: 413, title: 'The body is too large', meaning: 'The detail says how large it may be.' },
  'uri-too-long': { status: 414, title: 'The path is too long', meaning: 'The detail says how long it may be.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a kind that is not taken',
    meaning: 'The detail says which media type, charset and content coding the body must have.',
    headers: { Accept: 'application/json', 'Accept-Encoding': 'gzip, identity' },
  },
  'expectation-failed': {
    status: 417,
    title: 'The expectation cannot be met',
    meaning: 'The only Expect that is known is 100-continue.',
  },
  'unknown-segment': {
    status: 422,
    title: 'The segment is not configured',
    meaning: 'The catalogue has no segment of this code.',
  },
  'segment-retired': {
    status: 422,
    title: 'The segment is retired',
    meaning: 'Customers stay in a retired segment, and no others come into it.',
  },
  'too-many-attributes': {
    status: 422,
    title: 'There would be too many custom attributes',
    meaning: 'The merge would leave the customer with more custom attributes than it can have.',
  },
  'attributes-too-large': {
    status: 422,
    title: 'The custom attributes would be too large',
    meaning: 'The customer would have custom attributes that take more bytes, as JSON, than a message has room for.',
  },
  'unknown-state-reason': {
    status: 422,
    title: 'The state reason is not configured',
    meaning: 'The catalogue has no such reason for this state.',
  },
  'state-reason-retired': {
    status: 422,
    title: 'The state reason is retired',
    meaning: 'Customers keep a retired state reason, and no others get it.',
  },
  'unknown-profile': {
    status: 422,
    title: 'The profile is not configured',
    meaning: 'The catalogue has no customer profile of this code.',
  },
  'profile-retired': {
    status: 422,
    title: 'The profile is retired',
    meaning: 'No customer is created by a retired profile.',
  },
  'future-state': {
    status: 422,
    title: 'The state would begin in the future',
    meaning: 'The change takes effect at once: stateValidFrom may be at most a minute ahead.',
  },
  'rule-broken': {
    status: 422,
    title: 'A business rule is broken',
    meaning: 'A rule of this installation forbids the change; the violation begins with the name of the rule.',
  },
  'request-id-reused': {
    status: 422,
    title: 'The requestId was used before',
    meaning: 'The same client used the requestId for a request with another body.',
  },
  'too-many-requests': {
    status: 429,
    title: 'The client asks for more than its share',
    meaning:
      'The client is above its rate, or has as many requests in progress as it may have. Nothing was done; the same request may succeed after the time in Retry-After.',
    headers: retryAfter(1),
    sometimes: ['RateLimit', 'RateLimit-Policy'],
  },
  'header-fields-too-large': {
    status: 431,
    title: 'The header is too large',
    meaning: 'The detail says how large it may be; the connection is closed.',
  },
  unstorable: {
    status: 422,
    title: 'The store cannot hold a value of this request',
    meaning: 'Nothing was changed. The same request will be refused again; the log says which value it is.',
  },
  'internal-error': {
    status: 500,
    title: 'Something that should never happen has happened',
    meaning: 'A defect, logged under the id in the detail. The same requestId again tells whether the change was made.',
  },
  'not-implemented': { status: 501, title: 'The method is not implemented', meaning: 'No path is served by it.' },
  'store-misconfigured': {
    status: 500,
    title: 'The store is not as this service needs it',
    meaning: 'Nothing was changed. A retry does not help before an operator has mended it; the log says what is wrong.',
  },
  'authentication-unavailable': {
    status: 503,
    title: 'Tokens cannot be checked now',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'store-unavailable': {
    status: 503,
    title: 'The store cannot be used now',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  overloaded: {
    status: 503,
    title: 'More is asked for than can be done in time',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'customer-busy': {
    status: 503,
    title: 'The customer is being changed by others',
    meaning: unchanged,
    headers: retryAfter(1),
  },
  'publication-backlog': {
    status: 503,
    title: 'Too much is waiting to be published',
    meaning: unchanged,
    headers: retryAfter(5),
  },
  'outcome-unknown': {
    status: 503,
    title: 'It is not known whether the change was made',
    meaning: 'The same request with the same requestId tells: it answers with the change that was made, or makes it.',
    headers: retryAfter(1),
  },
} as const satisfies Readonly<Record<string, ProblemType>>;

export type ProblemName = keyof typeof problemTypes;

export const typeOfProblem = (name: ProblemName): string => `urn:casm:problem:${name}`;
