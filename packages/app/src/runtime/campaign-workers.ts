import { type CampaignsService, type Log, startCampaigns } from '@casm/services';
import type { CampaignSettings } from '../settings.js';
import type { ApiParts } from './parts.js';

/** Works on campaigns in a serving process, as much as the settings allow. */
export const startCampaignWorkers = (
  { store, useCases: { newId, topicsFor, rules = [] }, ceiling, latency, events }: ApiParts,
  { campaignWorkers: workers, campaignRowsPerSecond: rowsPerSecond, campaignCallLatencyMs }: CampaignSettings,
  log: Log,
): CampaignsService =>
  startCampaigns({
    store,
    deciding: { newId, topicsFor, rules },
    ceiling,
    workers,
    limits: { callLatencyMs: campaignCallLatencyMs, ...(rowsPerSecond === null ? {} : { rowsPerSecond }) },
    callLatency: latency.p99,
    log,
    onWorked: (chunk, durationMs) => void events.emit('chunk', chunk, durationMs),
  });
