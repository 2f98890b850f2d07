import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Campaign } from '../../campaigns/campaign.js';
import type { CampaignRow, RowResult } from '../../campaigns/campaign-row.js';
import { decideRow } from '../../campaigns/decide-row.js';
import { type RequestedState, standingAfter } from '../../campaigns/transitions.js';
import type { Instant } from '../../domain/codecs.js';
import type { Customer } from '../../domain/customer.js';
import { exampleCatalogue } from '../../operations/examples.js';
import type { CustomerWrites } from '../../operations/perform.js';
import type { WorkedChunk } from '../../ports/campaign-work.js';
import { placeCampaign, type PlacedCampaign } from '../../use-cases/place-campaign.js';
import { anActiveCustomer, numberedIds, writesTo } from '../builders.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { CampaignsUnderTest, MakeCampaigns } from '../campaign-under-test.js';
import { LawBroken, mustEqual, succeeds } from '../law.js';
import { stored } from '../store-laws/in-use.js';

export const ids = numberedIds('campaign');

/** A row without its line, which is its index in the file. */
export type GivenRow = Partial<Omit<CampaignRow, 'line'>>;

export const rowsOf = (given: ReadonlyArray<GivenRow>): ReadonlyArray<CampaignRow> =>
  given.map((row, index) => ({
    line: index + 1,
    refId: null,
    externalId: null,
    customerSegment: null,
    reason: null,
    ...row,
  }));

/** Yields the rows in small batches, as a file reader does. */
export async function* pieces(given: ReadonlyArray<GivenRow>, size = 7) {
  const rows = rowsOf(given);
  for (let from = 0; from < rows.length; from += size) yield E.right(rows.slice(from, from + size));
}

export const order = (given: Readonly<Record<string, unknown>> = {}) => ({
  requestId: ids(),
  name: 'spring',
  customerSegment: 'SOHO',
  reason: 'the tariff is closed',
  ...given,
});

interface InUse {
  readonly clock?: () => Instant;
  readonly writes?: Partial<CustomerWrites>;
}

/** Makes a store with the example catalogue, and returns it with the use cases' dependencies and helpers for campaigns. */
export const campaignsInUse = async (make: MakeCampaigns, { clock, writes: given = {} }: InUse = {}) => {
  const options = { catalogue: exampleCatalogue };
  const store = await make(clock === undefined ? options : { ...options, clock });
  const writes = { ...writesTo(store.customers, numberedIds('id')), ...given };
  const decide = decideRow(writes);
  const now = clock ?? (() => new Date().toISOString());
  const placing = placeCampaign({ campaignLoading: store.campaignLoading, newId: ids, now });

  const place = (
    body: unknown,
    rows: ReadonlyArray<GivenRow> | null,
    client = 'marketing',
    onBehalfOf: string | null = null,
  ) =>
    TE.map(({ campaign }: PlacedCampaign) => campaign)(
      placing(body, client, rows === null ? null : pieces(rows), onBehalfOf),
    );
  const move = (campaignId: string, to: RequestedState, skipValidation = false) =>
    store.campaigns.move(campaignId, standingAfter(to, { skipValidation }));
  const work = (holder = 'worker', at: CampaignsUnderTest = store, mostRows?: number) =>
    at.campaignWork.work(holder, 60_000, decide, mostRows);

  /** Processes chunks until there is no work left. */
  const workAll = async (holder = 'worker', at: CampaignsUnderTest = store): Promise<ReadonlyArray<WorkedChunk>> => {
    const worked: Array<WorkedChunk> = [];
    for (let calls = 0; calls < 10_000; calls += 1) {
      const chunk = await succeeds(work(holder, at));
      if (chunk === null) return worked;
      worked.push(chunk);
    }
    throw new LawBroken('the work on the campaigns has no end');
  };
  const running = async (body: unknown, rows: ReadonlyArray<GivenRow> | null): Promise<Campaign> => {
    const { campaignId } = await succeeds(place(body, rows));
    return succeeds(move(campaignId, 'RUNNING', true));
  };
  /** Creates a campaign and runs it until it is COMPLETED. */
  const run = async (body: unknown, rows: ReadonlyArray<GivenRow> | null): Promise<Campaign> => {
    const { campaignId } = await running(body, rows);
    await workAll();
    return found(store, campaignId);
  };
  const customers = async (count: number, members: (index: number) => Readonly<Record<string, unknown>> = () => ({})) =>
    Promise.all(Array.from({ length: count }, (_, index) => anActiveCustomer(writes, members(index))));
  return { store, writes, decide, place, move, work, workAll, running, run, customers };
};

export const found = async (
  { campaigns }: Pick<CampaignsUnderTest, 'campaigns'>,
  campaignId: string,
): Promise<Campaign> => {
  const campaign = await succeeds(campaigns.find(campaignId));
  if (O.isNone(campaign)) throw new LawBroken(`campaign ${campaignId} is not found`);
  return campaign.value;
};

/** Holds if the campaign has changed each of these customers, which were new, and each once. */
export const mustHaveChangedOnce = async (
  store: Pick<CampaignsUnderTest, 'campaigns' | 'customers'>,
  campaign: Pick<Campaign, 'campaignId'>,
  chosen: ReadonlyArray<Customer>,
): Promise<void> => {
  mustEqual(
    await outcomes(store, campaign),
    chosen.map(() => 'CHANGED'),
    'at the end',
  );
  for (const customer of chosen) mustEqual((await stored(store, customer)).version, 2, 'each once');
};

/** The error of a law that does not find a customer that it created. */
export const tooFew = new LawBroken('there are fewer customers than were made');

/** Returns all results of the campaign, in order of line. */
export const results = (
  { campaigns }: Pick<CampaignsUnderTest, 'campaigns'>,
  { campaignId }: Pick<Campaign, 'campaignId'>,
): Promise<ReadonlyArray<RowResult>> =>
  succeeds(campaigns.results(campaignId, { outcome: null, after: 0, limit: 100_000 }));

/** Returns the outcome of each row, with the problem of a refused one. */
export const outcomes = async (
  store: Pick<CampaignsUnderTest, 'campaigns'>,
  campaign: Pick<Campaign, 'campaignId'>,
): Promise<ReadonlyArray<string>> =>
  (await results(store, campaign)).map(({ outcome, problem }) =>
    problem === null ? outcome : `${outcome} ${problem}`,
  );
