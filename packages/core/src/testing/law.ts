import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { canonicalJson } from '../domain/canonical-json.js';

/**
 * One law of a port, independent of the test runner. `check` throws a LawBroken if the new, empty adapter that `make` returns breaks
 * the law. A law that `requires` a capability applies only to adapters that declare it.
 */
export interface Law<Make, Capability extends string = never> {
  readonly name: string;
  readonly requires?: Capability;
  readonly check: (make: Make) => Promise<void>;
}

/** An adapter breaks a law. The message names what differs. */
export class LawBroken extends Error {
  override readonly name = 'LawBroken';
}

/** Throws a LawBroken if the two values differ as canonical JSON. `what` names the value in the message. */
export const mustEqual = (actual: unknown, expected: unknown, what: string): void => {
  const [got, wanted] = [canonicalJson(actual), canonicalJson(expected)];
  if (got !== wanted) throw new LawBroken(`${what}: expected ${wanted}, got ${got}`);
};

export const mustHold = (holds: boolean, what: string): void => {
  if (!holds) throw new LawBroken(what);
};

/** Returns the result of a task. Throws a LawBroken if it fails. */
export const succeeds = async <A>(task: TaskEither<unknown, A>): Promise<A> => {
  const result = await task();
  if (E.isLeft(result)) throw new LawBroken(`expected success, got ${canonicalJson(result.left)}`);
  return result.right;
};

/** Returns the error of a task. Throws a LawBroken if it succeeds. */
export const failsWith = async <L>(task: TaskEither<L, unknown>): Promise<L> => {
  const result = await task();
  if (E.isRight(result)) throw new LawBroken(`expected an error, got ${canonicalJson(result.right)}`);
  return result.left;
};
