import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import * as E from 'fp-ts/lib/Either.js';
import { invalidRequest, problem, type ProblemAnswer } from './problem.js';

/** Far above any valid request, far below what could hurt. */
const limit = 128 * 1024;

/** The body as parsed JSON, or what is wrong with it. */
export const readJsonBody = async (request: IncomingMessage): Promise<E.Either<ProblemAnswer, unknown>> => {
  const unsupported = mediaProblem(request.headers);
  if (unsupported !== null) {
    request.resume();
    return E.left(unsupported);
  }
  try {
    const bytes = await getRawBody(request, { limit, length: request.headers['content-length'] ?? null });
    return parse(bytes);
  } catch (error) {
    // What is still coming is read and thrown away, so that the client gets to read the answer.
    request.resume();
    return E.left(readingProblem(error));
  }
};

const mediaProblem = (headers: IncomingMessage['headers']): ProblemAnswer | null => {
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (type !== 'application/json') return problem('unsupported-media-type', 'Content-Type must be application/json.');
  if (charset !== undefined && charset !== 'utf-8')
    return problem('unsupported-media-type', 'The charset must be utf-8.');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    return problem('unsupported-media-type', 'The body must not be compressed.');
  }
  return null;
};

const parse = (bytes: Buffer): E.Either<ProblemAnswer, unknown> => {
  try {
    return E.right(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    const rule = error instanceof SyntaxError ? `must be JSON: ${error.message}` : 'must be UTF-8';
    return E.left(invalidRequest([{ pointer: '', rule: bytes.length === 0 ? 'must not be empty' : rule }]));
  }
};

const readingProblem = (error: unknown): ProblemAnswer =>
  error instanceof Error && 'type' in error && error.type === 'entity.too.large'
    ? problem('content-too-large', `A body may have at most ${limit} bytes.`)
    : invalidRequest([{ pointer: '', rule: 'was not received whole' }]);
