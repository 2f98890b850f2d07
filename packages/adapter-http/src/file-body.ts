import type { IncomingMessage } from 'node:http';
import * as E from 'fp-ts/lib/Either.js';
import { problem, type ProblemAnswer } from './problem.js';
import type { IncomingFile } from './route.js';

/** The body as it comes, or what is wrong with its header. It is read as fast as it is taken. */
export const fileBody = (
  request: IncomingMessage,
  mediaTypes: ReadonlyArray<string>,
): E.Either<ProblemAnswer, IncomingFile> => {
  const [mediaType = '', ...parameters] = words(request.headers['content-type'] ?? '', ';');
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const coding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const refused = (detail: string) => E.left(unsupported(detail, mediaTypes));
  if (!mediaTypes.includes(mediaType)) return refused(`Content-Type must be ${mediaTypes.join(' or ')}.`);
  if (charset !== undefined && !/^charset=("?)utf-?8\1$/.test(charset)) return refused('The charset must be utf-8.');
  if (coding !== 'identity' && coding !== 'gzip') return refused('The Content-Encoding must be gzip or none.');
  return E.right({ mediaType, isGzip: coding === 'gzip', bytes: bytesOf(request) });
};

const words = (value: string, separator: string): ReadonlyArray<string> =>
  value.split(separator).map((word) => word.trim().toLowerCase());

const unsupported = (detail: string, mediaTypes: ReadonlyArray<string>): ProblemAnswer => {
  const { problem: told } = problem('unsupported-media-type', detail);
  return { problem: told, headers: { Accept: mediaTypes.join(', '), 'Accept-Encoding': 'gzip, identity' } };
};

async function* bytesOf(request: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // Destroying a request destroys its connection, and with it the answer.
    for await (const bytes of request.iterator({ destroyOnReturn: false })) yield bytes;
    // What was received may take longer to be stored than a connection may be silent.
    request.socket.setTimeout(0);
  } finally {
    // What is still coming is read and thrown away, so that the client gets to read the answer.
    request.resume();
  }
}

/** Whether the client has left, or its connection broke, before the body was whole. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(String(error.code));
