import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresStore } from '@casm/adapter-postgres';
import { type CampaignFileFormat, readCampaignFile, resultsAsCsv, resultsCsvHeader } from '@casm/campaign-files';
import {
  type RequestedState,
  type Campaign,
  type CampaignFilter,
  type CampaignNotFound,
  type CampaignOrder,
  placeCampaign,
  type Rejected,
  type RowOutcome,
  type RowResult,
  standingAfter,
  type StoreFailure,
  type UnreadableRows,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { v7 } from 'uuid';
import type { Config } from '../config.js';
import { Detached, RowsRefused, UserError } from '../user-error.js';
import { isUnderWay, progressLine, refusedRows, tallyRows, watchedFrom } from './campaign-progress.js';
import { closing, found, storeFor } from './operator.js';
import { table } from './table.js';

/** Where a command tells what it does. */
export interface Told {
  readonly out: (text: string) => void;
  /** A line that the next one replaces, where there is a terminal. */
  readonly progress: (line: string) => void;
}

export interface StartOptions {
  readonly dataDir: string;
  readonly order: Omit<CampaignOrder, 'customers' | 'rows'>;
  /** Who gives the order, for history and messages. */
  readonly client: string;
  readonly source:
    { readonly file: string; readonly format: CampaignFileFormat } | { readonly customers: CampaignFilter };
  /** `DRAFT`: it is only created. */
  readonly goal: 'DRAFT' | 'VALIDATED' | 'RUNNING';
  readonly follow: boolean;
}

/** The only name that is no file. */
const standardInput = '-';

/** Creates a campaign, and moves it on if that is asked for. */
export const startCampaign = (config: Config, options: StartOptions, told: Told): Promise<void> =>
  withStore(config, options.dataDir, async (store) => {
    const { order, client, source, goal, follow } = options;
    const place = placeCampaign({ ...store, newId: () => v7(), now: () => new Date().toISOString() });
    const rows = 'file' in source ? readCampaignFile({ bytes: bytesOf(source.file), format: source.format }) : null;
    const placed = await place('file' in source ? order : { ...order, customers: source.customers }, client, rows)();
    if (E.isLeft(placed)) throw new UserError(...linesOf(placed.left));
    const { campaign, replayed } = placed.right;
    told.out(`${replayed ? 'known' : 'created'}: ${campaign.campaignId}, ${campaign.rows ?? 0} rows`);
    if (goal === 'DRAFT') return;
    await follows(store, await move(store, campaign.campaignId, goal, goal === 'RUNNING'), follow, told);
  });

export interface MoveOptions {
  readonly dataDir: string;
  readonly skipValidation?: boolean;
  readonly follow?: boolean;
}

/** Brings a campaign into another state. */
export const moveTo = (
  config: Config,
  campaignId: string,
  to: RequestedState,
  { dataDir, skipValidation = false, follow = false }: MoveOptions,
  told: Told,
): Promise<void> =>
  withStore(config, dataDir, async (store) => {
    await follows(store, await move(store, campaignId, to, skipValidation), follow, told);
  });

export const campaignStatus = (
  config: Config,
  campaignId: string,
  { dataDir, follow = false }: Pick<MoveOptions, 'dataDir' | 'follow'>,
  told: Told,
): Promise<void> =>
  withStore(config, dataDir, async (store) => {
    await follows(store, await campaignOf(store, campaignId), follow, told);
  });

const listed = 100;

export const listCampaigns = (config: Config, dataDir: string, { out }: Told): Promise<void> =>
  withStore(config, dataDir, async ({ campaigns }) => {
    const all = await found(campaigns.list(null, listed));
    const rows = all.map(({ campaignId, name, state, rows: count, createdAt, initiator }) => [
      campaignId,
      state,
      count ?? 0,
      createdAt,
      initiator,
      name,
    ]);
    out(table(['campaign', 'state', 'rows', 'created', 'by', 'name'], rows));
  });

const pageSize = 1000;

/** Writes what became of the rows, as CSV. */
export const campaignRows = (
  config: Config,
  campaignId: string,
  { dataDir, outcome = null }: { readonly dataDir: string; readonly outcome?: RowOutcome | null },
  { out }: Told,
): Promise<void> => withStore(config, dataDir, (store) => writeRows(store, campaignId, outcome, out));

/** Rejects if the campaign is not there, also if it is deleted meanwhile: rows would be missing without a sign. */
export const writeRows = async (
  store: Pick<PostgresStore, 'campaigns'>,
  campaignId: string,
  outcome: RowOutcome | null,
  out: Told['out'],
): Promise<void> => {
  await campaignOf(store, campaignId);
  out(resultsCsvHeader);
  for (let after: number | null = 0; after !== null;) {
    const page: ReadonlyArray<RowResult> = await found(
      store.campaigns.results(campaignId, { outcome, after, limit: pageSize }),
    );
    if (page.length < pageSize) await campaignOf(store, campaignId);
    if (page.length > 0) out(resultsAsCsv(page, '\n').trimEnd());
    after = page.length < pageSize ? null : (page.at(-1)?.line ?? null);
  }
};

export const withStore = async <A>(
  config: Config,
  dataDir: string,
  run: (store: PostgresStore) => Promise<A>,
): Promise<A> => closing(await storeFor(config, dataDir, 'service'), run);

export const campaignOf = async (
  { campaigns }: Pick<PostgresStore, 'campaigns'>,
  campaignId: string,
): Promise<Campaign> => {
  const campaign = O.toNullable(await found(campaigns.find(campaignId)));
  if (campaign === null) throw new UserError(`there is no campaign ${campaignId}`);
  return campaign;
};

const move = async (
  { campaigns }: Pick<PostgresStore, 'campaigns'>,
  campaignId: string,
  to: RequestedState,
  skipValidation: boolean,
): Promise<Campaign> => {
  const moved = await campaigns.move(campaignId, standingAfter(to, { skipValidation }))();
  if (E.isRight(moved)) return moved.right;
  const { left } = moved;
  if (left._tag === 'StateNotAllowed')
    throw new UserError(`it is ${left.from} and cannot become ${left.to}: ${left.rule}`);
  throw new UserError(left._tag === 'CampaignNotFound' ? `there is no campaign ${campaignId}` : left.detail);
};

const lookEveryMs = 500;

/** Tells how far it has come, until it comes no further if it is followed. Throws RowsRefused where rows are not as ordered. */
const follows = async (
  store: Pick<PostgresStore, 'campaigns'>,
  first: Campaign,
  follow: boolean,
  { out, progress }: Told,
): Promise<void> => {
  let campaign = first;
  const since = watchedFrom(first, performance.now());
  const detaching = new AbortController();
  const detach = (): void => detaching.abort();
  process.once('SIGINT', detach);
  try {
    while (follow && isUnderWay(campaign)) {
      progress(progressLine(campaign, since, performance.now()));
      await pause(lookEveryMs, undefined, { signal: detaching.signal });
      campaign = await campaignOf(store, campaign.campaignId);
    }
  } catch (error) {
    if (!detaching.signal.aborted) throw error;
    throw new Detached(`the campaign goes on; casm campaign status ${campaign.campaignId} --follow shows its progress`);
  } finally {
    process.off('SIGINT', detach);
  }
  out(progressLine(campaign, since, performance.now()));
  const rows = tallyRows(campaign);
  if (rows.length > 0) out(table(['from segment', 'outcome', 'problem', 'rows'], rows));
  const refused = refusedRows(campaign);
  if (!isUnderWay(campaign) && refused > 0)
    throw new RowsRefused(
      `${refused} of the rows were refused or not found; casm campaign rows ${campaign.campaignId} lists them`,
    );
};

async function* bytesOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const bytes of file === standardInput ? process.stdin : createReadStream(file))
      yield typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  } catch (error) {
    throw isOfFile(error) ? new UserError(`${file} cannot be read: ${error.message}`) : error;
  }
}

const isOfFile = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;

/** What is wrong with an order or its file, a line for each thing. */
const linesOf = (refused: Rejected | UnreadableRows | CampaignNotFound | StoreFailure): ReadonlyArray<string> => {
  switch (refused._tag) {
    case 'Rejected':
      return refused.rejections.flatMap((rejection) =>
        rejection._tag === 'InvalidRequest'
          ? rejection.violations.map(({ pointer, rule }) => `${pointer} ${rule}`.trim())
          : [
              rejection._tag === 'RequestIdReused'
                ? `the request id ${rejection.requestId} was used for another order`
                : rejection._tag,
            ],
      );
    case 'UnreadableRows':
      return [refused.line === null ? `the file ${refused.rule}` : `line ${refused.line} of the file ${refused.rule}`];
    case 'CampaignNotFound':
      return ['another process has begun to load this campaign'];
    case 'StoreUnavailable':
    case 'StoreMisconfigured':
      return [refused.detail];
  }
};
