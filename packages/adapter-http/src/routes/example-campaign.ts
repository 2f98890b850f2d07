import {
  type Campaign,
  campaignEffectOf,
  customerNamedBy,
  decideRow,
  draftOf,
  exampleCatalogue,
  foldIntoWarehouse,
  planChunk,
  type RowResult,
  rowsOfOrder,
  tallyOf,
  toTopics,
} from '@casm/core';
import { shownCampaign, shownResult } from './shown-campaign.js';
import { exampleCustomer, lastTransaction } from './example-customer.js';

/*
 * The campaign in the examples of the documents: two rows, one of them the customer of the other examples. Its results
 * are computed by the production code.
 */

export const exampleOrder = {
  requestId: 'crm-campaign-1',
  name: 'Spring re-segmentation',
  customerSegment: 'BUSINESS',
  reason: 'the tariff is closed',
  rows: [{ externalId: exampleCustomer.externalId ?? '' }, { externalId: 'CRM-9999' }],
};

export const exampleCampaignId = '01a20d54-4f70-7a3e-9c51-0000000000c1';
const transactionId = '01a20d54-4f70-7a3e-9c51-0000000000c2';
export const exampleMoment = '2026-09-01T00:00:00.000Z';

const draft = draftOf(exampleCampaignId, 'crm', exampleOrder, exampleMoment);
export const exampleDraft: Campaign = { ...draft, rows: exampleOrder.rows.length };
export const exampleRunning: Campaign = { ...exampleDraft, state: 'RUNNING' };

const decided = planChunk(
  exampleRunning,
  rowsOfOrder(exampleOrder.rows).map((row) => ({
    row,
    current:
      customerNamedBy(row)?.externalId === exampleCustomer.externalId
        ? { customer: exampleCustomer, occurredAt: lastTransaction.occurredAt }
        : null,
    isDuplicate: false,
  })),
  exampleCatalogue,
  decideRow({ newId: () => transactionId, topicsFor: toTopics() }),
  exampleMoment,
);

export const exampleCompleted: Campaign = shownCampaign({
  ...exampleDraft,
  state: 'COMPLETED',
  outcomes: tallyOf(decided),
});
/** In the warehouse, which had the customer as it was before. */
export const exampleEffect = campaignEffectOf(
  foldIntoWarehouse(
    { transactionIdOf: () => undefined, current: () => exampleCustomer },
    decided.flatMap(({ write }) => (write === null ? [] : [write.change.transaction])),
  ).campaigns,
);
/** In the form of the store. */
export const exampleRows: ReadonlyArray<RowResult> = decided.map(({ result }) => result);
export const exampleResults: ReadonlyArray<RowResult> = exampleRows.map(shownResult);

/** A campaign from a file. */
export const exampleFile = 'externalId,customerSegment\nCRM-1001,SOHO\nCRM-1002,BUSINESS\n';
export const exampleUploadId = '01a20d54-4f70-7a3e-9c51-0000000000c3';
export const exampleUpload: Campaign = {
  ...draftOf(exampleUploadId, 'crm', { requestId: 'crm-campaign-2', name: exampleOrder.name }, exampleMoment),
  rows: 2,
};
