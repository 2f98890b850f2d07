import { writeFile } from 'node:fs/promises';
import { metricsFile } from './committed-metrics.js';
import { settingsFiles } from './committed-settings.js';

for (const { file, text } of [...settingsFiles, metricsFile]) await writeFile(file, text);
