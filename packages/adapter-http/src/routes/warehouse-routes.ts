import { type CustomerRecord, type CustomerRef, RefId, rejected, type WarehouseReports } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { ExternalIdQuery, MovesQuery, NoQuery } from '../query.js';
import { type Answer, route, type Route } from '../route.js';

const base = '/v1/dwh';

/** What the data warehouse knows, read only. */
export const warehouseRoutes = (reports: WarehouseReports): ReadonlyArray<Route> => {
  const customerRecord = (ref: CustomerRef) =>
    pipe(
      reports.customer(ref),
      TE.flatMap(TE.fromOption(() => rejected({ _tag: 'CustomerNotFound', customer: ref }))),
      TE.map((body: CustomerRecord): Answer => ({ status: 200, body })),
    );
  return [
    route({
      operation: 'dwhSegments',
      method: 'get',
      path: `${base}/segments`,
      takesBody: false,
      query: NoQuery,
      handle: () =>
        pipe(
          TE.Do,
          TE.bind('segments', () => reports.segments),
          TE.bind('freshness', () => reports.freshness),
          TE.map((body): Answer => ({ status: 200, body })),
        ),
    }),
    route({
      operation: 'dwhSegmentMoves',
      method: 'get',
      path: `${base}/segment-moves`,
      takesBody: false,
      query: MovesQuery,
      handle: ({ query: { from, to } }) =>
        pipe(
          reports.segmentMoves(from, to),
          TE.map((segmentMoves): Answer => ({ status: 200, body: { segmentMoves } })),
        ),
    }),
    route({
      operation: 'dwhCustomer',
      method: 'get',
      path: `${base}/customers/:refId`,
      takesBody: false,
      query: NoQuery,
      handle: ({ path: { refId } }) =>
        RefId.is(refId)
          ? customerRecord({ refId })
          : TE.left(rejected({ _tag: 'CustomerNotFound', customer: { refId: refId ?? '' } })),
    }),
    route({
      operation: 'dwhCustomerByExternalId',
      method: 'get',
      path: `${base}/customers`,
      takesBody: false,
      query: ExternalIdQuery,
      handle: ({ query }) => customerRecord(query),
    }),
  ];
};
