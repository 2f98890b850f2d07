import { Codec, decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** Encodes a position as an opaque string that callers pass back. */
export const cursorText = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The cursor of the next page; null if this page is not full. */
export const nextAfter = <A>(page: ReadonlyArray<A>, limit: number, cursorOf: (last: A) => string): string | null => {
  const last = page.at(-1);
  return last === undefined || page.length < limit ? null : cursorOf(last);
};

const parse = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

/** The codec of a cursor; `name` is the answer that issues it. */
export const cursor = <A>(name: string, place: Codec<A>): Codec<A> =>
  new Codec<A>(
    name,
    place.is,
    (input, context) => {
      if (typeof input !== 'string' || !/^[\w-]{1,1024}$/.test(input)) return t.failure(input, context);
      const read = E.flatMap(decode(place))(
        E.tryCatch(
          () => parse(input),
          () => [],
        ),
      );
      return E.isRight(read) ? t.success(read.right) : t.failure(input, context);
    },
    { type: 'string', pattern: '^[A-Za-z0-9_-]{1,1024}$' },
  );
