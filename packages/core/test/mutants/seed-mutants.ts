import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Catalogue, CatalogueRepository } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { inCatalogue, kinds } from './catalogue-mutants.js';
import { change, type Mutant } from './mutant.js';

/** Changes the catalogue that is read after a seed. */
const readAfterSeed = (name: string, other: (all: Catalogue, seeded: Catalogue) => Catalogue): Mutant<InMemoryStore> =>
  inCatalogue(`seeding ${name}`, (catalogue): CatalogueRepository => {
    let seeded: Catalogue | null = null;
    return {
      ...catalogue,
      seed: (entries) => {
        seeded = entries;
        return catalogue.seed(entries);
      },
      read: change((all: Catalogue) => (seeded === null ? all : other(all, seeded)))(catalogue.read),
    };
  });

export const seedMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  inCatalogue('seeding does nothing', (catalogue) => ({ ...catalogue, seed: () => TE.right(undefined) })),
  ...kinds.flatMap((kind) => [
    inCatalogue(`seeding adds no ${kind}`, (catalogue) => ({
      ...catalogue,
      seed: (entries) => catalogue.seed({ ...entries, [kind]: new Map() }),
    })),
    readAfterSeed(`writes over ${kind}`, (all, seeded) => ({
      ...all,
      [kind]: new Map([...all[kind], ...seeded[kind]]),
    })),
    readAfterSeed(`removes ${kind} that are not named`, (all, seeded) => ({
      ...all,
      [kind]: new Map([...all[kind]].filter(([code]) => seeded[kind].has(code))),
    })),
  ]),
];
