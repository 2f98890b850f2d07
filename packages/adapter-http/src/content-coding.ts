import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';

const inflate = promisify(gunzip);

/** The content coding of a body, by its Content-Encoding; null for a coding, or several, that are not accepted. */
export const codingOf = (contentEncoding = 'identity'): 'identity' | 'gzip' | null => {
  const codings = contentEncoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== 'identity');
  if (codings.length === 0) return 'identity';
  return codings.length === 1 && (codings[0] === 'gzip' || codings[0] === 'x-gzip') ? 'gzip' : null;
};

/**
 * Decompresses a body that is received whole. The output never exceeds `maxBytes`, however small the input is. Throws for errors that the
 * bytes did not cause.
 */
export const gunzipped = async (
  bytes: Buffer,
  maxBytes: number,
): Promise<E.Either<'too large' | 'not gzip', Buffer>> => {
  try {
    return E.right(await inflate(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return E.left('too large');
    if (code.startsWith('Z_')) return E.left('not gzip');
    throw error;
  }
};
