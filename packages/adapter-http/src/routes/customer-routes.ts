import {
  type CustomerOperation,
  type CustomerReads,
  type CustomerWrites,
  perform,
  readCustomer,
  readEffectiveSegment,
  readSegmentHistory,
  subjectOf,
} from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { CustomerQuery, HistoryQuery, NoQuery, ReadCustomerQuery } from '../query.js';
import { type Answer, etagOf, route, type Route } from '../route.js';
import { customersPath, placeOf } from './operation-places.js';

const base = customersPath;
const pageSize = 100;

/** Every customer write answers with the Business Transaction, byte for byte as it is journaled and published. */
export const operationRoutes = (
  deps: CustomerWrites,
  operations: ReadonlyArray<CustomerOperation>,
): ReadonlyArray<Route> => {
  const run = perform(deps);
  return operations.map((operation) => {
    const { method, path, status } = placeOf(operation);
    return route({
      operation: operation.name,
      method,
      path,
      takesBody: true,
      query: NoQuery,
      handle: ({ body, context }) =>
        pipe(
          run(operation)(body, context),
          TE.map(({ transaction, body: text, replayed }): Answer => {
            const { refId, version } = subjectOf(transaction);
            return {
              status,
              headers: {
                ETag: etagOf(version),
                ...(status === 201 ? { Location: `${base}/read?refId=${encodeURIComponent(refId)}` } : {}),
                ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
              },
              body: text,
            };
          }),
        ),
    });
  });
};

export const customerReadRoutes = (deps: CustomerReads): ReadonlyArray<Route> => [
  route({
    operation: 'readCustomer',
    method: 'get',
    path: `${base}/read`,
    takesBody: false,
    query: ReadCustomerQuery,
    handle: ({ query: { segmentHistory, ...ref }, ifNoneMatch }) =>
      pipe(
        TE.Do,
        TE.bind('customer', () => readCustomer(deps)(ref)),
        TE.bind('history', () => (segmentHistory === 'true' ? readSegmentHistory(deps)(ref, 1000) : TE.right(null))),
        TE.map(({ customer, history }): Answer => {
          const headers = { ETag: etagOf(customer.version) };
          return ifNoneMatch === headers.ETag
            ? { status: 304, headers, body: undefined }
            : {
                status: 200,
                headers,
                body: history === null ? { customer } : { customer, segmentHistory: history.segmentHistory },
              };
        }),
      ),
  }),
  route({
    operation: 'readSegmentHistory',
    method: 'get',
    path: `${base}/segment-history`,
    takesBody: false,
    query: HistoryQuery,
    handle: ({ query: { limit = pageSize, cursor = null, ...ref } }) =>
      pipe(
        readSegmentHistory(deps)(ref, limit, cursor),
        TE.map(({ segmentHistory, next }): Answer => ({
          status: 200,
          body: { segmentHistory, next: next === null ? null : String(next) },
        })),
      ),
  }),
  route({
    operation: 'readEffectiveSegment',
    method: 'get',
    path: `${base}/effective-segment`,
    takesBody: false,
    query: CustomerQuery,
    handle: ({ query }) =>
      pipe(
        readEffectiveSegment(deps)(query),
        TE.map((body): Answer => ({ status: 200, headers: { ETag: etagOf(body.version) }, body })),
      ),
  }),
];
