import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asCsv, crmExport } from './crm-export.js';

/* node --import=tsx crm-export/main.ts 100000 > export.csv */

const [count = '100000'] = process.argv.slice(2);
await pipeline(Readable.from(asCsv(crmExport(Number(count)))), process.stdout);
