import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { OrderedCampaign, OrderedRow, RowRecord } from '../src/evidence.js';
import type { SeededRandom } from '@casm/test-engines';
import { call, type Call, read, type Reply } from './api.js';
import { segments } from './tenant.js';

/** A caller that orders campaigns one after another. */
export interface Campaigns {
  /** Orders no further campaign. Resolves when every one ordered has come to its end, or at the deadline. */
  readonly stop: (deadlineMs: number) => Promise<void>;
  readonly ordered: () => ReadonlyArray<OrderedCampaign>;
}

interface Campaign {
  readonly requestId: string;
  readonly customerSegment: string;
  readonly ordered: ReadonlyArray<OrderedRow> | null;
  /** The request that orders it. */
  readonly order: Call;
  /** Whether it has a dry run before. */
  readonly isValidated: boolean;
  /** Whether it is paused once. */
  readonly pauses: boolean;
  campaignId: string | null;
  hasPaused: boolean;
  answered: ReadonlyArray<RowRecord> | null;
  counted: Record<string, number>;
}

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const Entry = t.type({
  campaign: t.type({
    campaignId: t.string,
    state: t.string,
    validating: t.boolean,
    rows: orNull(t.number),
    outcomes: t.array(t.type({ outcome: t.string, rows: t.number })),
  }),
});
type Shown = t.TypeOf<typeof Entry>['campaign'];

const RowPage = t.type({
  rows: t.array(
    t.type({
      line: t.number,
      outcome: t.string,
      refId: orNull(t.string),
      transactionId: orNull(t.string),
      version: orNull(t.number),
    }),
  ),
  next: orNull(t.string),
});

/** Null if the text is something else. */
const decoded = <A>(codec: t.Type<A, unknown, unknown>, text: string): A | null => {
  const json: unknown = JSON.parse(text);
  const value = codec.decode(json);
  return E.isRight(value) ? value.right : null;
};

const base = '/v1/casm/segment-campaigns';

/** The rows of an order: each customer once and one of them twice, then a customer and a segment that there are not. */
const rowsOf = (externalIds: ReadonlyArray<string>, firstLine: number, again: string): ReadonlyArray<OrderedRow> => {
  const named = [...externalIds, again, 'NOBODY', ...externalIds.slice(0, 1)];
  const ends = (externalId: string, index: number): OrderedRow['end'] => {
    if (externalId === 'NOBODY') return 'NOT_FOUND';
    if (index === named.length - 1) return 'REFUSED';
    return named.indexOf(externalId, index + 1) >= 0 ? 'DUPLICATE' : 'moved';
  };
  return named.map((externalId, index) => ({ line: firstLine + index, externalId, end: ends(externalId, index) }));
};

/** The last row names this segment. */
const nowhere = 'NOWHERE';

const orderOf = (
  requestId: string,
  customerSegment: string,
  how: 'rows' | 'file' | 'filter',
  random: SeededRandom,
  externalIds: ReadonlyArray<string>,
): Pick<Campaign, 'order' | 'ordered'> => {
  const head = { requestId, name: requestId, customerSegment, reason: `the reason of ${requestId}` };
  const post = { method: 'POST' as const, ifMatch: null };
  if (how === 'filter') {
    const customers = { customerSegment: random.pick(segments.filter((segment) => segment !== customerSegment)) };
    return { ordered: null, order: { ...post, path: base, body: JSON.stringify({ ...head, customers }) } };
  }
  const isFile = how === 'file';
  const ordered = rowsOf(random.shuffled(externalIds), isFile ? 2 : 1, random.pick(externalIds));
  const own = (row: OrderedRow): string | undefined => (row.end === 'REFUSED' ? nowhere : undefined);
  if (isFile) {
    const body = `external_id,customer_segment\n${ordered.map((row) => `${row.externalId},${own(row) ?? ''}\n`).join('')}`;
    const path = `/v1/casm/segment-campaign-files?${new URLSearchParams(head).toString()}`;
    return { ordered, order: { ...post, path, body, contentType: 'text/csv' } };
  }
  const rows = ordered.map((row) => ({ externalId: row.externalId, customerSegment: own(row) }));
  return { ordered, order: { ...post, path: base, body: JSON.stringify({ ...head, rows }) } };
};

/** More rows need a file. */
const mostRowsOfABody = 1000;

