import type { IncomingMessage } from 'node:http';
import type { ClientLimiter } from './client-limits.js';
import { keepingLatest } from './keeping-latest.js';
import type { ObservedRequest } from './observed-requests.js';
import type { ProblemAnswer } from './problem.js';
import type { Delay } from './refusal-delay.js';
import { ClientSocket } from './server/client-socket.js';
import { valuesOf } from './server/whole-request.js';

/** How long the last authentication of a token is relied on to refuse its client, in milliseconds. */
const reliedOnMs = 500;

/** The number of tokens beyond which those that are no longer relied on are forgotten. */
const mostKept = 1000;

interface Login {
  client: string;
  at: number;
}

/** Refuses the requests of clients beyond their limits without parsing them. */
export interface RepeatedRefusals {
  /** A request was authenticated; null: its token was refused. */
  readonly authenticated: (request: IncomingMessage, client: string | null) => void;
  /** A request of the client was refused at its limits: its next requests like this one, on this connection, are not parsed. */
  readonly refused: (request: IncomingMessage, client: string) => void;
}

export interface RepeatedRefusalsOptions {
  readonly limiter: Pick<ClientLimiter, 'refusal'>;
  /** Begins the delay of an answer to a client. */
  readonly delay: (client: string) => Delay;
  /** Begins to observe a request of the operation. */
  readonly begin: (method: string, traceparent: string | null) => ObservedRequest;
  /** Of every answer of the application, beside those of the problem. */
  readonly headers: Readonly<Record<string, string>>;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
}

const authorizations = valuesOf('authorization');
const hosts = valuesOf('host');
const origins = valuesOf('origin');
const traceparents = valuesOf('traceparent');

const pathOf = (target: string): string => {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
};

/**
 * The repeated refusals of one operation. A parsed request costs several times as much as an unparsed one, so that a client far beyond its
 * limits slows down the others. What decides the answer is the same as where the request is parsed: method and path are those of a request
 * that was refused on this connection, the token is byte for byte its token and was valid within the last half second, and the limiter
 * refuses now. Every other request is parsed.
 */
export const repeatedRefusals = ({
  limiter,
  delay,
  begin,
  headers,
  now,
}: RepeatedRefusalsOptions): RepeatedRefusals => {
  /** By the header Authorization, of clients that were refused. */
  const logins = new Map<string, Login>();
  const isReliedOn = ({ at }: Login): boolean => now() - at < reliedOnMs;
  const loginOf = (authorization: string, client: string): Login => {
    const known = logins.get(authorization);
    if (known !== undefined) return known;
    if (logins.size >= mostKept) logins.forEach((login, of) => void (isReliedOn(login) || logins.delete(of)));
    const login = { client, at: now() };
    logins.set(authorization, login);
    return login;
  };
  const withHeaders = keepingLatest((answer: ProblemAnswer) => ({
    ...answer,
    headers: { ...headers, ...answer.headers },
  }));
  return {
    authenticated: ({ headers: { authorization = '' } }, client) => {
      const login = logins.get(authorization);
      if (login === undefined) return;
      if (client === null) {
        login.at = Number.NEGATIVE_INFINITY;
        logins.delete(authorization);
      } else Object.assign(login, { client, at: now() });
    },
    refused: ({ socket, method, url = '', headers: { authorization } }, client) => {
      if (!(socket instanceof ClientSocket) || authorization === undefined || method === 'HEAD') return;
      const login = loginOf(authorization, client);
      const path = pathOf(url);
      socket.refuseUnparsed = (request) => {
        if (request.method !== method || pathOf(request.target) !== path || !isReliedOn(login)) return null;
        const [token, ...otherTokens] = authorizations(request);
        if (token !== authorization || otherTokens.length > 0) return null;
        if (hosts(request).length !== 1 || origins(request).length > 0) return null;
        const [traceparent = null, ...others] = traceparents(request);
        if (others.length > 0) return null;
        const answer = limiter.refusal(login.client);
        if (answer === null) return null;
        const { seen, end } = begin(method, traceparent);
        seen.client = login.client;
        const delayed = delay(login.client);
        return {
          answer: withHeaders(answer),
          delayMs: delayed.ms,
          onSent: () => {
            delayed.end();
            end(answer.problem.status);
          },
        };
      };
    },
  };
};
