import {
  createSegment,
  listSegments,
  readSegment,
  type SegmentMaintenance,
  type SegmentReceipt,
  updateSegment,
} from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { NoQuery } from '../query.js';
import { type Answer, route, type Route } from '../route.js';

const base = '/v1/casm/customer-segments';

const receiptAnswer =
  (status: 200 | 201) =>
  ({ segment, replayed }: SegmentReceipt): Answer => ({
    status,
    headers: {
      ...(status === 201 ? { Location: `${base}/${encodeURIComponent(segment.code)}` } : {}),
      ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
    },
    body: { customerSegment: segment },
  });

export const segmentRoutes = (deps: SegmentMaintenance): ReadonlyArray<Route> => [
  route({
    operation: 'listCustomerSegments',
    method: 'get',
    path: base,
    takesBody: false,
    query: NoQuery,
    handle: () =>
      pipe(
        listSegments(deps),
        TE.map((customerSegments): Answer => ({ status: 200, body: { customerSegments } })),
      ),
  }),
  route({
    operation: 'createCustomerSegment',
    method: 'post',
    path: base,
    takesBody: true,
    query: NoQuery,
    handle: ({ body, context }) => pipe(createSegment(deps)(body, context), TE.map(receiptAnswer(201))),
  }),
  route({
    operation: 'readCustomerSegment',
    method: 'get',
    path: `${base}/:code`,
    takesBody: false,
    query: NoQuery,
    handle: ({ path }) =>
      pipe(
        readSegment(deps)(path['code'] ?? ''),
        TE.map((customerSegment): Answer => ({ status: 200, body: { customerSegment } })),
      ),
  }),
  route({
    operation: 'updateCustomerSegmentEntry',
    method: 'put',
    path: `${base}/:code`,
    takesBody: true,
    query: NoQuery,
    handle: ({ path, body, context }) =>
      pipe(updateSegment(deps)(path['code'] ?? '', body, context), TE.map(receiptAnswer(200))),
  }),
];
