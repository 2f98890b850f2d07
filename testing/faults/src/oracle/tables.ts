import { readBusinessTransaction, segmentMoveIn } from '../business-transaction.js';
import type { Evidence, JournalRow, VersionOf } from '../evidence.js';
import { breach, type Violation } from '../violation.js';

/** Rows by customer, in version order. */
const byCustomer = <A extends VersionOf>(rows: ReadonlyArray<A>): ReadonlyMap<string, ReadonlyArray<A>> => {
  const found = new Map<string, Array<A>>();
  for (const row of rows) {
    const known = found.get(row.refId);
    if (known === undefined) found.set(row.refId, [row]);
    else known.push(row);
  }
  for (const versions of found.values()) versions.sort((a, b) => a.version - b.version);
  return found;
};

/** G2 and G7 within one customer: versions 1, 2, 3 …, each later than its predecessor and based on it. */
const chain = (refId: string, rows: ReadonlyArray<JournalRow>): ReadonlyArray<Violation> => {
  let before: { readonly occurredAt: number; readonly segment: string | null } | null = null;
  const found: Array<Violation> = [];
  for (const [index, { version, occurredAt, body }] of rows.entries()) {
    const transaction = readBusinessTransaction(body);
    const segment: string | null = transaction?.payload.customer.customerSegment ?? null;
    if (version !== index + 1)
      found.push(breach('G2', 'lost')(`${refId}: version ${index + 1} is missing in the journal`, occurredAt));
    const move = transaction === null ? undefined : segmentMoveIn(transaction);
    if (before !== null && occurredAt <= before.occurredAt)
      found.push(breach('G7', 'order')(`${refId}: version ${version} did not happen after the one before`, occurredAt));
    if (before !== null && move !== undefined && move.from !== before.segment)
      found.push(
        breach('G7', 'lost')(
          `${refId}: version ${version} was made from ${move.from}, not from ${before.segment}`,
          occurredAt,
        ),
      );
    before = { occurredAt, segment };
  }
  return found;
};

/** G2: customer, history and journal agree, and the outbox is empty. */
export const judgeTables = ({ customers, history, journal, outbox }: Evidence): ReadonlyArray<Violation> => {
  const journals = byCustomer(journal);
  const histories = byCustomer(history);
  const other = breach('G2', 'other');
  const known = new Set(customers.map(({ refId }) => refId));
  return [
    ...[...journals].flatMap(([refId, rows]) => chain(refId, rows)),
    ...[...journals.keys(), ...histories.keys()]
      .filter((refId) => !known.has(refId))
      .map((refId) => other(`${refId} has versions and is no customer`)),
    ...customers.flatMap(({ refId, version, segment }) => {
      const rows = journals.get(refId) ?? [];
      const newest = rows[rows.length - 1];
      const kept = new Map((histories.get(refId) ?? []).map((row) => [row.version, row]));
      const said = newest && readBusinessTransaction(newest.body)?.payload.customer;
      return [
        ...(newest?.version === version
          ? []
          : [other(`${refId} is at version ${version}, its journal at ${newest?.version}`, newest?.occurredAt)]),
        ...((said?.customerSegment ?? null) === segment
          ? []
          : [other(`${refId} is in ${segment}, its journal says ${said?.customerSegment}`, newest?.occurredAt)]),
        ...rows.flatMap((row) => {
          const move = kept.get(row.version);
          kept.delete(row.version);
          const transaction = readBusinessTransaction(row.body);
          const moved = transaction === null ? undefined : segmentMoveIn(transaction);
          const agree =
            moved === undefined
              ? move === undefined
              : move?.transactionId === row.transactionId && move.segment === moved.to;
          return agree ? [] : [other(`${refId}: history and journal differ at version ${row.version}`, row.occurredAt)];
        }),
        ...[...kept.keys()].map((left) => other(`${refId}: version ${left} is in the history only`)),
      ];
    }),
    ...outbox.map(({ refId, version }) => breach('G3', 'lost')(`${refId}: version ${version} is still unpublished`)),
  ];
};
