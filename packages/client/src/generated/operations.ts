// Made by `npm run contract` from docs/reference/openapi.json: what is changed here by hand is lost.

import type { Client, FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import type { paths } from './api.js';

type MediaType = `${string}/${string}`;

/** What is said of a call, unless the caller says something else. */
const by = <I extends object>(options: object, init: I): I => ({ ...options, ...init });

/** Every operation under its name: it takes parameters, headers and body as the document names them. */
export const operationsOn = (api: Client<paths>) => ({
  /** Creates a customer with a generated refId, from a profile if one is given. */
  createCustomer: (init: MaybeOptionalInit<paths['/v1/casm/customers'], 'post'>): Promise<FetchResponse<paths['/v1/casm/customers']['post'], MaybeOptionalInit<paths['/v1/casm/customers'], 'post'>, MediaType>> => api.POST('/v1/casm/customers', init),
  /** Lists customers by segment, state and moment of their latest change, page by page, in order of refId. */
  listCustomers: (init: MaybeOptionalInit<paths['/v1/casm/customers'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customers']['get'], MaybeOptionalInit<paths['/v1/casm/customers'], 'get'>, MediaType>> => api.GET('/v1/casm/customers', init),
  /** Moves a customer to another segment, effective immediately. */
  updateCustomerSegment: (init: MaybeOptionalInit<paths['/v1/casm/customers/segment'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customers/segment']['put'], MaybeOptionalInit<paths['/v1/casm/customers/segment'], 'put'>, MediaType>> => api.PUT('/v1/casm/customers/segment', init),
  /** Changes the state of a customer, immediately or as a plan; confirms or cancels a plan. */
  updateCustomerState: (init: MaybeOptionalInit<paths['/v1/casm/customers/state'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customers/state']['put'], MaybeOptionalInit<paths['/v1/casm/customers/state'], 'put'>, MediaType>> => api.PUT('/v1/casm/customers/state', init),
  /** Replaces the custom attributes of a customer, or merges the given ones into them. */
  updateCustomerCustomAttributes: (init: MaybeOptionalInit<paths['/v1/casm/customers/custom-attributes'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customers/custom-attributes']['put'], MaybeOptionalInit<paths['/v1/casm/customers/custom-attributes'], 'put'>, MediaType>> => api.PUT('/v1/casm/customers/custom-attributes', init),
  /** Changes the display name of a customer. */
  updateCustomerCustomName: (init: MaybeOptionalInit<paths['/v1/casm/customers/custom-name'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customers/custom-name']['put'], MaybeOptionalInit<paths['/v1/casm/customers/custom-name'], 'put'>, MediaType>> => api.PUT('/v1/casm/customers/custom-name', init),
  /** Changes the external id of a customer. The previous one stops resolving immediately. */
  updateCustomerExternalId: (init: MaybeOptionalInit<paths['/v1/casm/customers/external-id'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customers/external-id']['put'], MaybeOptionalInit<paths['/v1/casm/customers/external-id'], 'put'>, MediaType>> => api.PUT('/v1/casm/customers/external-id', init),
  /** Reads a customer as last committed, a deactivated one too. */
  readCustomer: (init: MaybeOptionalInit<paths['/v1/casm/customers/read'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customers/read']['get'], MaybeOptionalInit<paths['/v1/casm/customers/read'], 'get'>, MediaType>> => api.GET('/v1/casm/customers/read', init),
  /** Reads the segments that a customer was in, page by page, newest first. */
  readSegmentHistory: (init: MaybeOptionalInit<paths['/v1/casm/customers/segment-history'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customers/segment-history']['get'], MaybeOptionalInit<paths['/v1/casm/customers/segment-history'], 'get'>, MediaType>> => api.GET('/v1/casm/customers/segment-history', init),
  /** Reads the states that a customer was in, page by page, newest first. */
  readStateHistory: (init: MaybeOptionalInit<paths['/v1/casm/customers/state-history'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customers/state-history']['get'], MaybeOptionalInit<paths['/v1/casm/customers/state-history'], 'get'>, MediaType>> => api.GET('/v1/casm/customers/state-history', init),
  /** Reads the segment that counts now for rating, charging, billing and invoicing. */
  readEffectiveSegment: (init: MaybeOptionalInit<paths['/v1/casm/customers/effective-segment'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customers/effective-segment']['get'], MaybeOptionalInit<paths['/v1/casm/customers/effective-segment'], 'get'>, MediaType>> => api.GET('/v1/casm/customers/effective-segment', init),
  /** Lists what was changed, oldest first, over all customers or of one; a reader goes on from where it ended. */
  listBusinessTransactions: (init: MaybeOptionalInit<paths['/v1/casm/business-transactions'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/business-transactions']['get'], MaybeOptionalInit<paths['/v1/casm/business-transactions'], 'get'>, MediaType>> => api.GET('/v1/casm/business-transactions', init),
  /** Creates a campaign, as a DRAFT: of the customers that a filter chooses now, or of rows. */
  createSegmentCampaign: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaigns'], 'post'>): Promise<FetchResponse<paths['/v1/casm/segment-campaigns']['post'], MaybeOptionalInit<paths['/v1/casm/segment-campaigns'], 'post'>, MediaType>> => api.POST('/v1/casm/segment-campaigns', init),
  /** Lists campaigns, the newest first, page by page. */
  listSegmentCampaigns: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaigns'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/segment-campaigns']['get'], MaybeOptionalInit<paths['/v1/casm/segment-campaigns'], 'get'>, MediaType>> => api.GET('/v1/casm/segment-campaigns', init),
  /** Reads a campaign: its state, and how many rows have come to which end. */
  readSegmentCampaign: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}'], 'get'>): Promise<FetchResponse<paths['/v1/casm/segment-campaigns/{campaignId}']['get'], MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}'], 'get'>, MediaType>> => api.GET('/v1/casm/segment-campaigns/{campaignId}', init),
  /** Validates, starts, pauses, resumes or cancels a campaign. */
  updateSegmentCampaignState: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}/state'], 'put'>): Promise<FetchResponse<paths['/v1/casm/segment-campaigns/{campaignId}/state']['put'], MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}/state'], 'put'>, MediaType>> => api.PUT('/v1/casm/segment-campaigns/{campaignId}/state', init),
  /** Lists what became of the rows of a campaign, in their order, page by page. */
  listSegmentCampaignRows: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}/rows'], 'get'>): Promise<FetchResponse<paths['/v1/casm/segment-campaigns/{campaignId}/rows']['get'], MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}/rows'], 'get'>, MediaType>> => api.GET('/v1/casm/segment-campaigns/{campaignId}/rows', init),
  /** What became of the rows of a campaign as a CSV file, in their order. */
  exportSegmentCampaignRows: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}/rows.csv'], 'get'>): Promise<FetchResponse<paths['/v1/casm/segment-campaigns/{campaignId}/rows.csv']['get'], MaybeOptionalInit<paths['/v1/casm/segment-campaigns/{campaignId}/rows.csv'], 'get'>, MediaType>> => api.GET('/v1/casm/segment-campaigns/{campaignId}/rows.csv', by({ parseAs: 'text' }, init)),
  /** Creates a campaign, as a DRAFT, of the rows of a file: CSV or NDJSON, as it is or as gzip. */
  uploadSegmentCampaign: (init: MaybeOptionalInit<paths['/v1/casm/segment-campaign-files'], 'post'>): Promise<FetchResponse<paths['/v1/casm/segment-campaign-files']['post'], MaybeOptionalInit<paths['/v1/casm/segment-campaign-files'], 'post'>, MediaType>> => api.POST('/v1/casm/segment-campaign-files', by({ headers: { 'Content-Type': 'text/csv' }, bodySerializer: (body: string) => body }, init)),
  /** Lists every segment that is configured, retired ones too. */
  listCustomerSegments: (init: MaybeOptionalInit<paths['/v1/casm/customer-segments'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customer-segments']['get'], MaybeOptionalInit<paths['/v1/casm/customer-segments'], 'get'>, MediaType>> => api.GET('/v1/casm/customer-segments', init),
  /** Adds a segment to the catalogue; it can be used at once. */
  createCustomerSegment: (init: MaybeOptionalInit<paths['/v1/casm/customer-segments'], 'post'>): Promise<FetchResponse<paths['/v1/casm/customer-segments']['post'], MaybeOptionalInit<paths['/v1/casm/customer-segments'], 'post'>, MediaType>> => api.POST('/v1/casm/customer-segments', init),
  /** Reads one segment of the catalogue. */
  readCustomerSegment: (init: MaybeOptionalInit<paths['/v1/casm/customer-segments/{code}'], 'get'>): Promise<FetchResponse<paths['/v1/casm/customer-segments/{code}']['get'], MaybeOptionalInit<paths['/v1/casm/customer-segments/{code}'], 'get'>, MediaType>> => api.GET('/v1/casm/customer-segments/{code}', init),
  /** Replaces one segment of the catalogue; status RETIRED retires it. */
  updateCustomerSegmentEntry: (init: MaybeOptionalInit<paths['/v1/casm/customer-segments/{code}'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customer-segments/{code}']['put'], MaybeOptionalInit<paths['/v1/casm/customer-segments/{code}'], 'put'>, MediaType>> => api.PUT('/v1/casm/customer-segments/{code}', init),
  /** Lists every state reason that is configured, retired ones too. */
  listStateReasons: (init: MaybeOptionalInit<paths['/v1/casm/state-reasons'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/state-reasons']['get'], MaybeOptionalInit<paths['/v1/casm/state-reasons'], 'get'>, MediaType>> => api.GET('/v1/casm/state-reasons', init),
  /** Adds a state reason to the catalogue; it can be used at once. */
  createStateReason: (init: MaybeOptionalInit<paths['/v1/casm/state-reasons'], 'post'>): Promise<FetchResponse<paths['/v1/casm/state-reasons']['post'], MaybeOptionalInit<paths['/v1/casm/state-reasons'], 'post'>, MediaType>> => api.POST('/v1/casm/state-reasons', init),
  /** Reads one state reason of the catalogue. */
  readStateReason: (init: MaybeOptionalInit<paths['/v1/casm/state-reasons/{code}'], 'get'>): Promise<FetchResponse<paths['/v1/casm/state-reasons/{code}']['get'], MaybeOptionalInit<paths['/v1/casm/state-reasons/{code}'], 'get'>, MediaType>> => api.GET('/v1/casm/state-reasons/{code}', init),
  /** Replaces one state reason of the catalogue; status RETIRED retires it. */
  updateStateReasonEntry: (init: MaybeOptionalInit<paths['/v1/casm/state-reasons/{code}'], 'put'>): Promise<FetchResponse<paths['/v1/casm/state-reasons/{code}']['put'], MaybeOptionalInit<paths['/v1/casm/state-reasons/{code}'], 'put'>, MediaType>> => api.PUT('/v1/casm/state-reasons/{code}', init),
  /** Lists every profile that is configured, retired ones too. */
  listCustomerProfiles: (init: MaybeOptionalInit<paths['/v1/casm/customer-profiles'], 'get'> = {}): Promise<FetchResponse<paths['/v1/casm/customer-profiles']['get'], MaybeOptionalInit<paths['/v1/casm/customer-profiles'], 'get'>, MediaType>> => api.GET('/v1/casm/customer-profiles', init),
  /** Adds a profile to the catalogue; it can be used at once. */
  createCustomerProfile: (init: MaybeOptionalInit<paths['/v1/casm/customer-profiles'], 'post'>): Promise<FetchResponse<paths['/v1/casm/customer-profiles']['post'], MaybeOptionalInit<paths['/v1/casm/customer-profiles'], 'post'>, MediaType>> => api.POST('/v1/casm/customer-profiles', init),
  /** Reads one profile of the catalogue. */
  readCustomerProfile: (init: MaybeOptionalInit<paths['/v1/casm/customer-profiles/{code}'], 'get'>): Promise<FetchResponse<paths['/v1/casm/customer-profiles/{code}']['get'], MaybeOptionalInit<paths['/v1/casm/customer-profiles/{code}'], 'get'>, MediaType>> => api.GET('/v1/casm/customer-profiles/{code}', init),
  /** Replaces one profile of the catalogue; status RETIRED retires it. */
  updateCustomerProfileEntry: (init: MaybeOptionalInit<paths['/v1/casm/customer-profiles/{code}'], 'put'>): Promise<FetchResponse<paths['/v1/casm/customer-profiles/{code}']['put'], MaybeOptionalInit<paths['/v1/casm/customer-profiles/{code}'], 'put'>, MediaType>> => api.PUT('/v1/casm/customer-profiles/{code}', init),
  /** How many customers are in each segment, and how far the warehouse is behind. */
  dwhSegments: (init: MaybeOptionalInit<paths['/v1/dwh/segments'], 'get'> = {}): Promise<FetchResponse<paths['/v1/dwh/segments']['get'], MaybeOptionalInit<paths['/v1/dwh/segments'], 'get'>, MediaType>> => api.GET('/v1/dwh/segments', init),
  /** How often customers moved from one segment to another, day by day. */
  dwhSegmentMoves: (init: MaybeOptionalInit<paths['/v1/dwh/segment-moves'], 'get'>): Promise<FetchResponse<paths['/v1/dwh/segment-moves']['get'], MaybeOptionalInit<paths['/v1/dwh/segment-moves'], 'get'>, MediaType>> => api.GET('/v1/dwh/segment-moves', init),
  /** A customer as the warehouse knows it, with its versions. */
  dwhCustomer: (init: MaybeOptionalInit<paths['/v1/dwh/customers/{refId}'], 'get'>): Promise<FetchResponse<paths['/v1/dwh/customers/{refId}']['get'], MaybeOptionalInit<paths['/v1/dwh/customers/{refId}'], 'get'>, MediaType>> => api.GET('/v1/dwh/customers/{refId}', init),
  /** The same, by the external id that the customer has now. */
  dwhCustomerByExternalId: (init: MaybeOptionalInit<paths['/v1/dwh/customers'], 'get'>): Promise<FetchResponse<paths['/v1/dwh/customers']['get'], MaybeOptionalInit<paths['/v1/dwh/customers'], 'get'>, MediaType>> => api.GET('/v1/dwh/customers', init),
  /** How many changes of a campaign are in the warehouse, and its customers by segment before and after. */
  dwhCampaign: (init: MaybeOptionalInit<paths['/v1/dwh/campaigns/{campaignId}'], 'get'>): Promise<FetchResponse<paths['/v1/dwh/campaigns/{campaignId}']['get'], MaybeOptionalInit<paths['/v1/dwh/campaigns/{campaignId}'], 'get'>, MediaType>> => api.GET('/v1/dwh/campaigns/{campaignId}', init),
  /** Reads how much waits to be published to which topic, and what is parked. */
  readOutbox: (init: MaybeOptionalInit<paths['/v1/operations/outbox'], 'get'> = {}): Promise<FetchResponse<paths['/v1/operations/outbox']['get'], MaybeOptionalInit<paths['/v1/operations/outbox'], 'get'>, MediaType>> => api.GET('/v1/operations/outbox', init),
  /** Puts parked messages back, which the relay then tries again in their order. */
  retryParkedMessages: (init: MaybeOptionalInit<paths['/v1/operations/outbox/retry'], 'post'>): Promise<FetchResponse<paths['/v1/operations/outbox/retry']['post'], MaybeOptionalInit<paths['/v1/operations/outbox/retry'], 'post'>, MediaType>> => api.POST('/v1/operations/outbox/retry', init),
  /** Lists the messages that the data warehouse cannot apply, page by page, in order of their places. */
  listDeadLetters: (init: MaybeOptionalInit<paths['/v1/operations/dead-letters'], 'get'> = {}): Promise<FetchResponse<paths['/v1/operations/dead-letters']['get'], MaybeOptionalInit<paths['/v1/operations/dead-letters'], 'get'>, MediaType>> => api.GET('/v1/operations/dead-letters', init),
  /** Reads a page of dead letters again, and applies what is a Business Transaction by now. */
  retryDeadLetters: (init: MaybeOptionalInit<paths['/v1/operations/dead-letters/retry'], 'post'>): Promise<FetchResponse<paths['/v1/operations/dead-letters/retry']['post'], MaybeOptionalInit<paths['/v1/operations/dead-letters/retry'], 'post'>, MediaType>> => api.POST('/v1/operations/dead-letters/retry', init),
  /** Lists which relay publishes for which customers, and until when it may. */
  listLeases: (init: MaybeOptionalInit<paths['/v1/operations/leases'], 'get'> = {}): Promise<FetchResponse<paths['/v1/operations/leases']['get'], MaybeOptionalInit<paths['/v1/operations/leases'], 'get'>, MediaType>> => api.GET('/v1/operations/leases', init),
});
