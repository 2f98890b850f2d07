import * as TE from 'fp-ts/lib/TaskEither.js';

/**
 * The task of an in-memory adapter in bad times: it fails with what `trouble` gives, and does nothing; where that is null
 * it runs. For instance `{ ...outbox, remove: (...asked) => failingWhile(trouble, outbox.remove(...asked)) }`.
 */
export const failingWhile =
  <E, A>(trouble: () => E | null, task: TE.TaskEither<E, A>): TE.TaskEither<E, A> =>
  () => {
    const failure = trouble();
    return failure === null ? task() : TE.left(failure)();
  };
