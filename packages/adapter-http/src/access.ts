import { ClientName, WiringDefect } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type Koa from 'koa';
import { problem, type ProblemAnswer } from './problem.js';

/** Why a request is taken for nobody's. */
export type LoginFailure = 'no-token' | 'unknown-token';

/** What an embedder's own access control is asked about. */
export interface AccessRequest {
  /** The name of the operation, such as `updateCustomerSegment` or `readEffectiveSegment`. */
  readonly operation: string;
  /** The value of a header; empty where the request has none. */
  readonly header: (name: string) => string;
  /** What middleware of the embedder's left at `ctx.state`: a session, a verified certificate. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Why a request is not done. */
export type Refusal =
  /** 401: nobody is known to have sent it. The challenge is the value of WWW-Authenticate, by default `Bearer`. */
  | { readonly refused: 'unauthenticated'; readonly challenge?: string }
  /** 403: the client has no right to the operation. */
  | { readonly refused: 'forbidden' };

/** The client that sent the request and may do what it asks for, or a refusal. */
export type Access = { readonly client: string } | Refusal;

/** Exactly one of `authenticate` and `access`. */
export interface AccessOptions {
  /**
   * The client whose bearer token this is, who may do everything; null: nobody's. What is no well-formed name of a client lets
   * nobody in.
   */
  readonly authenticate?: (token: string) => string | null | Promise<string | null>;
  /**
   * Who may do what, decided by the embedder before the body is read. It fails closed: what it throws is a 503, and an answer that is no
   * Access lets nobody in.
   */
  readonly access?: (request: AccessRequest) => Access | Promise<Access>;
  /** Hears of each request that `authenticate` has no client for. Must not throw. */
  readonly onLoginFailure?: (failure: LoginFailure) => void;
}

type Decision = E.Either<ProblemAnswer, string>;
type Decide = (operation: string, ctx: Koa.Context) => Promise<Decision>;
type OnDefect = (defect: unknown) => void;

const unavailable = problem('authentication-unavailable', 'Nothing was changed; try again.');
const unauthorized = problem('unauthorized', 'Send the header Authorization: Bearer <token>.');

/** The client of a request, or why there is none. It fails closed, whatever the embedder's function does. */
export const accessBy = (options: AccessOptions, timeoutMs: number, onDefect: OnDefect): Decide => {
  const decide = decideBy(options, timeoutMs, onDefect);
  return (operation, ctx) =>
    decide(operation, ctx).catch((defect: unknown) => {
      onDefect(defect);
      return E.left(unavailable);
    });
};

const decideBy = (
  { authenticate, access, onLoginFailure = () => undefined }: AccessOptions,
  timeoutMs: number,
  onDefect: OnDefect,
): Decide => {
  if (authenticate !== undefined && access === undefined)
    return async (_operation, ctx) => {
      const token = /^bearer +(\S+)$/i.exec(ctx.get('Authorization'))?.[1];
      const client = token === undefined ? null : await inTime(authenticate(token), timeoutMs);
      if (ClientName.is(client)) return E.right(client);
      if (client !== null && client !== undefined)
        onDefect(new TypeError(`authenticate answers with something that is not ${ClientName.name}`));
      onLoginFailure(token === undefined ? 'no-token' : 'unknown-token');
      return E.left(unauthorized);
    };
  if (access !== undefined && authenticate === undefined)
    return async (operation, ctx) => {
      const request = { operation, header: (name: string) => ctx.get(name), state: ctx.state };
      return decisionOf(operation, await inTime(access(request), timeoutMs), onDefect);
    };
  throw new WiringDefect('the API needs exactly one of authenticate and access');
};

const decisionOf = (operation: string, answer: unknown, onDefect: OnDefect): Decision => {
  if (isObject(answer)) {
    if (answer['refused'] === 'forbidden')
      return E.left(problem('forbidden', `The client has no right to ${operation}.`));
    if (answer['refused'] === 'unauthenticated') return E.left(challenged(answer['challenge']));
    if (answer['refused'] === undefined && ClientName.is(answer['client'])) return E.right(answer['client']);
  }
  onDefect(new TypeError('access answers with something that is neither a client nor a refusal'));
  return E.left(unauthorized);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const challenged = (challenge: unknown): ProblemAnswer => {
  const { problem: told, headers } = problem('unauthorized', 'The request does not say who sent it.');
  return {
    problem: told,
    headers: typeof challenge !== 'string' ? headers : { ...headers, 'WWW-Authenticate': challenge },
  };
};

/** Costs no timer where the answer is there already. */
const inTime = (answer: unknown, timeoutMs: number): unknown => {
  if (typeof answer !== 'object' || answer === null || !('then' in answer)) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the access control took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([Promise.resolve(answer), late]).finally(() => clearTimeout(timer));
};
