import { waitUntil } from '@casm/test-engines';
import type { BenchDatabase } from './database.js';

const longestMs = 1_800_000;

/** Resolves with `performance.now()` when it is done. */
const until = async (describe: string, done: () => Promise<boolean>): Promise<number> => {
  await waitUntil(done, { deadlineMs: longestMs, describe });
  return performance.now();
};

export const untilCompleted = ({ query }: BenchDatabase, campaignId: string): Promise<number> =>
  until(
    'the campaign is completed',
    async () => (await query('select state from casm.campaign where campaign_id = $1', [campaignId])) === 'COMPLETED',
  );

/** The number of rows of each outcome. */
export const outcomesOf = async (
  { query }: BenchDatabase,
  campaignId: string,
): Promise<ReadonlyMap<string, number>> => {
  const outcomes = await query(
    `select string_agg(outcome || ' ' || rows, ',') from (
       select entry ->> 'outcome' as outcome, sum((entry ->> 'rows')::bigint) as rows
       from casm.campaign_chunk cross join jsonb_array_elements(tally) as entry
       where campaign_id = $1 group by 1 order by 1) as by_outcome`,
    [campaignId],
  );
  return new Map(
    outcomes.split(',').map((entry) => {
      const [outcome = '', rows] = entry.split(' ');
      return [outcome, Number(rows)] as const;
    }),
  );
};

/** Waits until the warehouse has so many changes of the campaign. */
export const untilInWarehouse = ({ query }: BenchDatabase, campaignId: string, changes: number): Promise<number> =>
  until('the warehouse has the campaign', async () => {
    const applied = await query(
      'select coalesce(sum(customers), 0)::text from casm_dwh.campaign_move where campaign_id = $1',
      [campaignId],
    );
    return Number(applied) >= changes;
  });
