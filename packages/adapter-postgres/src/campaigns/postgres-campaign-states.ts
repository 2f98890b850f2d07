import { CampaignState, type StoreFailure } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from '../connection-pool.js';
import { toStoreFailure } from '../failures.js';
import { decodeRows, whole } from '../rows.js';

/** The number of campaigns in one state. A campaign whose dry run is in progress is DRAFT. */
export interface CampaignsInState {
  readonly state: CampaignState;
  readonly campaigns: number;
}

/** Counts the campaigns, not their rows. */
export const postgresCampaignStates = (
  pool: Pool,
  schema: string,
): TE.TaskEither<StoreFailure, ReadonlyArray<CampaignsInState>> =>
  TE.tryCatch(async () => {
    const { rows } = await pool.query(
      `select state, count(*) as campaigns from ${schema}.campaign group by state order by state`,
    );
    return decodeRows(t.type({ state: CampaignState, campaigns: whole }))(rows);
  }, toStoreFailure);
