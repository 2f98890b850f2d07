import { type Catalogue, catalogueOf, CustomerSegment, StateReason } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { UnexpectedRow, whole } from '../rows.js';

const entries =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (rows: ReadonlyArray<unknown>): ReadonlyArray<A> =>
    rows.map((row) => {
      const decoded = decode(codec)(row);
      if (E.isRight(decoded)) return decoded.right;
      throw new UnexpectedRow(decoded.left.map(({ pointer, rule }) => `catalogue entry ${pointer} ${rule}`).join('; '));
    });

/** Throws UnexpectedRow. */
export const toCatalogue = (segments: ReadonlyArray<unknown>, stateReasons: ReadonlyArray<unknown>): Catalogue =>
  catalogueOf(entries(CustomerSegment)(segments), entries(StateReason)(stateReasons));

export interface RevisedCatalogue {
  readonly revision: number;
  readonly catalogue: Catalogue;
}

/** One statement, so one moment. */
export const readCatalogueStatement = (schema: string): string => `
select
  (select revision from ${schema}.catalogue_revision) as revision,
  (select coalesce(json_agg(s), '[]') from ${schema}.customer_segment s) as segments,
  (select coalesce(json_agg(r), '[]') from ${schema}.state_reason r) as state_reasons`;

const CatalogueRow = t.type({ revision: whole, segments: t.UnknownArray, state_reasons: t.UnknownArray });

/** Throws UnexpectedRow. */
export const catalogueIn = (rows: ReadonlyArray<unknown>): RevisedCatalogue => {
  const row = CatalogueRow.decode(rows[0]);
  if (E.isLeft(row)) throw new UnexpectedRow('the catalogue');
  return { revision: row.right.revision, catalogue: toCatalogue(row.right.segments, row.right.state_reasons) };
};
