import type { ProblemName } from './problem-types.js';
import type { Route } from './route.js';

/** The listener answers with some of these before the route is known. */
const everywhere: ReadonlyArray<ProblemName> = [
  'invalid-request',
  'malformed-request',
  'unauthorized',
  'forbidden',
  'request-timeout',
  'uri-too-long',
  'expectation-failed',
  'header-fields-too-large',
  'internal-error',
  'overloaded',
  'authentication-unavailable',
  'store-unavailable',
  'store-misconfigured',
];

/** A body is a write: it is read, and what it asks for is committed. */
const withBody: ReadonlyArray<ProblemName> = [
  'content-too-large',
  'unsupported-media-type',
  'request-id-reused',
  'unstorable',
  'customer-busy',
  'publication-backlog',
  'outcome-unknown',
];

/** Every problem that a route can answer with. */
export const problemsOf = ({ body, takesIfMatch, problems }: Route): ReadonlyArray<ProblemName> => [
  ...everywhere,
  ...(body === null ? [] : withBody),
  ...(takesIfMatch || body === null ? (['version-mismatch'] as const) : []),
  ...problems,
];
