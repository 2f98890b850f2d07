import { changedRows } from '@casm/core';
import type { Config } from '../config.js';
import { campaignOf, withStore } from './campaign.js';
import { closing, found, warehouseToRead } from './operator.js';
import { table } from './table.js';

/** What of a campaign has been committed and applied, and its customers by segment before and after. */
export const dwhCampaign = async (
  config: Config,
  campaignId: string,
  dataDir: string,
  out: (text: string) => void,
): Promise<void> => {
  const { applied, latestOccurredAt, segments } = await closing(await warehouseToRead(config, dataDir), ({ reports }) =>
    found(reports.campaign(campaignId)),
  );
  const campaign = await withStore(config, dataDir, (store) => campaignOf(store, campaignId));
  const { state, rows } = campaign;
  out(`${state}: ${changedRows(campaign)} of ${rows ?? 0} rows have changed their customer`);
  out(
    `${applied} of these changes are in the warehouse${latestOccurredAt === null ? '' : `, the latest of ${latestOccurredAt}`}`,
  );
  if (segments.length > 0)
    out(
      table(
        ['segment', 'customers before', 'after'],
        segments.map(({ customerSegment, before, after }) => [customerSegment ?? '(none)', before, after]),
      ),
    );
};
