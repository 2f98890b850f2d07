import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type * as t from 'io-ts';
import { canonicalJson } from '../domain/canonical-json.js';
import { decode } from '../domain/codecs.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { RequestContext } from '../domain/request-context.js';
import type { RequestKey } from '../ports/request-key.js';

/** The command in a body, or InvalidRequest with every violation. */
export const commandIn =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (body: unknown): E.Either<Rejected, A> =>
    pipe(
      decode(codec)(body),
      E.mapLeft((violations) => rejected({ _tag: 'InvalidRequest', violations })),
    );

export const keyOf = (operation: string, requestId: string, body: unknown, { client }: RequestContext): RequestKey => ({
  client,
  requestId,
  operation,
  content: canonicalJson(body),
});
