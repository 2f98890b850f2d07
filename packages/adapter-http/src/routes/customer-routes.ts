import {
  BusinessTransaction,
  Customer,
  type CustomerDirectory,
  type CustomerReads,
  type CustomerRepository,
  EffectiveSegment,
  type Periods,
  readCustomer,
  readCustomerWithHistory,
  readEffectiveSegment,
  readSegmentHistory,
  readStateHistory,
  SegmentPeriod,
  StatePeriod,
  type TransactionLog,
} from '@casm/core';
import { closed, described, flag, listOf, named } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, emptyAnswer, etagOf, reply } from '../answer.js';
import { cursorText } from '../cursor.js';
import { customersTag, transactionsTag } from '../openapi/tags.js';
import { CustomerQuery, HistoryQuery, ListQuery, Next, ReadCustomerQuery, TransactionsQuery } from '../query.js';
import { always, route, type Route } from '../route.js';
import {
  exampleCustomer,
  exampleSegmentHistory,
  exampleStateHistory,
  exampleTransactions,
  lastTransaction,
} from './example-customer.js';
import { customersPath as base } from './operation-places.js';

const tag = customersTag;

export const transactionsPath = '/v1/casm/business-transactions';
const pageSize = 100;

const segmentHistory = described('The segments, newest first.', listOf(SegmentPeriod, 0));
const stateHistory = described('The states, newest first.', listOf(StatePeriod, 0));

const ReadCustomer = named(
  'Read Customer',
  'The customer, with the first page of each history that was asked for; all of one moment.',
  closed({ customer: Customer }, { segmentHistory, segmentHistoryNext: Next, stateHistory, stateHistoryNext: Next }),
);

const CustomerList = named(
  'Customer List',
  'A page of customers. It can be shorter than asked for, even empty, and have a next one.',
  closed({ customers: listOf(Customer, 0), next: Next }, {}),
);

const SegmentHistory = named(
  'Segment History',
  'A page of the segments that the customer was in, newest first.',
  closed({ segmentHistory, next: Next }, {}),
);

const StateHistory = named(
  'State History',
  'A page of the states that the customer was in, newest first.',
  closed({ stateHistory, next: Next }, {}),
);

const TransactionList = named(
  'Business Transaction List',
  'A page of what was changed, oldest first.',
  closed(
    {
      businessTransactions: listOf(BusinessTransaction, 0),
      next: Next,
      more: described('False: this is the end for now; go on from `next` later.', flag),
    },
    {},
  ),
);

/** The dependencies of the read routes. */
export interface CustomerReadDeps extends CustomerReads {
  readonly customers: Pick<CustomerRepository, 'find' | 'effectiveSegments'>;
  readonly directory: CustomerDirectory;
  readonly transactions: TransactionLog;
}

const nextOf = ({ next }: Periods<unknown>): string | null => (next === null ? null : String(next));

const { refId: shownRefId, customerSegment: shownSegment, version } = exampleCustomer;
const effective = { refId: shownRefId, customerSegment: shownSegment, version };
const transactionList = {
  businessTransactions: exampleTransactions,
  next: cursorText({ occurredAt: lastTransaction.occurredAt, refId: shownRefId, version }),
  more: false,
};

