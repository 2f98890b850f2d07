import type { Failure, Rejected, RequestContext } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { invalidRequest, type ProblemAnswer } from './problem.js';
import { problemOfFailure, problemOfRejected } from './problem-mapping.js';

/** A request as far as HTTP is concerned. */
interface Incoming<Query> {
  /** Segments of the path that the route names. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Parsed JSON, not yet decoded: the use case does that. Undefined where the route takes no body. */
  readonly body: unknown;
  /** If-None-Match, for reads. */
  readonly ifNoneMatch: string | null;
  readonly context: RequestContext;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is JSON already and sent byte for byte; anything else is sent as JSON; undefined: no body. */
  readonly body: unknown;
}

type Handle<Query> = (incoming: Incoming<Query>) => TE.TaskEither<Rejected | Failure, Answer>;

interface Definition<Query> {
  /** The name of the operation, as documented. */
  readonly operation: string;
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  readonly takesBody: boolean;
  /** Parameters other than these are refused by name. */
  readonly query: t.Type<Query, unknown, unknown>;
  readonly handle: Handle<Query>;
}

/** One operation of the API as a value: what is served is read off it. */
export interface Route extends Omit<Definition<unknown>, 'query' | 'handle'> {
  readonly query: Pick<t.Type<unknown, unknown, unknown>, 'name' | 'decode'>;
  readonly respond: (incoming: Incoming<unknown>) => Promise<Answer | ProblemAnswer>;
}

/** The route with its query decoded and its errors mapped. */
export const route = <Query>({ handle, ...definition }: Definition<Query>): Route => ({
  ...definition,
  respond: (incoming) =>
    pipe(
      decode(definition.query)(incoming.query),
      E.match(
        (violations): Promise<Answer | ProblemAnswer> =>
          Promise.resolve({
            problem: invalidRequest(
              violations.map(({ pointer, rule }) =>
                pointer === '' ? { rule } : { parameter: pointer.slice(1), rule },
              ),
            ),
          }),
        (query) => answered(handle({ ...incoming, query })),
      ),
    ),
});

const answered = async (task: TE.TaskEither<Rejected | Failure, Answer>): Promise<Answer | ProblemAnswer> => {
  const outcome = await task();
  if (E.isRight(outcome)) return outcome.right;
  return outcome.left._tag === 'Rejected'
    ? { problem: problemOfRejected(outcome.left) }
    : problemOfFailure(outcome.left);
};

export const etagOf = (version: number): string => `"${version}"`;
