import { type CustomerRef, EffectiveSegment } from '@casm/core';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';
import { decodeRow } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';

/* Look-ups with a limit of their own, which the planner does not turn into joins, as those of the write path's load. */
export const segmentsStatement = (schema: string): string => `
select c.ref_id as "refId", c.customer_segment as "customerSegment", c.version
from unnest($1::text[], $2::text[]) with ordinality as asked (ref_id, external_id, place)
left join lateral (
  select ref_id from ${schema}.customer_external_id where external_id = asked.external_id limit 1) named on true
left join lateral (
  select ref_id, customer_segment, version from ${schema}.customer
  where ref_id = coalesce(asked.ref_id, named.ref_id) limit 1) c on true
order by asked.place`;

const isNobody = t.type({ refId: t.null }).is;

/** The segment of each customer that is named, in one round trip; none where there is no such customer. */
export const findSegmentsIn = (schema: string) => {
  const text = segmentsStatement(schema);
  return async (
    connection: SqlConnection,
    refs: ReadonlyArray<CustomerRef>,
  ): Promise<ReadonlyArray<O.Option<EffectiveSegment>>> => {
    const values = [refs.map(({ refId }) => refId), refs.map(({ externalId }) => externalId)];
    const { rows } = await connection.query({ name: 'casm-segments', text, values });
    return rows.map((row) => (isNobody(row) ? O.none : O.some(decodeRow(EffectiveSegment)(row))));
  };
};
