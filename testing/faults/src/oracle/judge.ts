import type { Evidence } from '../evidence.js';
import type { Violation } from '../violation.js';
import { judgeAnswers } from './answers.js';
import { judgeCampaigns } from './campaigns.js';
import { judgeTables } from './tables.js';
import { judgeTopics } from './topic.js';
import { judgeWarehouse } from './warehouse.js';

/** Every violation that the evidence shows. Shares no code with the product. */
export const judge = (evidence: Evidence): ReadonlyArray<Violation> => [
  ...judgeAnswers(evidence),
  ...judgeTables(evidence),
  ...judgeTopics(evidence),
  ...judgeWarehouse(evidence),
  ...judgeCampaigns(evidence),
];
