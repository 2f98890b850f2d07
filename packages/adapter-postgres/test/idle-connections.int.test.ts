import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import { openPool } from '../src/connection.js';
import { url } from './database.js';

/** The sockets that keep this process alive. */
const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

test('connections that nothing uses keep no process alive, also those that stay open', async (t) => {
  const before = sockets();
  const pool = openPool({ url, schema: 'idle' }, { name: 'idle', min: 1 });
  t.teardown(() => pool.end());
  await pool.query('select 1');
  await waitUntil(() => sockets() === before, { deadlineMs: 20_000, describe: 'no socket keeps the process alive' });
  t.deepEqual(pool.status(), { inUse: 0, idle: 1, waiting: 0 });
  const lent = await pool.connect();
  t.is(sockets(), before + 1);
  lent.release();
});
