import { type ProblemName, problemOfToken, tokenFaults } from './problem-types.js';
import { isRead, type Route } from './route.js';

/** Problems of every route. The listener answers some of them before the route is known. */
const everywhere: ReadonlyArray<ProblemName> = [
  'invalid-request',
  'malformed-request',
  'unauthorized',
  ...tokenFaults.map(problemOfToken),
  'forbidden',
  'request-timeout',
  'too-many-requests',
  'uri-too-long',
  'expectation-failed',
  'header-fields-too-large',
  'internal-error',
  'overloaded',
  'authentication-unavailable',
  'store-unavailable',
  'store-misconfigured',
];

/** Problems of routes with a body; these routes write. */
const withBody: ReadonlyArray<ProblemName> = [
  'content-too-large',
  'unsupported-media-type',
  'request-id-reused',
  'unstorable',
  'customer-busy',
  'publication-backlog',
  'outcome-unknown',
];

/** All problems that a route can answer with. */
export const problemsOf = (route: Route): ReadonlyArray<ProblemName> => [
  ...everywhere,
  ...(isRead(route) ? [] : withBody),
  ...(route.readsReplica === null ? [] : (['replica-unavailable'] as const)),
  ...(route.takesIfMatch || isRead(route) ? (['version-mismatch'] as const) : []),
  ...route.problems,
];
