import createClient from 'openapi-fetch';
import type { operations, paths } from './generated/api.js';
import { operationsOn } from './generated/operations.js';
import { itemsOf } from './pages.js';
import { retrying, type RetryOptions } from './retry.js';

/** The options of `casmClient`. */
export interface CasmClientOptions {
  /** The URL of the API, with its prefix if it has one: `https://casm.example:8080`. */
  readonly baseUrl: string;
  /** The client's bearer token. */
  readonly token: string;
  readonly retry?: RetryOptions;
  /** The function that sends requests; the runtime's fetch by default. */
  readonly fetch?: typeof fetch;
}

type Query<O extends keyof operations> = NonNullable<operations[O]['parameters']['query']>;

/** The headers of each page, such as `Prefer: 'replica'`. */
type Headers<O extends keyof operations> = NonNullable<operations[O]['parameters']['header']>;

type Methods = ReturnType<typeof operationsOn>;

/** The `each…` methods: each iterates over the items of all pages. */
const pagesOf = (methods: Methods) => ({
  eachCustomer: (query: Omit<Query<'listCustomers'>, 'cursor'> = {}, header: Headers<'listCustomers'> = {}) =>
    itemsOf(
      (cursor) =>
        methods.listCustomers({ params: { header, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } } }),
      ({ customers, next }) => ({ items: customers, next }),
    ),
  eachSegmentPeriod: (query: Omit<Query<'readSegmentHistory'>, 'cursor'>, header: Headers<'readSegmentHistory'> = {}) =>
    itemsOf(
      (cursor) =>
        methods.readSegmentHistory({
          params: { header, query: { ...query, ...(cursor === undefined ? {} : { cursor: Number(cursor) }) } },
        }),
      ({ segmentHistory, next }) => ({ items: segmentHistory, next }),
    ),
  eachStatePeriod: (query: Omit<Query<'readStateHistory'>, 'cursor'>, header: Headers<'readStateHistory'> = {}) =>
    itemsOf(
      (cursor) =>
        methods.readStateHistory({
          params: { header, query: { ...query, ...(cursor === undefined ? {} : { cursor: Number(cursor) }) } },
        }),
      ({ stateHistory, next }) => ({ items: stateHistory, next }),
    ),
  eachSegmentCampaign: (
    query: Omit<Query<'listSegmentCampaigns'>, 'cursor'> = {},
    header: Headers<'listSegmentCampaigns'> = {},
  ) =>
    itemsOf(
      (cursor) =>
        methods.listSegmentCampaigns({
          params: { header, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ({ campaigns, next }) => ({ items: campaigns, next }),
    ),
  /** Ends with the last row that has a result at the time of the read. */
  eachSegmentCampaignRow: (
    campaignId: string,
    query: Omit<Query<'listSegmentCampaignRows'>, 'cursor'> = {},
    header: Headers<'listSegmentCampaignRows'> = {},
  ) =>
    itemsOf(
      (cursor) =>
        methods.listSegmentCampaignRows({
          params: {
            path: { campaignId },
            header,
            query: { ...query, ...(cursor === undefined ? {} : { cursor: Number(cursor) }) },
          },
        }),
      ({ rows, next }) => ({ items: rows, next }),
    ),
  eachDeadLetter: (query: Omit<Query<'listDeadLetters'>, 'cursor'> = {}) =>
    itemsOf(
      (cursor) =>
        methods.listDeadLetters({ params: { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } } }),
      ({ deadLetters, next }) => ({ items: deadLetters, next }),
    ),
  /** Ends at the end of the settled part of the log. */
  eachBusinessTransaction: (
    query: Query<'listBusinessTransactions'> = {},
    header: Headers<'listBusinessTransactions'> = {},
  ) =>
    itemsOf(
      (cursor) =>
        methods.listBusinessTransactions({
          params: { header, query: { ...query, ...(cursor === undefined ? {} : { after: cursor }) } },
        }),
      ({ businessTransactions, next, more }) => ({ items: businessTransactions, next: more ? next : null }),
    ),
});

/** One method for each operation, and the `each…` methods. The type has a name, because the compiler does not write out one so long. */
export type CasmClient = Methods & ReturnType<typeof pagesOf>;

/**
 * Returns a client with one method for each operation. A method resolves with `{ data }`, or with `{ error }`, a problem document of
 * one of the operation's types. It rejects only if no answer arrives. The `each…` methods iterate over the items of all pages.
 */
export const casmClient = ({ baseUrl, token, retry, fetch: send = fetch }: CasmClientOptions): CasmClient => {
  const api = createClient<paths>({
    baseUrl: baseUrl.replace(/\/$/, ''),
    headers: { Authorization: `Bearer ${token}` },
    fetch: retrying(send, retry),
  });
  const methods = operationsOn(api);
  return { ...methods, ...pagesOf(methods) };
};
