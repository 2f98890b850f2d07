import { writeFile } from 'node:fs/promises';
import { settingsFiles } from './committed-settings.js';

for (const { file, text } of settingsFiles) await writeFile(file, text);
