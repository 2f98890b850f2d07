import { mkdir, writeFile } from 'node:fs/promises';
import { generatedSources } from './generated-sources.js';

for (const { file, text } of await generatedSources()) {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, text);
}
