import type { StoreFailure } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { onOneConnection } from '../connection.js';
import { toStoreFailure } from '../failures.js';
import type { PostgresConnection } from '../postgres-connection.js';

/** Hours without a new row after which a loader counts as stopped. */
const abandonedAfterHours = 24;

/*
 * A loader that appends, and a seal, hold a lock on their campaign, so both are skipped. A paused campaign has not
 * ended.
 */
const sweepStatement = (schema: string): string => `
with doomed as (
  select campaign_id from ${schema}.campaign c
  where case
    when rows is null then created_at < now() - $1 * interval '1 hour' and not exists (
      select from ${schema}.campaign_chunk k
      where k.campaign_id = c.campaign_id and k.appended_at >= now() - $1 * interval '1 hour')
    else state in ('COMPLETED', 'CANCELLED') and coalesce(ended_at, created_at) < now() - $2 * interval '1 day'
  end
  order by campaign_id
  limit 1
  for update skip locked
), rows_of_it as (
  delete from ${schema}.campaign_chunk k using doomed where k.campaign_id = doomed.campaign_id
)
delete from ${schema}.campaign c using doomed where c.campaign_id = doomed.campaign_id`;

/**
 * Each call removes, durably, one campaign with its rows: one whose loader stopped a day ago, or one that ended more
 * than `days` days ago; null keeps these for ever. Returns whether there was one. It may have millions of rows, so it
 * uses its own connection without a statement timeout.
 */
export const campaignSweep = (connection: PostgresConnection) => {
  const text = sweepStatement(connection.schema);
  return (days: number | null): TE.TaskEither<StoreFailure, boolean> =>
    TE.tryCatch(
      () =>
        onOneConnection(
          connection,
          'casm-campaign-sweep',
          async (client) => ((await client.query(text, [abandonedAfterHours, days])).rowCount ?? 0) > 0,
        ),
      toStoreFailure,
    );
};
