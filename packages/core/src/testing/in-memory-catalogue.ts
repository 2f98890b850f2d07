import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DecideEntry, EntryKind } from '../catalogue/entry-kind.js';
import type { Catalogue, EntryKindName } from '../domain/catalogue.js';
import type { Rejected } from '../domain/rejection.js';
import type { CatalogueRepository, EntryReceipt } from '../ports/catalogue-repository.js';
import type { RequestKey } from '../ports/request-key.js';
import type { InMemoryAnswers } from './in-memory-answers.js';

export interface InMemoryCatalogue {
  readonly repository: CatalogueRepository;
  readonly current: () => Catalogue;
}

export const inMemoryCatalogue = (initial: Catalogue, answers: InMemoryAnswers): InMemoryCatalogue => {
  let catalogue = initial;

  const change = <K extends EntryKindName>(
    kind: EntryKind<K>,
    key: RequestKey,
    decide: DecideEntry<K>,
  ): E.Either<Rejected, EntryReceipt<K>> => {
    const stored = answers.find(key, kind.entry);
    if (E.isLeft(stored)) return stored;
    if (stored.right !== null) return E.right({ entry: stored.right.answer, body: stored.right.body, replayed: true });
    const decided = decide(catalogue);
    if (E.isLeft(decided)) return decided;
    const entry = decided.right;
    const body = JSON.stringify(entry);
    catalogue = { ...catalogue, [kind.name]: new Map([...catalogue[kind.name], [entry.code, entry]]) };
    answers.keep(key, body);
    return E.right({ entry, body, replayed: false });
  };

  return {
    current: () => catalogue,
    repository: {
      read: async () => E.right(catalogue),
      change: (kind, key, decide) => async () => change(kind, key, decide),
      seed: ({ customerSegments, stateReasons, customerProfiles }) =>
        TE.fromIO(() => {
          catalogue = {
            customerSegments: new Map([...customerSegments, ...catalogue.customerSegments]),
            stateReasons: new Map([...stateReasons, ...catalogue.stateReasons]),
            customerProfiles: new Map([...customerProfiles, ...catalogue.customerProfiles]),
          };
        }),
    },
  };
};
