import type { JsonSchema } from '@casm/core/codecs';
import { type AnswerHeader, answerHeaders } from '../answer.js';
import type { ProblemHeader } from '../problem-types.js';

const problemHeaders: Readonly<Record<ProblemHeader, JsonSchema>> = {
  Accept: {
    description: 'The media type that a body must have (RFC 9110, section 15.5.16).',
    required: false,
    schema: { type: 'string' },
    example: 'application/json',
  },
  'Accept-Encoding': {
    description: 'The content codings that a body may have.',
    required: false,
    schema: { type: 'string' },
    example: 'gzip, identity',
  },
  RateLimit: {
    description:
      'How many requests are left to the client now (`r`), and in how many seconds there is one more (`t`). With every answer where a rate is configured.',
    required: false,
    schema: { type: 'string' },
    example: '"client";r=0;t=1',
  },
  'RateLimit-Policy': {
    description:
      'How many requests (`q`) a client may send in how many seconds (`w`), and how many of them at once, if that is fewer (`casm-burst`). With every answer where a rate is configured.',
    required: false,
    schema: { type: 'string' },
    example: '"client";q=500;w=1;casm-burst=50',
  },
  'Retry-After': {
    description: 'After so many seconds the same request, with the same requestId, may succeed.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'WWW-Authenticate': {
    description:
      'How to authenticate, and what is wrong with the token (RFC 6750). With each 401; with a 403 where a scope is missing.',
    required: false,
    schema: { type: 'string' },
    example: 'Bearer error="insufficient_scope", scope="customers:write"',
  },
};

/** The response headers, as components. */
export const headerComponents: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  Object.entries({ ...answerHeaders, ...problemHeaders }).map(([name, header]) => [name, header]),
);

export const headerReference = (name: AnswerHeader | ProblemHeader): JsonSchema => ({
  $ref: `#/components/headers/${name}`,
});

/** The request headers, as components. */
export const headerParameters = {
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description:
      'Only if the customer is at one of these versions still, a list of strong ETags; `*` and no header: whichever version it is at.',
    required: false,
    schema: { type: 'string', examples: ['"4"'] },
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description:
      'The ETag of the version that the caller has: if it is the present one, the answer is 304 without a body.',
    required: false,
    schema: { type: 'string', examples: ['"4"'] },
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      '`replica`: a replica may answer, where the installation has one, with a state as old as `Replica-Lag` says; with `max-lag`, one that is at most so many seconds old (RFC 7240). Otherwise, with If-Match or If-None-Match, and while the replica does not answer or is too far behind, the primary answers.',
    required: false,
    schema: { type: 'string', examples: ['replica', 'replica; max-lag=2'] },
  },
  traceparent: {
    name: 'traceparent',
    in: 'header',
    description: 'W3C Trace Context: the trace travels with the message. One that is not well-formed counts as none.',
    required: false,
    schema: { type: 'string', examples: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'] },
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;

export const headerParameterReference = (name: keyof typeof headerParameters): JsonSchema => ({
  $ref: `#/components/parameters/${name}`,
});
