import { lawsFor, replicaSuite, succeeds } from '@casm/core/testing';
import { startPostgres, waitUntil } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { postgresReplica, postgresStore } from '../src/index.js';
import { freshSchema } from './fresh-store.js';

const primary = await startPostgres();
const standby = await primary.standby({ wal_retrieve_retry_interval: '200ms' });
test.after.always(() => Promise.all([standby.stop(), primary.stop()]));

for (const { name, check } of lawsFor(replicaSuite, []).laws)
  // They share the standby, whose replay some of them pause.
  test.serial(`PostgreSQL replica: ${name}`, async (t) => {
    const onStandby = new pg.Client({ connectionString: standby.url });
    onStandby.on('error', () => undefined);
    await onStandby.connect();
    const closing: Array<() => Promise<unknown>> = [
      () => onStandby.query('select pg_wal_replay_resume()'),
      () => onStandby.end(),
    ];
    t.teardown(async () => {
      for (const close of closing) await close();
    });
    await t.notThrowsAsync(
      check(async ({ catalogue, clock, maxLagMs }) => {
        const schema = await freshSchema(primary.url);
        const connection = { schema, role: `${schema}_service` };
        const store = postgresStore({
          url: primary.url,
          ...connection,
          maxWaitMs: 60_000,
          ...(clock === undefined ? {} : { clock }),
        });
        const replica = postgresReplica({
          primary: { url: primary.url, ...connection },
          replica: { url: standby.url, ...connection },
          maxLagMs,
        });
        closing.push(store.close, replica.close);
        await succeeds(store.catalogue.seed(catalogue));
        await waitUntil(() => replica.status().trouble === null, {
          deadlineMs: 10_000,
          describe: () => `the replica serves reads: ${JSON.stringify(replica.status())}`,
        });
        return {
          store,
          replica,
          pause: async () => void (await onStandby.query('select pg_wal_replay_pause()')),
          resume: async () => void (await onStandby.query('select pg_wal_replay_resume()')),
          stop: replica.close,
        };
      }),
    );
  });
