import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Law } from '../../src/testing/index.js';

/** An adapter that breaks one law. `mutate` wraps the in-memory adapter, which keeps all laws. */
export interface Mutant<S> {
  readonly name: string;
  readonly mutate: (subject: S) => S;
}

/** Returns the name of the first law that an adapter breaks; null if it keeps all. */
export const firstBroken = async <Make>(laws: ReadonlyArray<Law<Make, string>>, make: Make): Promise<string | null> => {
  for (const { name, check } of laws) {
    const isKept = await check(make).then(
      () => true,
      () => false,
    );
    if (!isKept) return name;
  }
  return null;
};

export const change =
  <A, B>(what: (value: A) => B) =>
  <E>(task: TE.TaskEither<E, A>): TE.TaskEither<E, B> =>
    TE.map(what)(task);

const spoilt = (value: unknown): unknown =>
  typeof value === 'string'
    ? `${value}~`
    : typeof value === 'number'
      ? value + 1
      : typeof value === 'boolean'
        ? !value
        : value === null
          ? 'spoilt'
          : {};

/** Returns the value with one member replaced by a different value. */
export const spoil =
  <A extends object>(member: keyof A) =>
  (value: A): A => ({ ...value, [member]: spoilt(value[member]) });

/** Returns one mutant for each member of a call's result. */
export const eachMember = <S, A extends object>(
  what: string,
  members: ReadonlyArray<keyof A>,
  mutate: (subject: S, spoilIt: (value: A) => A) => S,
): ReadonlyArray<Mutant<S>> =>
  members.map((member) => ({
    name: `${what}: another ${String(member)}`,
    mutate: (subject: S) => mutate(subject, spoil<A>(member)),
  }));
