import { succeeds } from '@casm/core/testing';
import test from 'ava';
import pg from 'pg';
import { migrateWarehouse, postgresWarehouse } from '../src/index.js';
import { url } from './database.js';

const schema = `dwh_latency_${process.pid}`;
const client = new pg.Client({ connectionString: url });

test.before(async () => {
  await client.connect();
  await migrateWarehouse({ url, schema });
});
test.after.always(() => client.end());

/** A version that was applied so long ago, seven seconds after its change. */
const applied = (refId: string, ago: string) =>
  client.query(
    `insert into ${schema}.customer_version
      (ref_id, version, valid_from, operation, initiator, request_id, transaction_id, customer, changes, applied_at)
    values ($1, 1, now() - $2::interval - interval '7 s', 'createCustomer', 'crm', $1, $1, '{}', '[]', now() - $2::interval)`,
    [refId, ago],
  );

test('versions that were applied more than five minutes ago do not count towards the latency', async (t) => {
  const { reports, close } = postgresWarehouse({ url, schema, role: `${schema}_subscriber`, timeZone: 'UTC' });
  t.teardown(close);
  const latest = async () => (await succeeds(reports.freshness)).latestMs;
  await applied('a', '5 minutes 1 second');
  t.is(await latest(), null);
  await applied('b', '4 minutes');
  t.deepEqual(await latest(), { p50: 7000, p99: 7000, max: 7000 });
});
