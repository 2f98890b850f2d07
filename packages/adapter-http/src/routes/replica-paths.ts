import { entryKinds } from '@casm/core';
import type { ReplicaUse } from '../replica-preference.js';
import { always } from '../route.js';
import { campaignsPath } from './campaign-entry.js';
import { catalogueBaseOf } from './catalogue-routes.js';
import { transactionsPath } from './customer-routes.js';
import { customersPath } from './operation-places.js';

/** A path of reads that a replica may answer. */
export interface ReplicaPath extends ReplicaUse {
  readonly path: string;
}

/** For `serve`: the reads that a replica may answer. None of them waits for another read of the store. */
export const replicaPaths: ReadonlyArray<ReplicaPath> = [
  { path: customersPath, unless: ['changedSince'] },
  ...[
    ...['read', 'segment-history', 'state-history'].map((read) => `${customersPath}/${read}`),
    transactionsPath,
    campaignsPath,
    ...['', '/rows', '/rows.csv'].map((read) => `${campaignsPath}/:campaignId${read}`),
    ...Object.values(entryKinds)
      .map(catalogueBaseOf)
      .flatMap((base) => [base, `${base}/:code`]),
  ].map((path) => ({ path, ...always })),
];