export const customerReadRoutes = (deps: CustomerReadDeps): ReadonlyArray<Route> => [
  route({
    operation: 'listCustomers',
    summary: 'Lists customers by segment, state and moment of their latest change, page by page, in order of refId.',
    tag,
    method: 'get',
    path: base,
    scope: 'customers:read',
    // Whoever goes on from the moment of an answer would miss what a replica did not have then.
    readsReplica: { unless: ['changedSince'] },
    query: ListQuery,
    answers: {
      200: answer('A page of customers.', CustomerList, { example: { customers: [exampleCustomer], next: null } }),
    },
    handle: ({
      query: { limit = pageSize, cursor = null, customerSegment = null, state = null, changedSince = null },
      replica,
    }) =>
      pipe(
        (replica ?? deps).directory.list({ customerSegment, state, changedSince }, cursor, limit),
        TE.map(({ customers, next }) =>
          reply(200, { body: { customers, next: next === null ? null : cursorText(next) } }),
        ),
      ),
  }),
  route({
    operation: 'readCustomer',
    summary: 'Reads a customer as last committed, a deactivated one too.',
    tag,
    method: 'get',
    path: `${base}/read`,
    scope: 'customers:read',
    readsReplica: always,
    query: ReadCustomerQuery,
    problems: ['customer-not-found'],
    answers: {
      200: answer('The customer.', ReadCustomer, { headers: ['ETag'], example: { customer: exampleCustomer } }),
      304: emptyAnswer('The customer is at the version in If-None-Match still.', ['ETag']),
    },
    handle: ({ query: { segmentHistory: withSegments, stateHistory: withStates, ...ref }, replica }) =>
      pipe(
        withSegments === 'true' || withStates === 'true'
          ? readCustomerWithHistory(replica ?? deps)(ref, pageSize)
          : pipe(
              readCustomer(replica ?? deps)(ref),
              TE.map((customer) => ({ customer, segmentHistory: nothing, stateHistory: nothing })),
            ),
        TE.map(({ customer, segmentHistory: segments, stateHistory: states }) => {
          const headers = { ETag: etagOf(customer.version) };
          const body = {
            customer,
            ...(withSegments === 'true'
              ? { segmentHistory: segments.periods, segmentHistoryNext: nextOf(segments) }
              : {}),
            ...(withStates === 'true' ? { stateHistory: states.periods, stateHistoryNext: nextOf(states) } : {}),
          };
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
    scope: 'customers:read',
    readsReplica: always,
    query: HistoryQuery,
    problems: ['customer-not-found'],
    answers: {
      200: answer('A page of the history.', SegmentHistory, {
        example: { segmentHistory: exampleSegmentHistory, next: null },
      }),
    },
    handle: ({ query: { limit = pageSize, cursor = null, asOf = null, ...ref }, replica }) =>
      pipe(
        readSegmentHistory(replica ?? deps)(ref, { limit, before: cursor, asOf }),
        TE.map((page) => reply(200, { body: { segmentHistory: page.periods, next: nextOf(page) } })),
      ),
  }),
  route({
    operation: 'readStateHistory',
    summary: 'Reads the states that a customer was in, page by page, newest first.',
    tag,
    method: 'get',
    path: `${base}/state-history`,
    scope: 'customers:read',
    readsReplica: always,
    query: HistoryQuery,
    problems: ['customer-not-found'],
    answers: {
      200: answer('A page of the history.', StateHistory, {
        example: { stateHistory: exampleStateHistory, next: null },
      }),
    },
    handle: ({ query: { limit = pageSize, cursor = null, asOf = null, ...ref }, replica }) =>
      pipe(
        readStateHistory(replica ?? deps)(ref, { limit, before: cursor, asOf }),
        TE.map((page) => reply(200, { body: { stateHistory: page.periods, next: nextOf(page) } })),
      ),
  }),
  route({
    operation: 'readEffectiveSegment',
    summary: 'Reads the segment that counts now for rating, charging, billing and invoicing.',
    tag,
    method: 'get',
    path: `${base}/effective-segment`,
    scope: 'customers:read',
    query: CustomerQuery,
    problems: ['customer-not-found'],
    answers: {
      200: answer('The effective segment.', EffectiveSegment, { headers: ['ETag'], example: effective }),
      304: emptyAnswer('The customer is at the version in If-None-Match still.', ['ETag']),
    },
    handle: ({ query }) =>
      pipe(
        readEffectiveSegment(deps)(query),
        TE.map((body) => reply(200, { headers: { ETag: etagOf(body.version) }, body })),
      ),
  }),
  route({
    operation: 'listBusinessTransactions',
    summary:
      'Lists what was changed, oldest first, over all customers or of one; a reader goes on from where it ended.',
    description:
      'Over all customers it ends some seconds before now, so that nothing that is committed late is missed. What arrives is what was answered and published, byte for byte.',
    tag: transactionsTag,
    method: 'get',
    path: transactionsPath,
    scope: 'transactions:read',
    readsReplica: always,
    query: TransactionsQuery,
    answers: { 200: answer('A page of Business Transactions.', TransactionList, { example: transactionList }) },
    handle: ({ query: { refId = null, operation = null, after = null, limit = pageSize }, replica }) =>
      pipe(
        (replica ?? deps).transactions.list({ refId, operation, after, limit }),
        TE.map(({ bodies, next, more }) => {
          const end = JSON.stringify(next === null ? null : cursorText(next));
          return reply(200, { text: `{"businessTransactions":[${bodies.join(',')}],"next":${end},"more":${more}}` });
        }),
      ),
  }),
];

const nothing: Periods<never> = { periods: [], next: null };
