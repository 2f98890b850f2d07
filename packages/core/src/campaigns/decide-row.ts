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

/** Decides one row on the facts of its customer. Null means no change. Synchronous, and safe to call again with newer facts. */
export type DecideRow = (
  campaign: Campaign,
  row: CampaignRow,
  facts: Facts,
  at: Instant,
) => E.Either<Rejected, CustomerChange | null>;

/**
 * Decides each row as `updateCustomerSegment` decides a call, with the same checks, rules, publication and envelope, and adds the
 * campaign's id. A customer that the filter no longer selects is not changed.
 */
export const decideRow = (deps: Deciding): DecideRow => {
  const prepared = prepare(deps);
  return (campaign, row, facts, at) => {
    const { campaignId, initiator: client, onBehalfOf = null, customers: filter } = campaign;
    const current = O.toNullable(facts.current);
    if (filter !== null && current !== null && !matches(filter, current)) return E.right(null);
    const body = {
      requestId: `${campaignId}.${row.line}`,
      customer: { refId: row.refId, externalId: row.externalId },
      customerSegment: row.customerSegment ?? campaign.customerSegment ?? undefined,
      reason: row.reason ?? campaign.reason,
    };
    const request = prepared(updateCustomerSegment, body, {
      client,
      onBehalfOf,
      expectedVersions: null,
      campaignId,
    });
    return E.isLeft(request) ? request : request.right.decide(facts, at);
  };
};
