import * as TE from 'fp-ts/lib/TaskEither.js';

/**
 * Wraps a task of an in-memory adapter so that it fails with the failure that `trouble` returns, and has no effect. If `trouble`
 * returns null, the task runs. Example: `{ ...outbox, remove: (...args) => failingWhile(trouble, outbox.remove(...args)) }`.
 */
export const failingWhile =
  <E, A>(trouble: () => E | null, task: TE.TaskEither<E, A>): TE.TaskEither<E, A> =>
  () => {
    const failure = trouble();
    return failure === null ? task() : TE.left(failure)();
  };
