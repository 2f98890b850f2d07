export { readCampaignFile } from './read-campaign-file.js';
export type { CampaignFile, CampaignFileFormat } from './read-campaign-file.js';
export { resultsAsCsv, resultsCsvHeader } from './results-csv.js';
