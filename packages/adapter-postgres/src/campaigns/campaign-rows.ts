import { Campaign, mergedTally } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { date, decodeRow, orNull, UnexpectedRow } from '../rows.js';

const CampaignColumns = t.type({
  campaign_id: t.string,
  client: t.string,
  on_behalf_of: orNull(t.string),
  request_id: t.string,
  name: t.string,
  customer_segment: orNull(t.string),
  reason: orNull(t.string),
  start_at: orNull(date),
  customers: t.unknown,
  created_at: date,
  state: t.string,
  validating: t.boolean,
  rows: orNull(t.number),
  forecast: t.unknown,
  outcomes: t.unknown,
});

export const campaignColumns =
  'campaign_id, client, on_behalf_of, request_id, name, customer_segment, reason, start_at, customers, created_at, state, validating, rows';

const tallied = (schema: string, column: 'forecast' | 'tally'): string => `
  (select coalesce(json_agg(entry), '[]') from (
    select
      e ->> 'customerSegment' as "customerSegment", e ->> 'outcome' as outcome, e ->> 'problem' as problem,
      sum((e ->> 'rows')::integer) as rows
    from ${schema}.campaign_chunk k
    cross join jsonb_array_elements(k.${column}) e
    where k.campaign_id = c.campaign_id
    group by 1, 2, 3) entry)`;

/** Campaigns with their counts. The counts are summed over the chunks, so that chunks do not contend for a counter. */
export const selectCampaigns = (schema: string, condition: string): string => `
select ${campaignColumns}, ${tallied(schema, 'forecast')} as forecast, ${tallied(schema, 'tally')} as outcomes
from ${schema}.campaign c
${condition}`;

/** Campaigns without their counts, for workers. */
export const selectBareCampaigns = (schema: string, condition: string): string => `
select ${campaignColumns}, '[]'::json as forecast, '[]'::json as outcomes
from ${schema}.campaign
${condition}`;

/** The end of a campaign whose new state is the parameter 2. */
export const endedAt = `case when $2 in ('COMPLETED', 'CANCELLED') then now() end`;

const decodeCampaign = decode(Campaign);

export const campaignIn = (row: unknown): Campaign => {
  const columns = decodeRow(CampaignColumns)(row);
  const campaign = decodeCampaign({
    campaignId: columns.campaign_id,
    requestId: columns.request_id,
    initiator: columns.client,
    ...(columns.on_behalf_of === null ? {} : { onBehalfOf: columns.on_behalf_of }),
    name: columns.name,
    customerSegment: columns.customer_segment,
    reason: columns.reason,
    startAt: columns.start_at?.toISOString() ?? null,
    customers: columns.customers,
    createdAt: columns.created_at.toISOString(),
    state: columns.state,
    validating: columns.validating,
    rows: columns.rows,
    forecast: columns.forecast,
    outcomes: columns.outcomes,
  });
  if (E.isLeft(campaign))
    throw new UnexpectedRow(`a campaign: ${campaign.left.map(({ pointer, rule }) => `${pointer} ${rule}`).join('; ')}`);
  return {
    ...campaign.right,
    forecast: mergedTally(campaign.right.forecast),
    outcomes: mergedTally(campaign.right.outcomes),
  };
};
