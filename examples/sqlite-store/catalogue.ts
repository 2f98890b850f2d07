import {
  type Catalogue,
  catalogueOf,
  type CatalogueRepository,
  type DecideEntry,
  type EntryKind,
  type EntryKindName,
  entryKinds,
  type EntryOf,
  type EntryReceipt,
  type Rejected,
  type RequestKey,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { answerTo, keepAnswer } from './answers.js';
import { valueIn } from './json-text.js';
import type { SqliteFile } from './sqlite-file.js';

const EntryRow = t.type({ body: t.string });

const entriesOf = <K extends EntryKindName>(db: SqliteFile, kind: K): ReadonlyArray<EntryOf<K>> =>
  db
    .rows(EntryRow, 'select body from catalogue_entry where kind = ?', [kind])
    .map(({ body }) => valueIn(entryKinds[kind].entry, body));

/** The whole catalogue. Throws. */
export const catalogueIn = (db: SqliteFile): Catalogue =>
  catalogueOf({
    customerSegments: entriesOf(db, 'customerSegments'),
    stateReasons: entriesOf(db, 'stateReasons'),
    customerProfiles: entriesOf(db, 'customerProfiles'),
  });

export const sqliteCatalogue = (db: SqliteFile): CatalogueRepository => ({
  read: db.read(() => catalogueIn(db)),
  change: (kind, key, decide) => db.write(() => changed(db, kind, key, decide)),
  seed: (catalogue) =>
    db.update(() => {
      for (const kind of Object.values(entryKinds))
        for (const [code, entry] of catalogue[kind.name])
          db.run('insert or ignore into catalogue_entry values (?, ?, ?)', [kind.name, code, JSON.stringify(entry)]);
    }),
});

const changed = <K extends EntryKindName>(
  db: SqliteFile,
  kind: EntryKind<K>,
  key: RequestKey,
  decide: DecideEntry<K>,
): E.Either<Rejected, EntryReceipt<K>> => {
  const stored = answerTo(db, key, kind.entry);
  if (E.isLeft(stored)) return stored;
  if (stored.right !== null) return E.right({ entry: stored.right.answer, body: stored.right.body, replayed: true });
  const decided = decide(catalogueIn(db));
  if (E.isLeft(decided)) return decided;
  const entry = decided.right;
  const body = JSON.stringify(entry);
  db.run('insert or replace into catalogue_entry values (?, ?, ?)', [kind.name, entry.code, body]);
  keepAnswer(db, key, body);
  return E.right({ entry, body, replayed: false });
};
