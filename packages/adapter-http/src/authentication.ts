import { ClientName } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { problem, type ProblemAnswer } from './problem.js';

/** Why a request is taken for nobody's. */
export type LoginFailure = 'no-token' | 'unknown-token';

export interface AuthenticationOptions {
  /** The client whose bearer token this is; null: nobody's. What is no well-formed name of a client lets nobody in. */
  readonly authenticate: (token: string) => string | null | Promise<string | null>;
  /** Hears of each request that is answered 401. Must not throw. */
  readonly onLoginFailure?: (failure: LoginFailure) => void;
}

/** The client that sent this Authorization header, or why there is none. It fails closed, whatever `authenticate` does. */
export type Authentication = (authorization: string) => Promise<E.Either<ProblemAnswer, string>>;

const unauthorized = problem('unauthorized', 'Send the header Authorization: Bearer <token>.');

const unavailable = problem('authentication-unavailable', 'Nothing was changed; try again.');

export const authentication =
  (
    { authenticate, onLoginFailure = () => undefined }: AuthenticationOptions,
    timeoutMs: number,
    onDefect: (defect: unknown) => void,
  ): Authentication =>
  async (authorization) => {
    const refuse = (failure: LoginFailure): E.Either<ProblemAnswer, never> => {
      onLoginFailure(failure);
      return E.left(unauthorized);
    };
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) return refuse('no-token');
    try {
      const client: unknown = await inTime(authenticate(token), timeoutMs);
      if (ClientName.is(client)) return E.right(client);
      if (client !== null && client !== undefined)
        onDefect(new TypeError(`authenticate answers with something that is not ${ClientName.name}`));
      return refuse('unknown-token');
    } catch (defect) {
      onDefect(defect);
      return E.left(unavailable);
    }
  };

/** Costs no timer where the answer is there already. */
const inTime = (answer: unknown, timeoutMs: number): unknown => {
  if (typeof answer !== 'object' || answer === null) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`authenticate took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([Promise.resolve(answer), late]).finally(() => clearTimeout(timer));
};
