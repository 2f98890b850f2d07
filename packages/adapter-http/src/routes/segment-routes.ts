import {
  Code,
  createSegment,
  CreateSegment,
  CustomerSegment,
  listSegments,
  readSegment,
  type SegmentMaintenance,
  type SegmentReceipt,
  updateSegment,
  UpdateSegment,
} from '@casm/core';
import { closed, described, listOf, named } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, reply } from '../answer.js';
import { route, type Route } from '../route.js';

const base = '/v1/casm/customer-segments';
const tag = 'Customer segments';
const params = closed({ code: Code }, {});

const Entry = named(
  'Customer Segment Entry',
  'One segment of the catalogue.',
  closed({ customerSegment: CustomerSegment }, {}),
);
const Entries = named(
  'Customer Segment List',
  'The catalogue of segments.',
  closed(
    { customerSegments: described('In the order of their codes, retired ones too.', listOf(CustomerSegment, 0)) },
    {},
  ),
);

const soho: CustomerSegment = {
  code: 'SOHO',
  name: 'Small office, home office',
  description: 'Up to five subscriptions',
  status: 'ACTIVE',
};
const example = { customerSegment: soho };

const replayedHeader = ({ replayed }: SegmentReceipt) => (replayed ? { 'Idempotency-Replayed': 'true' } : {});

export const segmentRoutes = (deps: SegmentMaintenance): ReadonlyArray<Route> => [
  route({
    operation: 'listCustomerSegments',
    summary: 'Lists the segments that are configured, retired ones too.',
    tag,
    method: 'get',
    path: base,
    answers: { 200: answer('The segments.', Entries, { example: { customerSegments: [soho] } }) },
    handle: () =>
      pipe(
        listSegments(deps),
        TE.map((customerSegments) => reply(200, { body: { customerSegments } })),
      ),
  }),
  route({
    operation: 'createCustomerSegment',
    summary: 'Adds a segment to the catalogue; customers can be moved into it at once.',
    tag,
    method: 'post',
    path: base,
    body: {
      codec: CreateSegment,
      example: { requestId: 'ops-20260201-1', code: soho.code, name: soho.name, description: soho.description },
    },
    problems: ['segment-code-taken'],
    answers: {
      201: answer('The segment is there.', Entry, { headers: ['Location', 'Idempotency-Replayed'], example }),
    },
    handle: ({ body, context }) =>
      pipe(
        createSegment(deps)(body, context),
        TE.map((receipt) => {
          const location = { Location: `${base}/${encodeURIComponent(receipt.segment.code)}` };
          const headers = { ...location, ...replayedHeader(receipt) };
          return reply(201, { headers, body: { customerSegment: receipt.segment } });
        }),
      ),
  }),
  route({
    operation: 'readCustomerSegment',
    summary: 'Reads one segment of the catalogue.',
    tag,
    method: 'get',
    path: `${base}/:code`,
    params,
    problems: ['segment-not-found'],
    answers: { 200: answer('The segment.', Entry, { example }) },
    handle: ({ params: { code } }) =>
      pipe(
        readSegment(deps)(code),
        TE.map((customerSegment) => reply(200, { body: { customerSegment } })),
      ),
  }),
  route({
    operation: 'updateCustomerSegmentEntry',
    summary: 'Replaces one segment of the catalogue; status RETIRED retires it.',
    tag,
    method: 'put',
    path: `${base}/:code`,
    params,
    body: {
      codec: UpdateSegment,
      example: { requestId: 'ops-20260201-2', name: soho.name, description: soho.description, status: soho.status },
    },
    problems: ['segment-not-found'],
    answers: { 200: answer('The segment is as asked.', Entry, { headers: ['Idempotency-Replayed'], example }) },
    handle: ({ params: { code }, body, context }) =>
      pipe(
        updateSegment(deps)(code, body, context),
        TE.map((receipt) =>
          reply(200, { headers: replayedHeader(receipt), body: { customerSegment: receipt.segment } }),
        ),
      ),
  }),
];
