import * as E from 'fp-ts/lib/Either.js';
import type { EntryKindName, EntryOf } from '../domain/catalogue.js';
import { exampleCatalogue } from '../operations/examples.js';
import type { EntryIntentIn, EntryKind } from './entry-kind.js';

/** The entries that result from a kind's examples. */
export interface EntryExamples<K extends EntryKindName> {
  readonly created: EntryOf<K>;
  readonly changed: EntryOf<K>;
}

/**
 * Runs the kind's examples in order on the example catalogue, so that the documents show only what the code does. Throws if an
 * example is refused.
 */
export const entryExamplesOf = <K extends EntryKindName>(kind: EntryKind<K>): EntryExamples<K> => {
  const { name, example, creationIn, changeIn } = kind;
  const created = exampleEntry(creationIn(example.creation), exampleCatalogue, name);
  const extended = { ...exampleCatalogue, [name]: new Map([...exampleCatalogue[name], [created.code, created]]) };
  return { created, changed: exampleEntry(changeIn(created.code, example.change), extended, name) };
};

const exampleEntry = <K extends EntryKindName>(
  intent: EntryIntentIn<K>,
  catalogue: typeof exampleCatalogue,
  name: K,
): EntryOf<K> => {
  if (E.isLeft(intent)) throw new Error(`an example of ${name}: ${JSON.stringify(intent.left)}`);
  const decided = intent.right.decide(catalogue);
  if (E.isLeft(decided)) throw new Error(`an example of ${name}: ${JSON.stringify(decided.left)}`);
  return decided.right;
};
