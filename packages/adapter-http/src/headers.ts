import * as E from 'fp-ts/lib/Either.js';
import { invalidRequest, type ProblemAnswer } from './problem.js';

/** The version in an If-Match; null for none and for `*`. Versions are strong ETags: `"4"`. */
export const ifMatchIn = (header: string): E.Either<ProblemAnswer, number | null> => {
  const value = header.trim();
  if (value === '' || value === '*') return E.right(null);
  const version = /^"([1-9]\d{0,9})"$/.exec(value)?.[1];
  return version === undefined
    ? E.left(invalidRequest([{ header: 'If-Match', rule: 'must be one ETag of a customer, such as "4", or *' }]))
    : E.right(Number(version));
};

/** For what has no version to be matched: a condition that cannot be checked is refused, not ignored. */
export const noIfMatchIn = (header: string): E.Either<ProblemAnswer, null> =>
  header.trim() === ''
    ? E.right(null)
    : E.left(invalidRequest([{ header: 'If-Match', rule: 'is not supported by this operation' }]));

/** A W3C traceparent; one that is not well-formed is as good as none, as the recommendation says. */
export const traceparentIn = (header: string): string | null =>
  /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(header) ? header : null;
