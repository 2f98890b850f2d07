import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { postgresStore } from '@casm/adapter-postgres';
import { rateUsage } from './rate-usage.js';

/* DATABASE_URL=postgres://… node --import=tsx rating/main.ts rating/usage.ndjson */

const [file = ''] = process.argv.slice(2);
const store = postgresStore({ url: process.env['DATABASE_URL'] ?? '', schema: 'casm' });
try {
  const lines = createInterface({ input: createReadStream(file) });
  for await (const rated of rateUsage(store, lines)) process.stdout.write(`${JSON.stringify(rated)}\n`);
} finally {
  await store.close();
}