/** Starts the caller. It repeats each request until it is answered, at most every `between`. */
export const startCampaigns = (
  urls: ReadonlyArray<string>,
  random: SeededRandom,
  externalIds: ReadonlyArray<string>,
  between: () => Promise<void>,
): Campaigns => {
  const campaigns: Array<Campaign> = [];
  let [stopping, givingUp] = [false, false];

  const next = (): Campaign => {
    const number = campaigns.length + 1;
    const requestId = `campaign-${number}`;
    const customerSegment = random.pick(segments);
    const inBody = externalIds.length + 3 <= mostRowsOfABody ? 'rows' : 'file';
    // The first one has every customer.
    const how = number === 1 ? inBody : random.pick(['file', 'filter', inBody] as const);
    return {
      requestId,
      customerSegment,
      ...orderOf(requestId, customerSegment, how, random, externalIds),
      isValidated: number > 1 && random.next() < 0.5,
      pauses: random.next() < 0.3,
      campaignId: null,
      hasPaused: false,
      answered: null,
      counted: {},
    };
  };

  const asked = async (request: Call): Promise<Reply | null> => {
    try {
      return await call(random.pick(urls), request);
    } catch {
      return null;
    }
  };

  const move = (campaignId: string, body: object): Promise<Reply | null> =>
    asked({ method: 'PUT', path: `${base}/${campaignId}/state`, body: JSON.stringify(body), ifMatch: null });

  /** The results of all rows; null: ask again. */
  const readRows = async (campaignId: string): Promise<ReadonlyArray<RowRecord> | null> => {
    const rows: Array<RowRecord> = [];
    for (let cursor: string | null = '0'; cursor !== null;) {
      const query: string = cursor === '0' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer = await read(random.pick(urls), `${base}/${campaignId}/rows?limit=1000${query}`);
      const page = answer?.status === 200 ? decoded(RowPage, answer.body) : null;
      if (page === null) return null;
      rows.push(...page.rows);
      cursor = page.next;
    }
    return rows;
  };

  /** Requests the next state, if it is the caller's turn. */
  const advance = async (campaign: Campaign, { campaignId, state, validating, outcomes }: Shown) => {
    if (validating) return;
    if (state === 'DRAFT')
      await move(
        campaignId,
        campaign.isValidated ? { state: 'VALIDATED' } : { state: 'RUNNING', skipValidation: true },
      );
    if (state === 'VALIDATED' || state === 'PAUSED') await move(campaignId, { state: 'RUNNING' });
    if (state === 'RUNNING' && campaign.pauses && !campaign.hasPaused && outcomes.length > 0) {
      campaign.hasPaused = true;
      await move(campaignId, { state: 'PAUSED' });
    }
  };

  /** Orders the campaign if there is none, and brings it one step further. Resolves with whether it has come to its end. */
  const step = async (campaign: Campaign): Promise<boolean> => {
    if (campaign.campaignId === null) {
      const placed = await asked(campaign.order);
      if (placed?.status === 201) campaign.campaignId = decoded(Entry, placed.body)?.campaign.campaignId ?? null;
      return false;
    }
    const answer = await read(random.pick(urls), `${base}/${campaign.campaignId}`);
    const shown = answer?.status === 200 ? (decoded(Entry, answer.body)?.campaign ?? null) : null;
    // A restore has undone the order, or has gone back to a moment within it: it is repeated.
    if (answer?.status === 404 || shown?.rows === null) campaign.campaignId = null;
    if (shown === null || campaign.campaignId === null) return false;
    if (shown.state !== 'COMPLETED') {
      await advance(campaign, shown);
      return false;
    }
    const rows = await readRows(shown.campaignId);
    if (rows === null) return false;
    campaign.answered = rows;
    campaign.counted = {};
    for (const { outcome, rows: count } of shown.outcomes)
      campaign.counted[outcome] = (campaign.counted[outcome] ?? 0) + count;
    return true;
  };

  const bring = async (campaign: Campaign): Promise<void> => {
    while (!givingUp && !(await step(campaign))) await between();
  };

  const work = async (): Promise<void> => {
    while (!stopping) {
      const campaign = next();
      campaigns.push(campaign);
      await bring(campaign);
    }
    // A restore may have undone the end of those before.
    for (const campaign of campaigns) await bring(campaign);
  };

  const working = work();
  return {
    stop: async (deadlineMs) => {
      stopping = true;
      const late = setTimeout(() => (givingUp = true), deadlineMs);
      await working;
      clearTimeout(late);
    },
    ordered: () => campaigns,
  };
};
