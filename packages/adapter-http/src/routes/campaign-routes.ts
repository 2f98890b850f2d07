import {
  Campaign,
  CampaignId,
  CampaignMove,
  CampaignOrder,
  type CampaignNotFound,
  type CampaignRepository,
  moveCampaign,
  placeCampaign,
  type RequestContext,
  type PlacedCampaign,
  type Rejected,
  type RowPage,
  RowResult,
  type StoreFailure,
  storeUnavailable,
} from '@casm/core';
import { closed, described, listOf, named } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, csvAnswer, reply } from '../answer.js';
import { cursorText, nextAfter } from '../cursor.js';
import { campaignsTag as tag } from '../openapi/tags.js';
import { CampaignExportQuery, CampaignRowsQuery, CampaignsQuery, Next, PlacingQuery } from '../query.js';
import type { CampaignRefusal } from '../problem-mapping.js';
import { always, route, type Route } from '../route.js';
import { type CampaignDeps, CampaignEntry, campaignsPath as base, placedHeaders } from './campaign-entry.js';
import { campaignFileRoute } from './campaign-file-routes.js';
import { csvHeader, csvLines, csvOfResults } from './csv-lines.js';
import { awaitable, runToEnd } from './campaign-end.js';
import {
  exampleCampaignId,
  exampleCompleted,
  exampleDraft,
  exampleOrder,
  exampleResults,
  exampleRows,
  exampleRunning,
} from './example-campaign.js';
import { shownCampaign, shownResult } from './shown-campaign.js';

const pageSize = 100;

const CreatedCampaign = named(
  'Created Campaign',
  'The campaign, with the results of its rows where they were waited for.',
  closed(
    { campaign: Campaign },
    {
      rows: described(
        'With wait=true: the results so far, in order of the rows; all of them where the campaign is COMPLETED.',
        listOf(RowResult, 0),
      ),
    },
  ),
);
const CampaignList = named(
  'Campaign List',
  'A page of campaigns, the newest first.',
  closed({ campaigns: listOf(Campaign, 0), next: Next }, {}),
);
const RowList = named(
  'Campaign Row List',
  'A page of the results of a campaign, in order of its rows.',
  closed({ rows: described('Rows that have a result by now.', listOf(RowResult, 0)), next: Next }, {}),
);

const params = closed({ campaignId: described('The id of the campaign.', CampaignId, exampleCampaignId) }, {});

interface Created extends PlacedCampaign {
  /** Null: nobody waits for them. */
  readonly rows: ReadonlyArray<RowResult> | null;
}
type Creating = TE.TaskEither<Rejected | CampaignRefusal | StoreFailure, Created>;

/** For an answer that is being sent: its status cannot be 404 any more. */
const asFailure = (refused: CampaignNotFound | StoreFailure): StoreFailure =>
  refused._tag === 'CampaignNotFound' ? storeUnavailable('the campaign was deleted while it was read') : refused;

