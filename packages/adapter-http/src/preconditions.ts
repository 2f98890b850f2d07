import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './answer.js';
import { invalidRequest, problem, type ProblemAnswer, type ProblemViolation } from './problem.js';

/** An ETag with its quotes. */
interface EntityTag {
  readonly isWeak: boolean;
  readonly opaque: string;
}

/** `*` matches any ETag; null: the header is absent. */
type Condition = '*' | ReadonlyArray<EntityTag> | null;

/** RFC 9110, 13.1.1 and 13.1.2. */
export interface Preconditions {
  readonly ifMatch: Condition;
  readonly ifNoneMatch: Condition;
}

type Decoded = E.Either<ReadonlyArray<ProblemViolation>, Condition>;

const tag = '(?:W/)?"[!#-~\\x80-\\xff]*"';
/** RFC 9110 allows empty list elements. Each repetition begins with a comma, so that matching takes linear time. */
const list = new RegExp(`^(?:,[ \\t]*)*${tag}(?:(?:[ \\t]*,)+[ \\t]*${tag})*(?:[ \\t]*,)*$`);

const conditionIn = (header: string, value: string): Decoded => {
  const trimmed = value.trim();
  if (trimmed === '') return E.right(null);
  if (trimmed === '*') return E.right('*');
  if (!list.test(trimmed)) return E.left([{ header, rule: 'must be one or more ETags, such as "4", or *' }]);
  const tags = [...trimmed.matchAll(/(W\/)?("[^"]*")/g)];
  return E.right(tags.map(([, weak, opaque = '']) => ({ isWeak: weak !== undefined, opaque })));
};

const unsupported = (header: string, value: string): Decoded =>
  value.trim() === '' ? E.right(null) : E.left([{ header, rule: 'is not supported by this operation' }]);

/** The preconditions that a route supports. One that it does not support is refused, not ignored. */
export interface Checks {
  readonly isRead: boolean;
  /** Whether a change can be limited to given versions. */
  readonly takesIfMatch: boolean;
}

const none = E.right({ ifMatch: null, ifNoneMatch: null });

/** The preconditions of a request, or a problem that lists each invalid one. */
export const preconditionsIn = (
  get: (header: 'If-Match' | 'If-None-Match') => string,
  { isRead, takesIfMatch }: Checks,
): E.Either<ProblemAnswer, Preconditions> => {
  const [match, noneMatch] = [get('If-Match'), get('If-None-Match')];
  if (match === '' && noneMatch === '') return none;
  const ifMatch = (isRead || takesIfMatch ? conditionIn : unsupported)('If-Match', match);
  const ifNoneMatch = (isRead ? conditionIn : unsupported)('If-None-Match', noneMatch);
  if (E.isRight(ifMatch) && E.isRight(ifNoneMatch))
    return E.right({ ifMatch: ifMatch.right, ifNoneMatch: ifNoneMatch.right });
  return E.left(invalidRequest([ifMatch, ifNoneMatch].flatMap((read) => (E.isLeft(read) ? read.left : []))));
};

/** The versions that If-Match accepts; null: all. A weak ETag, or one that is not a version, accepts none. */
export const versionsIn = ({ ifMatch }: Preconditions): ReadonlyArray<number> | null =>
  ifMatch === null || ifMatch === '*'
    ? null
    : ifMatch.flatMap(({ isWeak, opaque }) =>
        !isWeak && /^"[1-9]\d{0,9}"$/.test(opaque) ? [Number(opaque.slice(1, -1))] : [],
      );

/** Applies preconditions to the answer of a read. An answer without an ETag matches only `*`. */
export const conditional = (
  { ifMatch, ifNoneMatch }: Preconditions,
  answer: Answer | ProblemAnswer,
): Answer | ProblemAnswer => {
  if ('problem' in answer || answer.status !== 200) return answer;
  const etag = answer.headers?.['ETag'];
  if (ifMatch !== null && ifMatch !== '*' && !ifMatch.some(({ isWeak, opaque }) => !isWeak && opaque === etag))
    return problem('version-mismatch', `The ETag is ${etag ?? 'not one of these: there is none'}.`);
  return ifNoneMatch === '*' || ifNoneMatch?.some(({ opaque }) => opaque === etag) === true
    ? { status: 304, ...(answer.headers === undefined ? {} : { headers: answer.headers }) }
    : answer;
};
