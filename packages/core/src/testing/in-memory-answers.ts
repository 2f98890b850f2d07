import * as E from 'fp-ts/lib/Either.js';
import { decode, type Reader } from '../domain/codecs.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { RequestKey } from '../ports/request-key.js';

/** The stored answers of all operations, by client and requestId. */
export interface InMemoryAnswers {
  readonly keep: (key: RequestKey, body: string) => void;
  /** Returns the stored answer to a repeated request; null if there is none. Rejected with RequestIdReused. */
  readonly find: <A>(
    key: RequestKey,
    codec: Reader<A>,
  ) => E.Either<Rejected, { readonly answer: A; readonly body: string } | null>;
}

export const inMemoryAnswers = (): InMemoryAnswers => {
  const kept = new Map<string, { readonly key: RequestKey; readonly body: string }>();
  const nameOf = ({ client, requestId }: RequestKey): string => JSON.stringify([client, requestId]);
  return {
    keep: (key, body) => void kept.set(nameOf(key), { key, body }),
    find: (key, codec) => {
      const found = kept.get(nameOf(key));
      if (found === undefined) return E.right(null);
      if (found.key.operation !== key.operation || found.key.content !== key.content)
        return E.left(rejected({ _tag: 'RequestIdReused', requestId: key.requestId }));
      const answer = decode(codec)(JSON.parse(found.body));
      if (E.isLeft(answer)) throw new Error(`the answer to ${key.requestId} is not readable`);
      return E.right({ answer: answer.right, body: found.body });
    },
  };
};
