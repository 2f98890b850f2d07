import { type Catalogue, catalogueOf, type EntryKindName, entryKinds, type EntryOf } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { UnexpectedRow, whole } from '../rows.js';
import { catalogueTables } from './catalogue-tables.js';

const entriesOf = <K extends EntryKindName>(kind: K, rows: ReadonlyArray<unknown>): ReadonlyArray<EntryOf<K>> =>
  rows.map((row) => {
    const decoded = decode(entryKinds[kind].entry)(row);
    if (E.isRight(decoded)) return decoded.right;
    throw new UnexpectedRow(decoded.left.map(({ pointer, rule }) => `${kind} ${pointer} ${rule}`).join('; '));
  });

export interface RevisedCatalogue {
  readonly revision: number;
  readonly catalogue: Catalogue;
}

/** The entries of a kind as JSON. The columns are listed, so that a column added by a later release is ignored. */
const entriesIn = (schema: string, kind: EntryKindName): string => {
  const { table, columns } = catalogueTables[kind];
  const members = Object.entries(columns).map(([member, { column }]) => `'${member}', ${column}`);
  return `(select coalesce(json_agg(json_build_object(${members.join(', ')})), '[]') from ${schema}.${table})`;
};

/** Reads the revision and all entries in one snapshot. */
export const readCatalogueStatement = (schema: string): string => `
select
  (select revision from ${schema}.catalogue_revision) as revision,
  ${entriesIn(schema, 'customerSegments')} as customer_segments,
  ${entriesIn(schema, 'stateReasons')} as state_reasons,
  ${entriesIn(schema, 'customerProfiles')} as customer_profiles`;

const CatalogueRow = t.type({
  revision: whole,
  customer_segments: t.UnknownArray,
  state_reasons: t.UnknownArray,
  customer_profiles: t.UnknownArray,
});

/** Decodes the result of `readCatalogueStatement`. Throws UnexpectedRow. */
export const catalogueIn = (rows: ReadonlyArray<unknown>): RevisedCatalogue => {
  const row = CatalogueRow.decode(rows[0]);
  if (E.isLeft(row)) throw new UnexpectedRow('the catalogue');
  const { revision, customer_segments, state_reasons, customer_profiles } = row.right;
  return {
    revision,
    catalogue: catalogueOf({
      customerSegments: entriesOf('customerSegments', customer_segments),
      stateReasons: entriesOf('stateReasons', state_reasons),
      customerProfiles: entriesOf('customerProfiles', customer_profiles),
    }),
  };
};
