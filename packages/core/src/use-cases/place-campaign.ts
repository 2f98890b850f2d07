import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Campaign, CampaignOrder, draftOf, mostRows } from '../campaigns/campaign.js';
import type { CampaignRow } from '../campaigns/campaign-row.js';
import { rowsOfOrder } from '../campaigns/ordered-row.js';
import type { CampaignNotFound } from '../campaigns/transitions.js';
import { canonicalJson } from '../domain/canonical-json.js';
import { decode, type Instant } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { CampaignLoading } from '../ports/campaign-loading.js';

/** The file is invalid. Nothing of it is stored. */
export interface UnreadableRows {
  readonly _tag: 'UnreadableRows';
  /** The first invalid line; null if the error concerns the whole file. */
  readonly line: number | null;
  /** The error in words: "the quoted field is not closed". */
  readonly rule: string;
}

/** Rows in batches that fit into memory, in order of line. A Left is the last element. */
export type CampaignRows = AsyncIterable<E.Either<UnreadableRows, ReadonlyArray<CampaignRow>>>;

/** The dependencies of `placeCampaign`. */
export interface CampaignPlacing {
  readonly campaignLoading: CampaignLoading;
  /** Returns a new id above all earlier ones. Campaigns are listed in order of id. */
  readonly newId: () => string;
  readonly now: () => Instant;
}

/** The answer to an order for a campaign. */
export interface PlacedCampaign {
  readonly campaign: Campaign;
  /** True if the request is a repeat, so that nothing was created. `campaign` is the current one. */
  readonly replayed: boolean;
}

/**
 * Creates a campaign as a DRAFT, with the rows of the order or of a file, or with the customers that its filter selects. A failure
 * leaves no campaign. `onBehalfOf` is the user that the client acts for; each change has both. A repeat with the same requestId and
 * order returns the existing campaign and reads no rows.
 */
export const placeCampaign =
  ({ campaignLoading, newId, now }: CampaignPlacing) =>
  (
    body: unknown,
    client: string,
    file: CampaignRows | null,
    onBehalfOf: string | null = null,
  ): TaskEither<Rejected | UnreadableRows | CampaignNotFound | StoreFailure, PlacedCampaign> =>
  async () => {
    const order = decode(CampaignOrder)(body);
    if (E.isLeft(order)) return E.left(rejected({ _tag: 'InvalidRequest', violations: order.left }));
    const { customers, rows: ordered } = order.right;
    if ([file ?? undefined, customers, ordered].filter((source) => source !== undefined).length !== 1)
      return E.left(oneSource);
    const rows = ordered === undefined ? file : inOnePiece(rowsOfOrder(ordered));
    const draft = draftOf(newId(), client, order.right, now(), onBehalfOf);
    const { requestId, campaignId } = draft;
    const key = { client, requestId, operation: 'createSegmentCampaign', content: canonicalJson(body) };
    const opened = await campaignLoading.open(draft, key)();
    if (E.isLeft(opened)) return opened;
    if (opened.right.campaignId !== campaignId) return E.right({ campaign: opened.right, replayed: true });
    let sealed: E.Either<UnreadableRows | CampaignNotFound | StoreFailure, Campaign> | null = null;
    try {
      const appended = rows === null ? E.right(undefined) : await append(campaignLoading, campaignId, rows);
      sealed = E.isLeft(appended) ? appended : await campaignLoading.seal(campaignId)();
      return E.map((campaign: Campaign) => ({ campaign, replayed: false }))(sealed);
    } finally {
      // This also runs if reading the rows throws. If the discard fails, a repeat of the request discards the campaign.
      if (sealed === null || E.isLeft(sealed)) await campaignLoading.discard(campaignId)();
    }
  };

const oneSource = rejected({
  _tag: 'InvalidRequest',
  violations: [{ pointer: '', rule: 'must have exactly one of customers, rows and a file' }],
});

async function* inOnePiece(rows: ReadonlyArray<CampaignRow>) {
  yield E.right(rows);
}

const append = async (
  loading: CampaignLoading,
  campaignId: string,
  rows: CampaignRows,
): Promise<E.Either<UnreadableRows | CampaignNotFound | StoreFailure, void>> => {
  let total = 0;
  for await (const batch of rows) {
    if (E.isLeft(batch)) return batch;
    total += batch.right.length;
    if (total > mostRows) return E.left(tooMany);
    const appended = await loading.append(campaignId, batch.right)();
    if (E.isLeft(appended)) return appended;
  }
  return E.right(undefined);
};

const tooMany: UnreadableRows = {
  _tag: 'UnreadableRows',
  line: null,
  rule: `must have at most ${mostRows.toLocaleString('en')} rows`,
};
