import { type CustomerHistory, type CustomerRef, CustomerState, type HistoryPage } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { RunRead } from './read-path/reads.js';
import { customerColumns, CustomerRow, customerOf, decodeRow, instantText, orNull } from './rows.js';

/** The periods of one history as JSON, newest first. A period ends when the next one begins. */
const periods = (table: string, values: string): string => `
  select coalesce(json_agg(json_build_object(
    'from', h.valid_from, 'to', h.valid_to, ${values}, 'initiator', h.initiator, 'onBehalfOf', h.on_behalf_of, 'reason', h.reason,
    'requestId', h.request_id, 'transactionId', h.transaction_id, 'version', h.version) order by h.version desc), '[]')
  from (
    select p.*, (
      select min(following.valid_from) from ${table} following
      where following.ref_id = p.ref_id and following.version > p.version) as valid_to
    from ${table} p
    where p.ref_id = c.ref_id and ($3::integer is null or p.version < $3)
    and ($5::timestamptz is null or p.valid_from <= $5)
    order by p.version desc
    limit case when $5::timestamptz is null then $4 else 1 end) h`;

const segmentPeriods = (schema: string): string =>
  periods(`${schema}.segment_history`, `'customerSegment', h.customer_segment`);

const statePeriods = (schema: string): string =>
  periods(
    `${schema}.state_history`,
    `'state', json_build_object(
      'state', h.state, 'stateReason', h.state_reason, 'stateValidFrom', h.state_valid_from)`,
  );

/* One statement reads one snapshot. */
const historyStatement = (schema: string, chosen: string): string => `
select ${chosen}
from ${schema}.customer c
where c.ref_id = coalesce($1, (select ref_id from ${schema}.customer_external_id where external_id = $2))`;

export const segmentHistoryStatement = (schema: string): string =>
  historyStatement(schema, `c.version, (${segmentPeriods(schema)}) as periods`);

export const stateHistoryStatement = (schema: string): string =>
  historyStatement(schema, `c.version, (${statePeriods(schema)}) as periods`);

export const snapshotStatement = (schema: string): string =>
  historyStatement(
    schema,
    `${customerColumns}, (${segmentPeriods(schema)}) as segments, (${statePeriods(schema)}) as states`,
  );

const period = {
  from: instantText,
  to: orNull(instantText),
  initiator: t.string,
  onBehalfOf: orNull(t.string),
  reason: orNull(t.string),
  requestId: t.string,
  transactionId: t.string,
  version: t.number,
};
const Segments = t.array(t.type({ ...period, customerSegment: t.string }));
const States = t.array(t.type({ ...period, state: CustomerState }));
const SegmentsRow = t.type({ version: t.number, periods: Segments });
const StatesRow = t.type({ version: t.number, periods: States });
const SnapshotRow = t.intersection([CustomerRow, t.type({ segments: Segments, states: States })]);

/** Omits `onBehalfOf` if a period has no user, which is the usual case. */
const withUser = <P extends { readonly onBehalfOf: string | null }>({ onBehalfOf, ...period }: P) => ({
  ...period,
  ...(onBehalfOf === null ? {} : { onBehalfOf }),
});

const everyPeriod = { before: null, asOf: null };

/** Called with the customer's version, null if there is no customer, and the version where the page begins. May throw. */
type CheckPage = (version: number | null, before: number | null) => void;

/** CustomerHistory on PostgreSQL. */
export const customerHistoryIn = (schema: string) => {
  const [segments, states, snapshot] = [
    segmentHistoryStatement(schema),
    stateHistoryStatement(schema),
    snapshotStatement(schema),
  ];
  return (run: RunRead, check: CheckPage = () => undefined): CustomerHistory => {
    const read = <A extends { readonly version: number }>(
      name: string,
      text: string,
      codec: t.Type<A, unknown, unknown>,
      ref: CustomerRef,
      { before, limit, asOf }: HistoryPage,
    ) =>
      run(async (connection) => {
        const values = [ref.refId, ref.externalId, before, limit, asOf];
        const { rows } = await connection.query({ name, text, values });
        const row = pipe(O.fromNullable(rows[0]), O.map(decodeRow(codec)));
        check(O.isNone(row) ? null : row.value.version, before);
        return row;
      });
    return {
      segments: (ref, page) =>
        pipe(
          read('casm-segment-history', segments, SegmentsRow, ref, page),
          TE.map(O.map((row) => row.periods.map(withUser))),
        ),
      states: (ref, page) =>
        pipe(
          read('casm-state-history', states, StatesRow, ref, page),
          TE.map(O.map((row) => row.periods.map(withUser))),
        ),
      snapshot: (ref, limit) =>
        pipe(
          read('casm-snapshot', snapshot, SnapshotRow, ref, { ...everyPeriod, limit }),
          TE.map(
            O.map((row) => ({
              customer: customerOf(row),
              segments: row.segments.map(withUser),
              states: row.states.map(withUser),
            })),
          ),
        ),
    };
  };
};
