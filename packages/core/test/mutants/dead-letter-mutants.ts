import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DeadLetter, DeadLetters } from '../../src/index.js';
import type { InMemoryWarehouse } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inLetters = (name: string, mutate: (letters: DeadLetters) => DeadLetters): Mutant<InMemoryWarehouse> => ({
  name: `dead letters: ${name}`,
  mutate: (subject) => ({ ...subject, deadLetters: mutate(subject.deadLetters) }),
});

const listed = (name: string, other: (all: ReadonlyArray<DeadLetter>) => ReadonlyArray<DeadLetter>) =>
  inLetters(name, (letters) => ({ ...letters, list: (after, limit) => change(other)(letters.list(after, limit)) }));

export const deadLetterMutants: ReadonlyArray<Mutant<InMemoryWarehouse>> = [
  ...eachMember<InMemoryWarehouse, DeadLetter>('dead letters', ['kind', 'error'], (subject, spoilIt) => ({
    ...subject,
    deadLetters: {
      ...subject.deadLetters,
      list: (after, limit) =>
        change((all: ReadonlyArray<DeadLetter>) => all.map(spoilIt))(subject.deadLetters.list(after, limit)),
    },
  })),
  listed('the key is lost', (all) => all.map((letter) => ({ ...letter, delivery: { ...letter.delivery, key: null } }))),
  listed('the body is lost', (all) =>
    all.map((letter) => ({ ...letter, delivery: { ...letter.delivery, body: null } })),
  ),
  listed('the place is lost', (all) =>
    all.map((letter) => ({ ...letter, delivery: { ...letter.delivery, offset: 0 } })),
  ),
  listed('in no order', (all) => all.toReversed()),
  inLetters('the limit is ignored', (letters) => ({ ...letters, list: (after) => letters.list(after, 100_000) })),
  inLetters('every page is the first but one that is long', (letters) => ({
    ...letters,
    list: (after, limit) => (limit > 100 ? letters.list(after, limit) : letters.list(null, limit)),
  })),
  inLetters('nothing is forgotten', (letters) => ({
    ...letters,
    resolve: (places, found) => change(() => places.length)(letters.resolve([], found)),
  })),
  inLetters('what was found is not applied', (letters) => ({
    ...letters,
    resolve: (places) => letters.resolve(places, []),
  })),
  inLetters('it answers how many were named', (letters) => ({
    ...letters,
    resolve: (places, found) => change(() => places.length)(letters.resolve(places, found)),
  })),
  inLetters('a contradiction is forgotten', (letters) => ({
    ...letters,
    resolve: (places, found) => TE.orElse(() => letters.resolve(places, []))(letters.resolve(places, found)),
  })),
  inLetters('what does not contradict is applied all the same', (letters) => ({
    ...letters,
    resolve: (places, found) => async () => {
      const outcome = await letters.resolve(places, found)();
      if (E.isLeft(outcome)) for (const one of found) await letters.resolve([], [one])();
      return outcome;
    },
  })),
];
