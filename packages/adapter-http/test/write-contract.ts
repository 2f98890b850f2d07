import { writeFile } from 'node:fs/promises';
import { committedDocument, documentText } from './committed-document.js';

await writeFile(committedDocument, documentText());
