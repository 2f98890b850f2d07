import { type ReadFailure, type ReplicaPorts, type StoreFailure, storeUnavailable } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { campaignReadsIn } from '../campaigns/campaign-reads.js';
import { readCatalogue } from '../catalogue/postgres-catalogue.js';
import type { Connection } from '../connection-pool.js';
import { customerListIn } from '../postgres-customer-directory.js';
import { customerHistoryIn } from '../postgres-customer-history.js';
import { postgresTransactionLog } from '../postgres-transaction-log.js';
import type { RunRead } from '../read-path/reads.js';
import { ReplicaRefusal } from './replica-refusal.js';

/** The port of campaigns knows no Overloaded. */
const asStoreFailure = (failure: ReadFailure): StoreFailure =>
  failure._tag === 'Overloaded' ? storeUnavailable('too many reads wait for the replica') : failure;

/** The state is young enough for other reads, and lacks what this one needs. */
const notReplayedYet = (message: string): ReplicaRefusal =>
  new ReplicaRefusal('behind', message, { keepsConnection: true });

/** A page of a history that goes on from a version has a gap where the server has not reached that version. */
const mustHaveReached = (version: number | null, before: number | null): void => {
  if (before !== null && (version ?? 0) < before)
    throw notReplayedYet(`the customer has not reached version ${before}`);
};

type Find = ReplicaPorts['customers']['find'];

/** The read ports on whatever connections `run` has. Statements are made once. */
export const replicaPortsIn = (schema: string): ((run: RunRead, find: Find) => ReplicaPorts) => {
  const [listWith, historyWith] = [customerListIn(schema), customerHistoryIn(schema)];
  const campaigns = campaignReadsIn(schema);

  /** The results of an ended campaign are final, so that they are complete where its end is known. */
  const mustHaveEnded = async (connection: Connection, campaignId: string): Promise<void> => {
    const found = await campaigns.find(connection, campaignId);
    if (O.isSome(found) && ['COMPLETED', 'CANCELLED'].includes(found.value.state)) return;
    throw notReplayedYet('the campaign has not ended');
  };

  return (run, find) => ({
    customers: { find },
    history: historyWith(run, mustHaveReached),
    directory: { list: listWith(run) },
    transactions: postgresTransactionLog(run, schema),
    catalogue: { read: run((connection) => readCatalogue(connection, schema)) },
    campaigns: {
      find: (campaignId) =>
        pipe(
          run((connection) => campaigns.find(connection, campaignId)),
          TE.mapLeft(asStoreFailure),
        ),
      list: (before, limit) =>
        pipe(
          run((connection) => campaigns.list(connection, before, limit)),
          TE.mapLeft(asStoreFailure),
        ),
      results: (campaignId, page) =>
        pipe(
          run(async (connection) => {
            await mustHaveEnded(connection, campaignId);
            return campaigns.results(connection, campaignId, page);
          }),
          TE.mapLeft(asStoreFailure),
        ),
    },
  });
};
