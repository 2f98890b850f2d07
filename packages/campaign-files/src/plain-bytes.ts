import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Unreadable } from './unreadable.js';

/** RFC 1952: what each gzip file begins with. No text in UTF-8 does. */
const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** The most bytes that a gzip file may unpack to, for each of its own: rows of customers take some 5 to 20. */
const mostUnpacked = 100;

/** What a gzip file may unpack to in any case, in bytes. */
const unpackedInAnyCase = 16 * 1024 * 1024;

/**
 * The bytes of the file, unpacked if they are gzip. A gzip file that is cut off or damaged, or that unpacks to far more than rows do, is
 * Unreadable.
 */
export async function* plainBytes(
  bytes: AsyncIterable<Uint8Array>,
  mustBeGzip: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const start = await firstBytes(source);
    if (mustBeGzip && !isGzip(start)) throw new Unreadable(null, 'must be gzip, as its Content-Encoding says');
    const all = startingWith(start, source);
    yield* isGzip(start) ? unpacked(all) : all;
  } finally {
    await source.return?.();
  }
}

/** At least two bytes, unless the file has fewer. */
const firstBytes = async (source: AsyncIterator<Uint8Array>): Promise<Uint8Array> => {
  let start: Uint8Array = new Uint8Array();
  while (start.length < 2) {
    const next = await source.next();
    if (next.done === true) return start;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
};

async function* startingWith(start: Uint8Array, source: AsyncIterator<Uint8Array>) {
  yield start;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip();
  const plain: AsyncIterable<Uint8Array> = gunzip;
  let [taken, given] = [0, 0];
  async function* counted() {
    for await (const bytes of packed) {
      taken += bytes.length;
      yield bytes;
    }
  }
  // What fails is thrown by the iteration below.
  pipeline(Readable.from(counted(), { objectMode: false }), gunzip, () => undefined);
  try {
    for await (const bytes of plain) {
      given += bytes.length;
      if (given > unpackedInAnyCase + mostUnpacked * taken)
        throw new Unreadable(null, `must not unpack to more than ${mostUnpacked} times its size`);
      yield bytes;
    }
  } catch (error) {
    throw isOfZlib(error) ? new Unreadable(null, 'must be a whole gzip file: it is cut off or damaged') : error;
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
