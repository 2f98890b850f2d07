import type { IncomingMessage } from 'node:http';
import * as E from 'fp-ts/lib/Either.js';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { codingOf, gunzipped } from './content-coding.js';
import { invalidRequest, problem, type ProblemAnswer } from './problem.js';

/** Larger than any valid request, and small enough to be harmless. */
export const defaultMaxBodyBytes = 128 * 1024;

type Body = E.Either<ProblemAnswer, unknown>;

/**
 * Reads the body as parsed JSON, or returns the problem with it. If a body parser has already read the body, its result
 * is used. Throws for errors that the caller did not cause.
 */
export const readJsonBody = async ({ req, request }: Koa.Context, maxBytes: number): Promise<Body> => {
  const unsupported = mediaProblem(req.headers);
  if (unsupported !== null) return E.left(unsupported);
  if (req.readableDidRead) return bodyOfParser(request, maxBytes);
  try {
    const bytes = await getRawBody(req, { limit: maxBytes, length: req.headers['content-length'] ?? null });
    return codingOf(req.headers['content-encoding']) === 'gzip' ? await parseGzip(bytes, maxBytes) : parse(bytes);
  } catch (error) {
    // The rest of the body is read and discarded, so that the client can read the answer.
    req.resume();
    return E.left(problemOfReading(error, maxBytes));
  }
};

const mediaProblem = (headers: IncomingMessage['headers']): ProblemAnswer | null => {
  if (headers['content-type'] === 'application/json' && headers['content-encoding'] === undefined) return null;
  const [type, ...parameters] = (headers['content-type'] ?? '').split(';').map((word) => word.trim().toLowerCase());
  if (type !== 'application/json') return problem('unsupported-media-type', 'Content-Type must be application/json.');
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset=("?)utf-?8\1$/.test(charset))
    return problem('unsupported-media-type', 'The charset must be utf-8.');
  return codingOf(headers['content-encoding']) === null
    ? problem('unsupported-media-type', 'The Content-Encoding must be gzip, or none.')
    : null;
};

/** Body parsers store the parsed body, and some the text, on Koa's request. */
const bodyOfParser = (request: object, maxBytes: number): Body => {
  if ('rawBody' in request && typeof request.rawBody === 'string') return withinLimit(request.rawBody, maxBytes);
  if ('body' in request && request.body !== undefined) return withinLimit(JSON.stringify(request.body), maxBytes);
  throw new Error('the body was read before the API could read it, and nothing is left at ctx.request.body');
};

const withinLimit = (text: string, maxBytes: number): Body => {
  const bytes = Buffer.from(text);
  return bytes.length > maxBytes ? E.left(tooLarge(maxBytes)) : parse(bytes);
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (bytes: Buffer): Body => {
  try {
    return E.right(JSON.parse(utf8.decode(bytes)));
  } catch (error) {
    const rule = error instanceof SyntaxError ? `must be JSON: ${error.message}` : 'must be UTF-8';
    return E.left(invalidRequest([{ pointer: '', rule: bytes.length === 0 ? 'must not be empty' : rule }]));
  }
};

const parseGzip = async (bytes: Buffer, maxBytes: number): Promise<Body> => {
  const inflated = await gunzipped(bytes, maxBytes);
  if (E.isRight(inflated)) return parse(inflated.right);
  return E.left(
    inflated.left === 'too large' ? tooLarge(maxBytes) : invalidRequest([{ pointer: '', rule: 'must be whole gzip' }]),
  );
};

const tooLarge = (maxBytes: number): ProblemAnswer =>
  problem('content-too-large', `A body may have at most ${maxBytes} bytes, also when it is decompressed.`);

/** The problem for a `raw-body` error that the caller caused. Throws any other error. */
const problemOfReading = (error: unknown, maxBytes: number): ProblemAnswer => {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return tooLarge(maxBytes);
  if (type === 'request.aborted' || type === 'request.size.invalid' || isAbort(error))
    return invalidRequest([{ pointer: '', rule: 'was not received whole' }]);
  throw error;
};

const isAbort = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
