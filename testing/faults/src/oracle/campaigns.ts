import { type BusinessTransaction, readBusinessTransaction, segmentMoveIn } from '../business-transaction.js';
import type { CampaignRecord, Evidence, OrderedRow, RowRecord } from '../evidence.js';
import { breach, type Violation } from '../violation.js';

type Stored = NonNullable<CampaignRecord['stored']>;

const requestIdOf = ({ campaignId }: Stored, { line }: Pick<RowRecord, 'line'>): string => `${campaignId}.${line}`;

/** The requestIds under which the rows of a campaign change customers. */
export const requestIdsOf = ({ stored }: CampaignRecord): ReadonlyArray<string> =>
  stored === null ? [] : stored.rows.map((row) => requestIdOf(stored, row));

interface Journaled {
  readonly transaction: BusinessTransaction;
  readonly refId: string;
  readonly version: number;
  readonly transactionId: string;
  readonly occurredAt: number;
}

interface Journal {
  /** The changes of each requestId. */
  readonly by: ReadonlyMap<string, ReadonlyArray<Journaled>>;
  /** The segments that each customer was ever in. */
  readonly segmentsOf: ReadonlyMap<string, ReadonlySet<string | null | undefined>>;
}

const read = ({ journal }: Evidence): Journal => {
  const by = new Map<string, Array<Journaled>>();
  const segmentsOf = new Map<string, Set<string | null | undefined>>();
  for (const row of journal) {
    const transaction = readBusinessTransaction(row.body);
    if (transaction === null) continue;
    by.set(transaction.requestId, [...(by.get(transaction.requestId) ?? []), { ...row, transaction }]);
    const segments = segmentsOf.get(row.refId) ?? new Set();
    segmentsOf.set(row.refId, segments.add(transaction.payload.customer.customerSegment));
  }
  return { by, segmentsOf };
};

/** The journal, and with it history, topic and warehouse, has the change of a CHANGED row once, and none of any other. */
const rowIsInTheJournal = (
  campaign: CampaignRecord,
  stored: Stored,
  row: RowRecord,
  { by, segmentsOf }: Journal,
): ReadonlyArray<Violation> => {
  const requestId = requestIdOf(stored, row);
  const changes = by.get(requestId) ?? [];
  const [change] = changes;
  const at = change?.occurredAt ?? null;
  const broken = (kind: Violation['kind'], what: string): Violation =>
    breach('G10', kind)(`${campaign.requestId} row ${requestId} ${what}`, at);
  const twice = changes.length > 1 ? [broken('doubled', `has changed its customer ${changes.length} times`)] : [];
  if (row.outcome !== 'CHANGED') {
    const asItWas =
      row.outcome !== 'UNCHANGED' ||
      campaign.ordered === null ||
      segmentsOf.get(row.refId ?? '')?.has(campaign.customerSegment) === true;
    return [
      ...twice,
      ...(changes.length > 0 ? [broken('other', `ended as ${row.outcome}, and has changed its customer`)] : []),
      ...(asItWas ? [] : [broken('other', 'ended as UNCHANGED, and its customer was never in that segment')]),
    ];
  }
  if (change === undefined) return [broken('lost', 'ended as CHANGED, and the journal has no such change')];
  const { transaction } = change;
  const named =
    change.refId === row.refId && change.version === row.version && change.transactionId === row.transactionId;
  const moved = segmentMoveIn(transaction)?.to === campaign.customerSegment;
  const marked = transaction.campaignId === stored.campaignId;
  return [
    ...twice,
    ...(named ? [] : [broken('other', 'names another change than the journal has')]),
    ...(moved ? [] : [broken('other', `has moved its customer to ${segmentMoveIn(transaction)?.to}`)]),
    ...(marked ? [] : [broken('other', `has made a change that names the campaign ${transaction.campaignId}`)]),
  ];
};

const endsAsOrdered = (
  campaign: CampaignRecord,
  stored: Stored,
  row: OrderedRow,
  { by }: Journal,
): ReadonlyArray<Violation> => {
  const result = stored.rows.find(({ line }) => line === row.line);
  const outcome = result?.outcome ?? null;
  const what = `${campaign.requestId} row ${requestIdOf(stored, row)}`;
  if (outcome === null) return [breach('G10', 'lost')(`${what} has no result`)];
  const isAsOrdered = row.end === 'moved' ? outcome === 'CHANGED' || outcome === 'UNCHANGED' : outcome === row.end;
  const [change] = by.get(requestIdOf(stored, row)) ?? [];
  const another = change !== undefined && change.transaction.payload.customer.externalId !== row.externalId;
  return [
    ...(isAsOrdered ? [] : [breach('G10', 'other')(`${what} ended as ${outcome}, not as ${row.end}`)]),
    ...(another ? [breach('G10', 'other')(`${what} has changed another customer than ${row.externalId}`)] : []),
  ];
};

const inOrder = (rows: ReadonlyArray<RowRecord>): string =>
  JSON.stringify(
    [...rows]
      .sort((a, b) => a.line - b.line)
      .map(({ line, outcome, refId, transactionId, version }) => [line, outcome, refId, transactionId, version]),
  );

const isCountOf = (counted: Readonly<Record<string, number>>, rows: ReadonlyArray<RowRecord>): boolean => {
  const counts = new Map<string, number>();
  for (const { outcome } of rows) if (outcome !== null) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...new Set([...counts.keys(), ...Object.keys(counted)])].every(
    (outcome) => (counts.get(outcome) ?? 0) === (counted[outcome] ?? 0),
  );
};

const judgeCampaign = (campaign: CampaignRecord, journal: Journal): ReadonlyArray<Violation> => {
  const { requestId, stored, answered, counted } = campaign;
  if (stored === null) return [breach('G10', 'lost')(`${requestId} was acknowledged, and there is no such campaign`)];
  if (answered === null) return [breach('G10', 'lost')(`${requestId} did not come to its end, and is ${stored.state}`)];
  const differs =
    stored.state !== 'COMPLETED' || inOrder(answered) !== inOrder(stored.rows) || !isCountOf(counted, stored.rows);
  return [
    ...(differs ? [breach('G10', 'other')(`${requestId}: its results are others than those that were answered`)] : []),
    ...stored.rows.flatMap((row) => rowIsInTheJournal(campaign, stored, row, journal)),
    ...(campaign.ordered ?? []).flatMap((row) => endsAsOrdered(campaign, stored, row, journal)),
  ];
};

/** G10: each row changes its customer once and has its result, and both agree with the journal. */
export const judgeCampaigns = (evidence: Evidence): ReadonlyArray<Violation> => {
  if (evidence.campaigns.length === 0) return [];
  const journal = read(evidence);
  const known = new Set(evidence.campaigns.map(({ stored }) => stored?.campaignId));
  return [
    ...evidence.campaigns.flatMap((campaign) => judgeCampaign(campaign, journal)),
    ...[...journal.by.values()]
      .flat()
      .filter(({ transaction: { campaignId } }) => campaignId !== undefined && !known.has(campaignId))
      .map(({ refId, version, occurredAt, transaction: { campaignId } }) =>
        breach('G10', 'other')(`${refId} ${version} was made by ${campaignId}, which is no campaign`, occurredAt),
      ),
  ];
};
