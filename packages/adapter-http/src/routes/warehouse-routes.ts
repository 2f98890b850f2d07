import {
  CampaignEffect,
  CampaignId,
  type CampaignRepository,
  changedRows,
  CustomerRecord,
  type CustomerRef,
  ExternalId,
  Freshness,
  RefId,
  rejected,
  SegmentMoves,
  SegmentPopulation,
  type WarehouseReports,
} from '@casm/core';
import { closed, count, described, listOf, named } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, reply } from '../answer.js';
import { warehouseTag } from '../openapi/tags.js';
import { MovesQuery } from '../query.js';
import { route, type Route } from '../route.js';
import { exampleCampaignId, exampleEffect } from './example-campaign.js';
import { exampleCustomer, exampleFreshness, exampleMoves, exampleRecord } from './example-customer.js';

const base = '/v1/dwh';
const tag = warehouseTag;

const Segments = named(
  'Segment Report',
  'The population of the segments, and how far the warehouse is behind.',
  closed(
    {
      segments: described('One entry for each segment that has customers.', listOf(SegmentPopulation, 0)),
      freshness: Freshness,
    },
    {},
  ),
);

const Moves = named(
  'Segment Moves Report',
  'The moves between segments, day by day.',
  closed({ segmentMoves: described('One entry for each day and pair of segments.', listOf(SegmentMoves, 0)) }, {}),
);

const CampaignReport = named(
  'Campaign Report',
  'What of a campaign has been committed, and what of it is in the warehouse.',
  closed(
    {
      campaignId: CampaignId,
      changed: described(
        'The number of changes that the campaign has committed, each with its message to publish.',
        count,
      ),
      effect: CampaignEffect,
    },
    {},
  ),
);

const shownExternalId = exampleCustomer.externalId ?? '';

const population: SegmentPopulation = {
  customerSegment: exampleCustomer.customerSegment,
  customers: 1,
  byState: { INACTIVE: 0, ACTIVE: 0, SUSPENDED: 0, DEACTIVATED: 0, [exampleCustomer.state.state]: 1 },
};

type CampaignFinder = Pick<CampaignRepository, 'find'>;

/** The read of a campaign's effect. The campaign is the store's, its effect the warehouse's. */
const campaignRoute = (reports: WarehouseReports, campaigns: CampaignFinder): Route =>
  route({
    operation: 'dwhCampaign',
    summary: 'How many changes of a campaign are in the warehouse, and its customers by segment before and after.',
    tag,
    method: 'get',
    path: `${base}/campaigns/:campaignId`,
    scope: 'dwh:read',
    params: closed({ campaignId: described('The id of the campaign.', CampaignId, exampleCampaignId) }, {}),
    problems: ['campaign-not-found'],
    answers: {
      200: answer('The effect of the campaign.', CampaignReport, {
        example: { campaignId: exampleCampaignId, changed: exampleEffect.applied, effect: exampleEffect },
      }),
    },
    handle: ({ params: { campaignId } }) =>
      pipe(
        // The effect is read first, so that it has no change that is not counted as committed.
        reports.campaign(campaignId),
        TE.bindTo('effect'),
        TE.bind('found', () => campaigns.find(campaignId)),
        TE.flatMap(({ effect, found }) =>
          O.isNone(found)
            ? TE.left({ _tag: 'CampaignNotFound' as const, campaignId })
            : TE.right(reply(200, { body: { campaignId, changed: changedRows(found.value), effect } })),
        ),
      ),
  });

/** The read-only routes of the data warehouse. Without campaigns there is no read of a campaign. */
export const warehouseRoutes = (reports: WarehouseReports, campaigns?: CampaignFinder): ReadonlyArray<Route> => {
  const customerRecord = (ref: CustomerRef) =>
    pipe(
      reports.customer(ref),
      TE.flatMap(TE.fromOption(() => rejected({ _tag: 'CustomerNotFound', customer: ref }))),
      TE.map((body) => reply(200, { body })),
    );
  return [
    route({
      operation: 'dwhSegments',
      summary: 'How many customers are in each segment, and how far the warehouse is behind.',
      tag,
      method: 'get',
      path: `${base}/segments`,
      scope: 'dwh:read',
      answers: {
        200: answer('The population.', Segments, { example: { segments: [population], freshness: exampleFreshness } }),
      },
      handle: () =>
        pipe(
          TE.Do,
          TE.bind('segments', () => reports.segments),
          TE.bind('freshness', () => reports.freshness),
          TE.map((body) => reply(200, { body })),
        ),
    }),
    route({
      operation: 'dwhSegmentMoves',
      summary: 'How often customers moved from one segment to another, day by day.',
      tag,
      method: 'get',
      path: `${base}/segment-moves`,
      scope: 'dwh:read',
      query: MovesQuery,
      answers: { 200: answer('The moves.', Moves, { example: { segmentMoves: exampleMoves } }) },
      handle: ({ query: { from, to } }) =>
        pipe(
          reports.segmentMoves(from, to),
          TE.map((segmentMoves) => reply(200, { body: { segmentMoves } })),
        ),
    }),
    route({
      operation: 'dwhCustomer',
      summary: 'A customer as the warehouse knows it, with its versions.',
      tag,
      method: 'get',
      path: `${base}/customers/:refId`,
      scope: 'dwh:read',
      params: closed({ refId: RefId }, {}),
      problems: ['customer-not-found'],
      answers: { 200: answer('The customer and its versions.', CustomerRecord, { example: exampleRecord }) },
      handle: ({ params }) => customerRecord(params),
    }),
    route({
      operation: 'dwhCustomerByExternalId',
      summary: 'The same, by the external id that the customer has now.',
      tag,
      method: 'get',
      path: `${base}/customers`,
      scope: 'dwh:read',
      query: closed(
        { externalId: described('The external id that the customer has now.', ExternalId, shownExternalId) },
        {},
      ),
      problems: ['customer-not-found'],
      answers: { 200: answer('The customer and its versions.', CustomerRecord, { example: exampleRecord }) },
      handle: ({ query }) => customerRecord(query),
    }),
    ...(campaigns === undefined ? [] : [campaignRoute(reports, campaigns)]),
  ];
};
