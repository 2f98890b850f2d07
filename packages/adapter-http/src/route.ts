import type { Failure, Rejected, RequestContext, Scope, Violation } from '@casm/core';
import { closed, decode, type Reader } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { Answer, Answers, AnswerTo } from './answer.js';
import type { Tag } from './openapi/tags.js';
import { invalidRequest, type ProblemAnswer, type ProblemViolation } from './problem.js';
import { type CampaignRefusal, problemOfCampaign, problemOfFailure, problemOfRejected } from './problem-mapping.js';
import type { ProblemName } from './problem-types.js';

/** A request as far as HTTP is concerned. */
interface Incoming<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  /** Parsed JSON, not yet decoded: the use case does that. Undefined where the route takes no body. */
  readonly body: unknown;
  /** Null where the route takes no file. */
  readonly file: IncomingFile | null;
  readonly context: RequestContext;
}

interface Described {
  /** The name of the operation, unique in the API. */
  readonly operation: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** What a caller has to know beside that. */
  readonly description?: string;
  /** The chapter of the documents. */
  readonly tag: Tag;
  readonly method: 'get' | 'post' | 'put';
  /** With its parameters as `:name`. */
  readonly path: string;
  /** What a client must be allowed to do. */
  readonly scope: Scope;
  /** True: If-Match may pin the version that the caller saw. */
  readonly takesIfMatch?: boolean;
  /** The problems of its own, beside those that every route has. */
  readonly problems?: ReadonlyArray<ProblemName>;
}

/** A body that is read as it comes, however long it is. */
export interface IncomingFile {
  readonly mediaType: string;
  /** Whether the header says that it is gzip. */
  readonly isGzip: boolean;
  /** Ends the reading of the body when it is left. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

interface RouteBody {
  /** As the use case reads it. */
  readonly codec: Reader<unknown>;
  /** A body that the documents show. */
  readonly example: unknown;
}

/** What files it takes, with an example of each, by media type. */
type RouteFiles = Readonly<Record<string, string>>;

interface Declaration<P, Q, A extends Answers> extends Described {
  /** The parameters of the path; without it there are none. */
  readonly params?: Reader<P>;
  /** The parameters of the query, and no others; without it there are none. */
  readonly query?: Reader<Q>;
  /** Without it there is no body. */
  readonly body?: RouteBody;
  /** Instead of a body. */
  readonly files?: RouteFiles;
  /** What it answers with, by status. */
  readonly answers: A;
  readonly handle: (incoming: Incoming<P, Q>) => TE.TaskEither<Refused, AnswerTo<A>>;
}

/** One operation of the API as a value: what is served and what is documented are read off it. */
export interface Route extends Required<Omit<Described, 'description'>> {
  readonly description: string | null;
  readonly params: Reader<unknown>;
  readonly query: Reader<unknown>;
  readonly body: RouteBody | null;
  readonly files: RouteFiles | null;
  readonly answers: Answers;
  /** Takes parameters that are not yet decoded. */
  readonly respond: (incoming: Incoming<unknown, unknown>) => Promise<Answer | ProblemAnswer>;
}

type Nothing = Readonly<Record<never, never>>;
const nothing = closed({}, {});

/** Whether the route changes nothing. */
export const isRead = ({ body, files }: Pick<Route, 'body' | 'files'>): boolean => body === null && files === null;

/** The route with its parameters decoded and its errors mapped. */
export function route<const A extends Answers, P = Nothing, Q = Nothing>(declaration: Declaration<P, Q, A>): Route;
export function route(declaration: Declaration<unknown, unknown, Answers>): Route {
  const { handle, params = nothing, query = nothing, ...described } = declaration;
  return {
    description: null,
    takesIfMatch: false,
    problems: [],
    body: null,
    files: null,
    ...described,
    params,
    query,
    respond: (incoming) => {
      const decoded = [decode(params)(incoming.params), decode(query)(incoming.query)] as const;
      const [inPath, inQuery] = decoded;
      return E.isRight(inPath) && E.isRight(inQuery)
        ? answered(handle({ ...incoming, params: inPath.right, query: inQuery.right }))
        : Promise.resolve(invalidRequest(decoded.flatMap(violationsOf)));
    },
  };
}

/** The violations of parameters: each is known by its name alone. */
const violationsOf = (decoded: E.Either<ReadonlyArray<Violation>, unknown>): ReadonlyArray<ProblemViolation> =>
  E.isRight(decoded)
    ? []
    : decoded.left.map(({ pointer, rule }) => (pointer === '' ? { rule } : { parameter: pointer.slice(1), rule }));

type Refused = Rejected | CampaignRefusal | Failure;

const answered = async (task: TE.TaskEither<Refused, Answer>): Promise<Answer | ProblemAnswer> => {
  const outcome = await task();
  return E.isRight(outcome) ? outcome.right : problemAbout(outcome.left);
};

const problemAbout = (refused: Refused): ProblemAnswer => {
  if (refused._tag === 'Rejected') return problemOfRejected(refused);
  return isOfCampaign(refused) ? problemOfCampaign(refused) : problemOfFailure(refused);
};

const isOfCampaign = (refused: CampaignRefusal | Failure): refused is CampaignRefusal =>
  ['CampaignNotFound', 'StateNotAllowed', 'UnreadableRows'].includes(refused._tag);
