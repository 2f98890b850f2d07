import { arrivalLaws } from './warehouse-laws/arrival-laws.js';
import { campaignLaws } from './warehouse-laws/campaign-laws.js';
import { claimLaws } from './warehouse-laws/claim-laws.js';
import { conflictLaws } from './warehouse-laws/conflict-laws.js';
import { deadLetterLaws } from './warehouse-laws/dead-letter-laws.js';
import { freshnessLaws } from './warehouse-laws/freshness-laws.js';
import { markLaws } from './warehouse-laws/mark-laws.js';
import { repairLaws } from './warehouse-laws/repair-laws.js';
import { reportLaws } from './warehouse-laws/report-laws.js';
import type { WarehouseLaw } from './warehouse-under-test.js';

/** The laws that every warehouse must keep. */
export const warehouseSuite: ReadonlyArray<WarehouseLaw> = [
  ...reportLaws,
  ...arrivalLaws,
  ...campaignLaws,
  ...claimLaws,
  ...markLaws,
  ...conflictLaws,
  ...freshnessLaws,
  ...deadLetterLaws,
  ...repairLaws,
];