export const campaignRoutes = (deps: CampaignDeps): ReadonlyArray<Route> => {
  const { campaigns, onMove = () => undefined } = deps;
  const [place, move] = [placeCampaign(deps), moveCampaign(deps)];

  const found = (campaignId: string, { find }: Pick<CampaignRepository, 'find'>) =>
    pipe(find(campaignId), TE.flatMap(TE.fromOption(() => ({ _tag: 'CampaignNotFound' as const, campaignId }))));

  /** A short page is the last one, unless the campaign was deleted while it was read: rows would be missing without a sign. */
  const pageOf = (source: Pick<CampaignRepository, 'find' | 'results'>, campaignId: string, page: RowPage) =>
    pipe(
      source.results(campaignId, page),
      TE.flatMap((rows) =>
        rows.length === page.limit
          ? TE.right(rows)
          : pipe(
              found(campaignId, source),
              TE.map(() => rows),
            ),
      ),
    );

  const placed = (body: unknown, { client, onBehalfOf }: RequestContext): Creating =>
    pipe(
      place(body, client, null, onBehalfOf),
      TE.map((receipt) => ({ ...receipt, rows: null })),
    );

  const awaited = (body: unknown, { client, onBehalfOf, deadline }: RequestContext): Creating =>
    pipe(
      TE.fromEither(awaitable(body)),
      TE.flatMap(() => place(body, client, null, onBehalfOf)),
      TE.flatMap(({ campaign, replayed }) =>
        pipe(
          runToEnd(deps, deadline)(campaign),
          TE.map((ended) => ({ ...ended, replayed })),
        ),
      ),
    );

  return [
    route({
      operation: 'createSegmentCampaign',
      scope: 'campaigns:write',
      summary: 'Creates a campaign, as a DRAFT: of the customers that a filter chooses now, or of rows.',
      description:
        'Nothing is changed before its state is RUNNING. The same requestId and order again answers the same campaign, as it is then; with wait=true it is waited for again.',
      tag,
      method: 'post',
      path: base,
      query: PlacingQuery,
      body: { codec: CampaignOrder, example: exampleOrder },
      answers: {
        201: answer('The campaign is there.', CreatedCampaign, {
          headers: ['Location', 'Idempotency-Replayed'],
          example: { campaign: exampleDraft },
        }),
      },
      handle: ({ query: { wait }, body, context }) =>
        pipe(
          wait === 'true' ? awaited(body, context) : placed(body, context),
          TE.map(({ campaign, replayed, rows }) =>
            reply(201, {
              headers: placedHeaders(campaign, replayed),
              body: {
                campaign: shownCampaign(campaign),
                ...(rows === null ? {} : { rows: rows.map(shownResult) }),
              },
            }),
          ),
        ),
    }),
    route({
      operation: 'listSegmentCampaigns',
      scope: 'customers:read',
      readsReplica: always,
      summary: 'Lists campaigns, the newest first, page by page.',
      tag,
      method: 'get',
      path: base,
      query: CampaignsQuery,
      answers: {
        200: answer('A page of campaigns.', CampaignList, { example: { campaigns: [exampleCompleted], next: null } }),
      },
      handle: ({ query: { limit = pageSize, cursor = null }, replica }) =>
        pipe(
          (replica ?? deps).campaigns.list(cursor, limit),
          TE.map((page) => {
            const next = nextAfter(page, limit, ({ campaignId }) => cursorText(campaignId));
            return reply(200, { body: { campaigns: page.map(shownCampaign), next } });
          }),
        ),
    }),
    route({
      operation: 'readSegmentCampaign',
      scope: 'customers:read',
      readsReplica: always,
      summary: 'Reads a campaign: its state, and how many rows have come to which end.',
      tag,
      method: 'get',
      path: `${base}/:campaignId`,
      params,
      problems: ['campaign-not-found'],
      answers: { 200: answer('The campaign.', CampaignEntry, { example: { campaign: exampleCompleted } }) },
      handle: ({ params: { campaignId }, replica }) =>
        pipe(
          found(campaignId, (replica ?? deps).campaigns),
          TE.map((campaign) => reply(200, { body: { campaign: shownCampaign(campaign) } })),
        ),
    }),
    route({
      operation: 'updateSegmentCampaignState',
      scope: 'campaigns:write',
      summary: 'Validates, starts, pauses, resumes or cancels a campaign.',
      description:
        'When a pause or a cancellation has been answered, no row is changed any more; what was changed stays changed, and `outcomes` says how many rows that are. A repeat changes nothing: the state that the campaign is in already is answered as it is.',
      tag,
      method: 'put',
      path: `${base}/:campaignId/state`,
      params,
      body: { codec: CampaignMove, example: { state: 'RUNNING', skipValidation: true } },
      problems: ['campaign-not-found', 'campaign-state-not-allowed'],
      answers: { 200: answer('The campaign is on its way.', CampaignEntry, { example: { campaign: exampleRunning } }) },
      handle: ({ params: { campaignId }, body }) =>
        pipe(
          move(campaignId, body),
          TE.map((campaign) => {
            onMove();
            return reply(200, { body: { campaign: shownCampaign(campaign) } });
          }),
        ),
    }),
    route({
      operation: 'listSegmentCampaignRows',
      scope: 'customers:read',
      readsReplica: always,
      summary: 'Lists what became of the rows of a campaign, in their order, page by page.',
      tag,
      method: 'get',
      path: `${base}/:campaignId/rows`,
      params,
      query: CampaignRowsQuery,
      problems: ['campaign-not-found'],
      answers: { 200: answer('A page of results.', RowList, { example: { rows: exampleResults, next: null } }) },
      handle: ({ params: { campaignId }, query: { outcome = null, limit = pageSize, cursor: after = 0 }, replica }) =>
        pipe(
          found(campaignId, (replica ?? deps).campaigns),
          TE.flatMap(() => pageOf((replica ?? deps).campaigns, campaignId, { outcome, after, limit })),
          TE.map((page) => {
            const next = nextAfter(page, limit, ({ line }) => String(line));
            return reply(200, { body: { rows: page.map(shownResult), next } });
          }),
        ),
    }),
    route({
      operation: 'exportSegmentCampaignRows',
      scope: 'customers:read',
      readsReplica: always,
      summary: 'What became of the rows of a campaign as a CSV file, in their order.',
      description:
        'It is sent as it is read, whatever its size. If the store fails meanwhile, the connection is reset: what has arrived is not the whole file.',
      tag,
      method: 'get',
      path: `${base}/:campaignId/rows.csv`,
      params,
      query: CampaignExportQuery,
      problems: ['campaign-not-found'],
      answers: {
        200: csvAnswer('A line for each row that has a result by now.', `${csvHeader}${csvLines(exampleRows)}`),
      },
      handle: ({ params: { campaignId }, query: { outcome = null }, replica, readOn }) => {
        const source = (replica ?? deps).campaigns;
        const read = (page: RowPage) => pageOf(source, campaignId, page);
        const ofStore = (page: RowPage) => pipe(readOn(pageOf(campaigns, campaignId, page)), TE.mapLeft(asFailure));
        const orOfStore = (page: RowPage) =>
          pipe(
            read(page),
            TE.orElse(() => ofStore(page)),
          );
        return pipe(
          found(campaignId, source),
          TE.flatMap(() => csvOfResults(outcome, read, replica === null ? ofStore : orOfStore)),
          TE.map((csv) => reply(200, { csv })),
        );
      },
    }),
    campaignFileRoute(deps),
  ];
};
