import { entryKinds } from '@casm/core';
import { campaignsPath } from './campaign-entry.js';
import { catalogueBaseOf } from './catalogue-routes.js';
import { transactionsPath } from './customer-routes.js';
import { customersPath } from './operation-places.js';

/** For `serve`: the paths of the reads that a replica may answer. None of them waits for another read of the store. */
export const replicaPaths: ReadonlyArray<string> = [
  customersPath,
  ...['read', 'segment-history', 'state-history'].map((read) => `${customersPath}/${read}`),
  transactionsPath,
  campaignsPath,
  ...['', '/rows', '/rows.csv'].map((read) => `${campaignsPath}/:campaignId${read}`),
  ...Object.values(entryKinds)
    .map(catalogueBaseOf)
    .flatMap((base) => [base, `${base}/:code`]),
];
