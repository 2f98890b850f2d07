import { readBusinessTransaction } from '../business-transaction.js';
import type { Answer, Evidence, JournalRow, RequestRecord } from '../evidence.js';
import { requestIdsOf } from './campaigns.js';
import { breach, type Violation } from '../violation.js';

type Acknowledged = RequestRecord & { readonly answer: Extract<Answer, { kind: 'acknowledged' }> };

const isAcknowledged = (record: RequestRecord): record is Acknowledged => record.answer.kind === 'acknowledged';

const keyOf = ({ refId, version }: { readonly refId: string; readonly version: number }): string =>
  `${refId} ${version}`;

/**
 * G1 and G7: an acknowledged change is in the journal byte for byte, in the history and in the customer, unless a
 * restore has undone it.
 */
const acknowledgedIsKept = ({ requests, journal, history, customers, undone }: Evidence): ReadonlyArray<Violation> => {
  const bodies = new Map(journal.map((row) => [keyOf(row), row.body]));
  const histories = new Map(history.map((row) => [keyOf(row), row.transactionId]));
  const undoneBodies = new Set(undone.flat().map(({ body }) => body));
  const current = new Map(customers.map(({ refId, version }) => [refId, version]));
  return requests.filter(isAcknowledged).flatMap(({ requestId, ifMatch, answer: { body, etag, at } }) => {
    const lost = (what: string): Violation => breach('G1', 'lost')(`${requestId}: ${what}`, at);
    const transaction = readBusinessTransaction(body);
    if (transaction === null) return [lost(`was answered with what is no Business Transaction: ${body.slice(0, 200)}`)];
    const { refId, version } = transaction.payload.customer;
    const wrongTag =
      etag === `"${version}"`
        ? []
        : [breach('G7', 'other')(`${requestId}: version ${version} came with ETag ${etag}`, at)];
    const overwritten =
      ifMatch === null || version === ifMatch + 1
        ? []
        : [breach('G7', 'other')(`${requestId}: If-Match ${ifMatch} made version ${version}`, at)];
    if (transaction.changes.length === 0) return wrongTag;
    if (undoneBodies.has(body)) return [...wrongTag, ...overwritten];
    return [
      ...wrongTag,
      ...overwritten,
      ...(bodies.get(keyOf({ refId, version })) === body
        ? []
        : [lost(`version ${version} of ${refId} is not in the journal as it was answered`)]),
      ...(histories.get(keyOf({ refId, version })) === transaction.transactionId
        ? []
        : [lost(`version ${version} of ${refId} is not in the history`)]),
      ...((current.get(refId) ?? 0) >= version ? [] : [lost(`customer ${refId} is older than version ${version}`)]),
    ];
  });
};

const byRequest = (journal: ReadonlyArray<JournalRow>): ReadonlyMap<string, ReadonlyArray<JournalRow>> => {
  const rows = new Map<string, Array<JournalRow>>();
  for (const row of journal) {
    const requestId = readBusinessTransaction(row.body)?.requestId ?? '';
    const known = rows.get(requestId);
    if (known === undefined) rows.set(requestId, [row]);
    else known.push(row);
  }
  return rows;
};

/**
 * G6: one effect, the same bytes at each repeat; refused requests have no effect; every answer is true, and every
 * request has one.
 */
const onceForEachRequest = ({ requests, journal, campaigns }: Evidence): ReadonlyArray<Violation> => {
  const effects = byRequest(journal);
  const asked = new Set([...requests.map(({ requestId }) => requestId), ...campaigns.flatMap(requestIdsOf)]);
  const unasked = [...effects].filter(([requestId]) => !asked.has(requestId));
  return [
    ...unasked.map(([requestId, [row]]) =>
      breach('G6', 'other')(`the journal has ${requestId}, which nobody asked for`, row?.occurredAt),
    ),
    ...requests.flatMap(({ requestId, answer, unchangedAt, differingRepeats }) => {
      const rows = effects.get(requestId) ?? [];
      const at = rows[0]?.occurredAt ?? null;
      const other = (what: string): Violation => breach('G6', 'other')(`${requestId} ${what}`, at);
      return [
        ...(rows.length > 1 ? [other(`had ${rows.length} effects`)] : []),
        ...(differingRepeats.length > 0 ? [other('was answered with other bytes at a repeat')] : []),
        ...(answer.kind === 'refused' && rows.length > 0
          ? [other(`was refused with ${answer.status} and has an effect`)]
          : []),
        ...(at !== null && unchangedAt !== null && at <= unchangedAt
          ? [other('was told that nothing was changed, and had its effect before')]
          : []),
        ...(answer.kind === 'unknown' ? [other('was never answered for certain')] : []),
      ];
    }),
  ];
};

export const judgeAnswers = (evidence: Evidence): ReadonlyArray<Violation> => [
  ...acknowledgedIsKept(evidence),
  ...onceForEachRequest(evidence),
];
