import { readFile } from 'node:fs/promises';
import { postgresStore } from '@casm/adapter-postgres';
import { chargeIn, invoicesFor, monthOf } from './invoices.js';

/* DATABASE_URL=postgres://… node --import=tsx billing-run/main.ts 2026-01 billing-run/charges-january.ndjson */

const [month = '', file = ''] = process.argv.slice(2);
const [year = Number.NaN, number = Number.NaN] = month.split('-').map(Number);
const store = postgresStore({ url: process.env['DATABASE_URL'] ?? '', schema: 'casm' });
try {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const invoices = await invoicesFor(store, lines.map(chargeIn), monthOf(year, number));
  for (const invoice of invoices) process.stdout.write(`${JSON.stringify(invoice)}\n`);
} finally {
  await store.close();
}
