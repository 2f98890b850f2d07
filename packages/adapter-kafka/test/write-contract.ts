import { mkdir, writeFile } from 'node:fs/promises';
import { contractFiles } from './committed-contract.js';

for (const { file, text } of contractFiles) {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, text);
}
