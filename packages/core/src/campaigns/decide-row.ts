import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Instant } from '../domain/codecs.js';
import type { CustomerChange, Facts } from '../domain/decision.js';
import type { Rejected } from '../domain/rejection.js';
import { type Deciding, prepare } from '../operations/prepare.js';
import { updateCustomerSegment } from '../operations/update-customer-segment.js';
import type { Campaign } from './campaign.js';
import { matches } from './campaign-filter.js';
import type { CampaignRow } from './campaign-row.js';

/** What a row asks for, decided on the facts of its customer; synchronous, and safe to run again on newer facts. Null: nothing. */
export type DecideRow = (
  campaign: Campaign,
  row: CampaignRow,
  facts: Facts,
  at: Instant,
) => E.Either<Rejected, CustomerChange | null>;

/**
 * Decides each row as `updateCustomerSegment` decides a call: the same checks, rules, publication and envelope, with the
 * campaign's id in it. A customer that the filter would no longer choose stays as it is.
 */
export const decideRow = (deps: Deciding): DecideRow => {
  const prepared = prepare(deps);
  return (campaign, row, facts, at) => {
    const { campaignId, initiator: client, customers: filter } = campaign;
    const current = O.toNullable(facts.current);
    if (filter !== null && current !== null && !matches(filter, current)) return E.right(null);
    const body = {
      requestId: `${campaignId}.${row.line}`,
      customer: { refId: row.refId, externalId: row.externalId },
      customerSegment: row.customerSegment ?? campaign.customerSegment ?? undefined,
      reason: row.reason ?? campaign.reason,
    };
    const request = prepared(updateCustomerSegment, body, { client, expectedVersions: null, campaignId });
    return E.isLeft(request) ? request : request.right.decide(facts, at);
  };
};
