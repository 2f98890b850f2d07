import { type Scope, WiringDefect } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type Koa from 'koa';
import type { Access, AccessOptions, Caller, LoginFailure, Refusal } from './access.js';
import { readAccess } from './access-answer.js';
import { problem, type ProblemAnswer } from './problem.js';
import { problemOfToken } from './problem-types.js';

interface Asked {
  readonly operation: string;
  readonly scope: Scope;
}

/** The sender of a request, with the answer if it may not do what it asks for. */
interface Sender extends Caller {
  readonly forbidden: ProblemAnswer | null;
}

type Decision = E.Either<ProblemAnswer, Sender>;
type Decide = (asked: Asked, ctx: Koa.Context) => Promise<Decision>;
type OnDefect = (defect: unknown) => void;

const unavailable = problem('authentication-unavailable', 'Nothing was changed; try again.');
/** RFC 6750, section 3: a challenge has at least one parameter. */
const noTokenSent = 'Bearer realm="casm"';
const invalidToken = 'Bearer error="invalid_token"';
const nobody = 'The request does not say who sent it.';
const unknownToken = 'The token is not known.';
const noToken = 'Send the header Authorization: Bearer <token>.';

/**
 * Returns a function that decides on requests: the sender, or a problem if there is none. It fails closed for every behaviour of the
 * embedder's function.
 */
export const accessBy = (options: AccessOptions, timeoutMs: number, onDefect: OnDefect): Decide => {
  const decide = decideBy(options, timeoutMs, onDefect);
  return (asked, ctx) =>
    decide(asked, ctx).catch((defect: unknown) => {
      onDefect(defect);
      return E.left(unavailable);
    });
};

const decideBy = (options: AccessOptions, timeoutMs: number, onDefect: OnDefect): Decide => {
  const { authenticate, access, onLoginFailure = () => undefined } = options;
  const shared = { timeoutMs, onDefect, onLoginFailure };
  if (authenticate !== undefined && access === undefined) return byToken(authenticate, shared);
  if (access !== undefined && authenticate === undefined) return byHost(access, shared);
  throw new WiringDefect('the API needs exactly one of authenticate and access');
};

interface Options {
  readonly timeoutMs: number;
  readonly onDefect: OnDefect;
  readonly onLoginFailure: NonNullable<AccessOptions['onLoginFailure']>;
}

const byToken = (
  authenticate: NonNullable<AccessOptions['authenticate']>,
  { timeoutMs, onDefect, onLoginFailure }: Options,
): Decide => {
  const refused = (failure: LoginFailure, detail: string, answer: ProblemAnswer): Decision => {
    onLoginFailure(failure, detail);
    return E.left(answer);
  };
  return async (asked, ctx) => {
    const token = /^bearer +(\S+)$/i.exec(ctx.get('Authorization'))?.[1];
    if (token === undefined) return refused('no-token', noToken, unauthorized(noToken, noTokenSent));
    const answer = await inTime(authenticate(token), timeoutMs);
    const access = readAccess(typeof answer === 'string' ? { client: answer } : answer);
    if (access === null) {
      if (answer !== null && answer !== undefined) onDefect(noAccess('authenticate'));
      return refused('unknown-token', unknownToken, unauthorized(unknownToken, invalidToken));
    }
    if ('refused' in access && access.refused === 'invalid-token')
      return refused('invalid-token', access.detail, invalid(access));
    return decided(asked, access);
  };
};

const byHost =
  (access: NonNullable<AccessOptions['access']>, { timeoutMs, onDefect }: Options): Decide =>
  async (asked, ctx) => {
    const { operation, scope } = asked;
    const request = { operation, scope, header: (name: string) => ctx.get(name), state: ctx.state };
    const answer = readAccess(await inTime(access(request), timeoutMs));
    if (answer !== null) return decided(asked, answer);
    onDefect(noAccess('access'));
    return E.left(unauthorized(nobody, noTokenSent));
  };

const noAccess = (name: string): TypeError =>
  new TypeError(`${name} answers with something that is neither a client nor a refusal`);

const decided = (asked: Asked, access: Access): Decision =>
  'refused' in access
    ? E.left(problemOfRefusal(asked, access))
    : E.right({ ...access, forbidden: forbiddenTo(asked, access) });

const forbiddenTo = ({ operation, scope }: Asked, { scopes }: Caller): ProblemAnswer | null => {
  if (scopes === undefined || scopes.includes(scope)) return null;
  const { problem: document } = problem(
    'forbidden',
    `${operation} needs the scope ${scope}, which the token does not have.`,
  );
  return withChallenge(document, `Bearer error="insufficient_scope", scope="${scope}"`);
};

const problemOfRefusal = ({ operation }: Asked, refusal: Refusal): ProblemAnswer => {
  switch (refusal.refused) {
    case 'forbidden':
      return problem('forbidden', refusal.detail ?? `The client has no right to ${operation}.`);
    case 'unavailable':
      return unavailable;
    case 'unauthenticated':
      return unauthorized(nobody, refusal.challenge ?? noTokenSent);
    case 'invalid-token':
      return invalid(refusal);
  }
};

const invalid = ({ detail, fault }: Extract<Refusal, { readonly refused: 'invalid-token' }>): ProblemAnswer =>
  fault === undefined ? unauthorized(detail, invalidToken) : problem(problemOfToken(fault), detail);

const unauthorized = (detail: string, challenge: string): ProblemAnswer =>
  withChallenge(problem('unauthorized', detail).problem, challenge);

const withChallenge = (document: ProblemAnswer['problem'], challenge: string): ProblemAnswer => ({
  problem: document,
  headers: { 'WWW-Authenticate': challenge },
});

/** Applies the timeout to promises; a synchronous answer needs no timer. */
const inTime = (answer: unknown, timeoutMs: number): unknown => {
  if (typeof answer !== 'object' || answer === null || !('then' in answer)) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the access control took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([Promise.resolve(answer), late]).finally(() => clearTimeout(timer));
};
