import type { Failure, Rejected, ReplicaPorts, RequestContext, Scope, Violation } from '@casm/core';
import { closed, decode, type Reader } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { Answer, Answers, AnswerTo } from './answer.js';
import type { Tag } from './openapi/tags.js';
import { invalidRequest, type ProblemAnswer, type ProblemViolation } from './problem.js';
import { type CampaignRefusal, problemOfCampaign, problemOfFailure, problemOfRejected } from './problem-mapping.js';
import type { ProblemName } from './problem-types.js';
import type { ReplicaUse } from './replica-preference.js';
import type { ReadOn } from './replica-reads.js';

/** The HTTP part of a request. */
interface Incoming<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  /** Parsed JSON, which the use case decodes. Undefined if the route takes no body. */
  readonly body: unknown;
  /** Null if the route takes no file. */
  readonly file: IncomingFile | null;
  readonly context: RequestContext;
  /** The ports to read from instead of those of the store; null if the store is to be read. */
  readonly replica: ReplicaPorts | null;
  readonly readOn: ReadOn;
}

interface Described {
  /** The name of the operation, unique in the API. */
  readonly operation: string;
  /** Its effect, in one sentence. */
  readonly summary: string;
  /** Further information for callers. */
  readonly description?: string;
  /** The section of the API documents. */
  readonly tag: Tag;
  readonly method: 'get' | 'post' | 'put';
  /** The path, with parameters as `:name`. */
  readonly path: string;
  /** The scope that the client needs. */
  readonly scope: Scope;
  /** Whether If-Match may limit the change to a version. */
  readonly takesIfMatch?: boolean;
  /** Whether a replica may answer; null: never. */
  readonly readsReplica?: ReplicaUse | null;
  /** Problems of this route, in addition to those of every route. */
  readonly problems?: ReadonlyArray<ProblemName>;
}

/** A body of any length that is read as a stream. */
export interface IncomingFile {
  readonly mediaType: string;
  /** Whether Content-Encoding is gzip. */
  readonly isGzip: boolean;
  /** The body. Leaving the iteration stops the reading. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

interface RouteBody {
  /** The codec with which the use case decodes the body. */
  readonly codec: Reader<unknown>;
  /** An example body for the API documents. */
  readonly example: unknown;
}

/** The accepted files by media type, each with an example. */
type RouteFiles = Readonly<Record<string, string>>;

interface Declaration<P, Q, A extends Answers> extends Described {
  /** The path parameters; none if omitted. */
  readonly params?: Reader<P>;
  /** The query parameters, all others being refused; none if omitted. */
  readonly query?: Reader<Q>;
  /** The body; none if omitted. */
  readonly body?: RouteBody;
  /** A file instead of a JSON body. */
  readonly files?: RouteFiles;
  /** The answers by status. */
  readonly answers: A;
  readonly handle: (incoming: Incoming<P, Q>) => TE.TaskEither<Refused, AnswerTo<A>>;
}

/** One operation of the API as a value, from which both the server and the documents are derived. */
export interface Route extends Required<Omit<Described, 'description'>> {
  readonly description: string | null;
  readonly params: Reader<unknown>;
  readonly query: Reader<unknown>;
  readonly body: RouteBody | null;
  readonly files: RouteFiles | null;
  readonly answers: Answers;
  /** Handles a request with undecoded parameters. */
  readonly respond: (incoming: Incoming<unknown, unknown>) => Promise<Answer | ProblemAnswer>;
}

type Nothing = Readonly<Record<never, never>>;
const nothing = closed({}, {});

/** For `readsReplica`: a replica may answer whatever the parameters are. */
export const always: ReplicaUse = { unless: [] };

/** Whether the route is read-only. */
export const isRead = ({ body, files }: Pick<Route, 'body' | 'files'>): boolean => body === null && files === null;

/** Whether an answer of the route is sent as it is read. */
export const isStreamed = ({ answers }: Pick<Route, 'answers'>): boolean =>
  Object.values(answers).some(({ body }) => body === 'text/csv');

/** Builds a route whose handler gets decoded parameters and whose errors are mapped to problems. */
export function route<const A extends Answers, P = Nothing, Q = Nothing>(declaration: Declaration<P, Q, A>): Route;
export function route(declaration: Declaration<unknown, unknown, Answers>): Route {
  const { handle, params = nothing, query = nothing, ...described } = declaration;
  const [paramsIn, queryIn] = [decode(params), decode(query)];
  return {
    description: null,
    takesIfMatch: false,
    readsReplica: null,
    problems: [],
    body: null,
    files: null,
    ...described,
    params,
    query,
    respond: ({ params: path, query: asked, body, file, context, replica, readOn }) => {
      const [inPath, inQuery] = [paramsIn(path), queryIn(asked)];
      return E.isRight(inPath) && E.isRight(inQuery)
        ? answered(handle({ params: inPath.right, query: inQuery.right, body, file, context, replica, readOn }))
        : Promise.resolve(invalidRequest([inPath, inQuery].flatMap(violationsOf)));
    },
  };
}

/** The violations of parameters, each with the parameter's name only. */
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
