import {
  Customer,
  type CustomerReads,
  EffectiveSegment,
  readCustomer,
  readEffectiveSegment,
  readSegmentHistory,
  SegmentPeriod,
} from '@casm/core';
import { closed, described, listOf, named } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, emptyAnswer, etagOf, reply } from '../answer.js';
import { CustomerQuery, HistoryQuery, Next, ReadCustomerQuery } from '../query.js';
import { route, type Route } from '../route.js';
import { customersPath as base } from './operation-places.js';

const tag = 'Customers';
const pageSize = 100;

const segmentHistory = described('The segments, newest first.', listOf(SegmentPeriod, 0));

const ReadCustomer = named(
  'Read Customer',
  'The customer, with its history where that was asked for.',
  closed({ customer: Customer }, { segmentHistory }),
);

const SegmentHistory = named(
  'Segment History',
  'A page of the segments that the customer was in, newest first.',
  closed({ segmentHistory, next: Next }, {}),
);

export const customerReadRoutes = (deps: CustomerReads): ReadonlyArray<Route> => [
  route({
    operation: 'readCustomer',
    summary: 'Reads a customer as last committed, a deactivated one too.',
    tag,
    method: 'get',
    path: `${base}/read`,
    query: ReadCustomerQuery,
    problems: ['customer-not-found'],
    answers: {
      200: answer('The customer.', ReadCustomer, { headers: ['ETag'] }),
      304: emptyAnswer('The customer is at the version in If-None-Match still.', ['ETag']),
    },
    handle: ({ query: { segmentHistory: withHistory, ...ref }, ifNoneMatch }) =>
      pipe(
        TE.Do,
        TE.bind('customer', () => readCustomer(deps)(ref)),
        TE.bind('history', () => (withHistory === 'true' ? readSegmentHistory(deps)(ref, 1000) : TE.right(null))),
        TE.map(({ customer, history }) => {
          const headers = { ETag: etagOf(customer.version) };
          if (ifNoneMatch === headers.ETag) return reply(304, { headers });
          const body = history === null ? { customer } : { customer, segmentHistory: history.segmentHistory };
          return reply(200, { headers, body });
        }),
      ),
  }),
  route({
    operation: 'readSegmentHistory',
    summary: 'Reads the segments that a customer was in, page by page, newest first.',
    tag,
    method: 'get',
    path: `${base}/segment-history`,
    query: HistoryQuery,
    problems: ['customer-not-found'],
    answers: { 200: answer('A page of the history.', SegmentHistory) },
    handle: ({ query: { limit = pageSize, cursor = null, ...ref } }) =>
      pipe(
        readSegmentHistory(deps)(ref, limit, cursor),
        TE.map(({ segmentHistory: periods, next }) =>
          reply(200, { body: { segmentHistory: periods, next: next === null ? null : String(next) } }),
        ),
      ),
  }),
  route({
    operation: 'readEffectiveSegment',
    summary: 'Reads the segment that counts now for rating, charging, billing and invoicing.',
    tag,
    method: 'get',
    path: `${base}/effective-segment`,
    query: CustomerQuery,
    problems: ['customer-not-found'],
    answers: { 200: answer('The effective segment.', EffectiveSegment, { headers: ['ETag'] }) },
    handle: ({ query }) =>
      pipe(
        readEffectiveSegment(deps)(query),
        TE.map((body) => reply(200, { headers: { ETag: etagOf(body.version) }, body })),
      ),
  }),
];
