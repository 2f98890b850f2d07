import { settledRows } from '@casm/core';
import * as O from 'fp-ts/lib/Option.js';
import type { Config } from '../config.js';
import { UserError } from '../user-error.js';
import { closing, found, storeFor, warehouseToRead } from './operator.js';
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
  const campaign = O.toNullable(
    await closing(await storeFor(config, dataDir, 'service'), ({ campaigns }) => found(campaigns.find(campaignId))),
  );
  if (campaign === null) throw new UserError(`there is no campaign ${campaignId}`);
  const { state, rows, outcomes } = campaign;
  const published = settledRows({ outcomes: outcomes.filter(({ outcome }) => outcome === 'CHANGED') });
  out(`${state}: ${published} of ${rows ?? 0} rows have changed their customer and are published`);
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
