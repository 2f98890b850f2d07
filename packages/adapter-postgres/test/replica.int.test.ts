import {
  type Customer,
  perform,
  placeCampaign,
  type ReadFailure,
  type ReplicaReading,
  standingAfter,
  updateCustomerSegment,
} from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { startPostgres, testDatabase, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import pg from 'pg';
import { migrateOperational, postgresReplica, type PostgresReplicaOptions, postgresStore } from '../src/index.js';

const primary = await startPostgres();
const standby = await primary.standby({ max_standby_streaming_delay: '1s', wal_retrieve_retry_interval: '200ms' });
test.after.always(() => Promise.all([standby.stop(), primary.stop()]));

const sessionOn = async (t: ExecutionContext, url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  t.teardown(() => client.end());
  return client;
};

let schemas = 0;

/** A store on a fresh schema of the primary, and its replica on the standby, which serves reads. */
const inUse = async (t: ExecutionContext, given: Partial<PostgresReplicaOptions> = {}) => {
  schemas += 1;
  const schema = `replica_${schemas}`;
  await migrateOperational({ url: primary.url, schema });
  const connection = { schema, role: `${schema}_service` };
  const store = postgresStore({
    url: primary.url,
    ...connection,
    maxWaitMs: 60_000,
  });
  const replica = postgresReplica({
    primary: { url: primary.url, ...connection },
    replica: { url: standby.url, ...connection },
    ...given,
  });
  t.teardown(() => Promise.all([store.close(), replica.close()]));
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const writes = writesTo(store.customers, numberedIds(schema));
  const move = async ({ refId }: Customer, customerSegment: string): Promise<number> => {
    const request = { requestId: writes.newId(), customer: { refId }, customerSegment };
    const receipt = await succeeds(perform(writes)(updateCustomerSegment)(request, context()));
    return receipt.transaction.payload.customer.version;
  };
  const onStandby = await sessionOn(t, standby.url);
  const fault = () => replica.status().trouble?.fault ?? null;
  const becomes = (expected: string | null) =>
    waitUntil(() => fault() === expected, {
      deadlineMs: 10_000,
      describe: () => `${expected}: ${JSON.stringify(replica.status())}`,
    });
  /** The version of a customer there, with its age; the fault if it is not served. */
  const versionThere = async ({ refId }: Customer, reading: ReplicaReading = replica.begin(null)) => {
    const before = { ...replica.status().refused };
    const found = await reading.ports.customers.find({ refId })();
    if (E.isRight(found))
      return { version: O.isSome(found.right) ? found.right.value.version : null, lagMs: reading.lagMs() };
    const now: Readonly<Record<string, number>> = replica.status().refused;
    const earlier: Readonly<Record<string, number>> = before;
    return { fault: Object.keys(now).find((name) => now[name] !== earlier[name]) };
  };
  const arrived = (customer: Customer, version: number) =>
    waitUntil(async () => (await versionThere(customer)).version === version, {
      deadlineMs: 10_000,
      describe: () => `version ${version} is on the replica: ${JSON.stringify(replica.status())}`,
    });
  const pause = () => onStandby.query('select pg_wal_replay_pause()');
  const resume = () => onStandby.query('select pg_wal_replay_resume()');
  t.teardown(() => resume().catch(() => undefined));
  await becomes(null);
  return { schema, connection, store, replica, writes, move, becomes, versionThere, arrived, pause, resume, onStandby };
};

/** Waits until the replica tells an age of at least `ms`. */
const aged = (replica: { readonly status: () => { readonly lagMs: number | null } }, ms: number) =>
  waitUntil(() => (replica.status().lagMs ?? 0) >= ms, {
    deadlineMs: 10_000,
    describe: () => `the state is ${ms} ms old: ${JSON.stringify(replica.status())}`,
  });

test.serial(
  'a replica that replays nothing serves its old state with its age, and nothing beyond the bound',
  async (t) => {
    const { replica, writes, move, becomes, versionThere, arrived, pause, resume } = await inUse(t, { maxLagMs: 3000 });
    const customer = await anActiveCustomer(writes);
    await arrived(customer, await move(customer, 'SOHO'));
    await pause();
    const newer = await move(customer, 'BUSINESS');
    await aged(replica, 1500);
    const old = await versionThere(customer);
    t.is(old.version, newer - 1);
    t.true((old.lagMs ?? 0) >= 1000, JSON.stringify(old));
    t.deepEqual(await versionThere(customer, replica.begin(500)), { fault: 'behind' }, 'the caller allows less');
    const shared = [null, 500, null, 500, null, 500].map((mostLagMs) =>
      replica.begin(mostLagMs).ports.customers.find({ refId: customer.refId })(),
    );
    t.deepEqual(
      (await Promise.all(shared)).map(E.isRight),
      [true, false, true, false, true, false],
      'each by its own bound',
    );
    await becomes('behind');
    t.deepEqual(await versionThere(customer), { fault: 'behind' });
    t.true((replica.status().lagMs ?? 0) > 3000);
    await resume();
    await becomes(null);
    await arrived(customer, newer);
  },
);

test.serial('a state has every change that was answered before the age that is told', async (t) => {
  const { replica, writes, move, versionThere, pause, resume } = await inUse(t, { maxLagMs: 60_000 });
  const customer = await anActiveCustomer(writes);
  const answered: Array<{ readonly version: number; readonly at: number }> = [];
  const end = performance.now() + 4000;
  const write = async (): Promise<void> => {
    while (performance.now() < end) {
      const version = await move(customer, answered.length % 2 === 0 ? 'SOHO' : 'BUSINESS');
      answered.push({ version, at: performance.now() });
    }
  };
  let [served, old] = [0, 0];
  const read = async (): Promise<void> => {
    while (performance.now() < end) {
      const begun = performance.now();
      const { version, lagMs } = await versionThere(customer, replica.begin(null));
      if (version === undefined || version === null || lagMs === undefined || lagMs === null) continue;
      served += 1;
      const least = answered.findLast(({ at }) => at < begun - lagMs)?.version ?? 0;
      if (version < least) t.fail(`version ${version} with an age of ${lagMs} ms, ${least} had been answered before`);
      if (version < (answered.at(-1)?.version ?? 0)) old += 1;
    }
  };
  const hinder = async (): Promise<void> => {
    while (performance.now() < end) {
      await pause();
      await aged(replica, 700);
      await resume();
      await aged(replica, 0);
    }
  };
  await Promise.all([write(), read(), read(), hinder()]);
  t.true(served > 50, `${served} reads`);
  t.true(old > 0, 'some states were old');
});

test.serial('a replica whose schema is older than the release is not used', async (t) => {
  const { pause, resume, store, becomes: first } = await inUse(t);
  await pause();
  const schema = 'replica_later';
  await migrateOperational({ url: primary.url, schema });
  const replica = postgresReplica({
    primary: { url: primary.url, schema },
    replica: { url: standby.url, schema },
    maxLagMs: 60_000,
  });
  t.teardown(replica.close);
  const fault = () => replica.status().trouble?.fault ?? null;
  await waitUntil(() => fault() === 'unusable', {
    deadlineMs: 10_000,
    describe: () => JSON.stringify(replica.status()),
  });
  t.regex(replica.status().trouble?.detail ?? '', /replica_later is not there/);
  await resume();
  await waitUntil(() => fault() === null, { deadlineMs: 10_000, describe: () => JSON.stringify(replica.status()) });
  await first(null);
  await succeeds(store.ping);
  t.pass();
});

test.serial('a statement that is in the way of the replay is cancelled, which is told as a conflict', async (t) => {
  const { schema, connection, onStandby, writes, arrived, versionThere } = await inUse(t, {
    maxLagMs: 60_000,
    timeoutMs: 20_000,
  });
  const customer = await anActiveCustomer(writes);
  await arrived(customer, customer.version);
  const session = await sessionOn(t, primary.url);
  await session.query(
    `create policy slow on ${schema}.customer to ${connection.role} using (pg_sleep(10) is not null)`,
  );
  await session.query(`alter table ${schema}.customer enable row level security`);
  const enabled = `select relrowsecurity as slow from pg_class where oid = '${schema}.customer'::regclass`;
  const sleeping = `select count(*)::integer as n from pg_stat_activity
    where application_name = 'casm-replica-reads' and wait_event = 'PgSleep'`;
  const told = async (text: string): Promise<unknown> =>
    Object.values((await onStandby.query<object>(text)).rows[0] ?? {})[0];
  await waitUntil(async () => (await told(enabled)) === true, { deadlineMs: 10_000, describe: () => 'it is slow' });
  const read = versionThere(customer);
  await waitUntil(async () => (await told(sleeping)) === 1, { deadlineMs: 10_000, describe: () => 'it sleeps' });
  await session.query(`alter table ${schema}.customer disable row level security`);
  t.deepEqual(await read, { fault: 'conflict' });
  await arrived(customer, customer.version);
});

test.serial('results of a campaign are served when it has ended on the replica', async (t) => {
  const { schema, store, replica, writes, onStandby } = await inUse(t);
  async function* rows() {
    yield E.right([{ line: 1, refId: null, externalId: 'CRM-1', customerSegment: null, reason: null }]);
  }
  const place = placeCampaign({ ...store, newId: writes.newId, now: () => new Date().toISOString() });
  const order = { requestId: writes.newId(), name: 'spring', customerSegment: 'SOHO' };
  const { campaign } = await succeeds(place(order, 'marketing', rows()));
  const { campaignId } = campaign;
  const results = () =>
    replica.begin(null).ports.campaigns.results(campaignId, { outcome: null, after: 0, limit: 9 })();
  const isThere = (state: string) =>
    waitUntil(
      async () => {
        const found = await replica.begin(null).ports.campaigns.find(campaignId)();
        return E.isRight(found) && O.isSome(found.right) && found.right.value.state === state;
      },
      { deadlineMs: 10_000, describe: () => `the campaign is ${state} there` },
    );
  await isThere('DRAFT');
  const open = async () =>
    (
      await onStandby.query<object>(
        `select pid from pg_stat_activity where application_name = 'casm-replica-reads' and query like '%${schema}.%'`,
      )
    ).rows;
  const before = await open();
  t.true(E.isLeft(await results()));
  t.is(replica.status().refused.behind, 1);
  t.deepEqual(await open(), before, 'the refusal closes no connection');
  await succeeds(store.campaigns.move(campaignId, standingAfter('CANCELLED', { skipValidation: true })));
  await isThere('CANCELLED');
  t.deepEqual(await results(), E.right([]));
});

test.serial(
  'a replica that hangs or dies refuses in time, harms no read of the store, and is used again',
  async (t) => {
    const { store, writes, move, becomes, versionThere, arrived } = await inUse(t, { timeoutMs: 1000 });
    const customer = await anActiveCustomer(writes);
    await arrived(customer, await move(customer, 'SOHO'));
    await standby.freeze();
    const since = performance.now();
    let pending = true;
    const late = Promise.all(Array.from({ length: 20 }, () => versionThere(customer))).finally(() => (pending = false));
    let slowest = 0;
    while (pending) {
      const begun = performance.now();
      await succeeds(store.customers.find({ refId: customer.refId }));
      slowest = Math.max(slowest, performance.now() - begun);
    }
    await late;
    t.true(performance.now() - since < 5000, 'the reads of the replica are refused in time');
    t.true(slowest < 2000, `a read of the store took ${slowest} ms meanwhile`);
    await move(customer, 'BUSINESS');
    await becomes('unreachable');
    t.deepEqual(await versionThere(customer), { fault: 'unreachable' });
    await standby.thaw();
    await becomes(null);
    await standby.kill();
    await becomes('unreachable');
    await standby.restart();
    await becomes(null);
    await arrived(customer, await move(customer, 'SOHO'));
  },
);

test.serial('a primary, and a standby of another cluster or timeline, are not used', async (t) => {
  const { connection, versionThere, becomes, writes, replica: watched } = await inUse(t);
  const customer = await anActiveCustomer(writes);
  const faultWith = async (primaryUrl: string, replicaUrl: string): Promise<string | undefined> => {
    const replica = postgresReplica({
      primary: { url: primaryUrl, schema: connection.schema },
      replica: { url: replicaUrl, schema: connection.schema },
    });
    t.teardown(replica.close);
    const fault = () => replica.status().trouble?.fault;
    const isKnown = () => fault() !== undefined && fault() !== 'age-unknown';
    await waitUntil(isKnown, { deadlineMs: 10_000, describe: () => JSON.stringify(replica.status()) });
    const refused: E.Either<ReadFailure, unknown> = await replica
      .begin(null)
      .ports.customers.find({ refId: customer.refId })();
    t.true(E.isLeft(refused));
    return fault();
  };
  t.is(await faultWith(primary.url, primary.url), 'no-standby');
  const other = await testDatabase();
  t.is(await faultWith(other.url, standby.url), 'other-cluster');
  const promoted = await primary.standby();
  t.teardown(promoted.stop);
  const session = await sessionOn(t, promoted.url);
  const onStandby = await sessionOn(t, standby.url);
  const followFrom = async (conninfo: string) => {
    await onStandby.query(`alter system set primary_conninfo = '${conninfo}'`);
    await onStandby.query('select pg_reload_conf()');
  };
  // A standby that has more of the log than the promoted one could not follow it.
  await followFrom('');
  const isTrue = async (client: pg.Client, text: string): Promise<boolean> =>
    Object.values((await client.query<object>(text)).rows[0] ?? {})[0] === true;
  await waitUntil(() => isTrue(onStandby, 'select not exists (select from pg_stat_wal_receiver)'), {
    deadlineMs: 10_000,
    describe: () => 'the standby receives nothing',
  });
  const { rows } = await onStandby.query<{ readonly lsn: string }>(
    'select greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::text as lsn',
  );
  await waitUntil(() => isTrue(session, `select pg_last_wal_replay_lsn() >= '${rows[0]?.lsn ?? ''}'::pg_lsn`), {
    deadlineMs: 10_000,
    describe: () => 'the one to promote has as much of the log',
  });
  await session.query('select pg_promote()');
  t.is(await faultWith(promoted.url, standby.url), 'other-timeline');
  await followFrom(`host=127.0.0.1 port=${new URL(promoted.url).port} user=postgres`);
  const followed = postgresReplica({
    primary: { url: promoted.url, schema: connection.schema },
    replica: { url: standby.url, schema: connection.schema },
  });
  t.teardown(followed.close);
  await session.query('checkpoint');
  await waitUntil(
    async () => {
      // A restartpoint tells the timeline; by itself it comes with the next checkpoint.
      await onStandby.query('checkpoint');
      return followed.status().trouble === null;
    },
    { deadlineMs: 40_000, describe: () => `it follows the new primary: ${JSON.stringify(followed.status())}` },
  );
  t.true(E.isRight(await followed.begin(null).ports.customers.find({ refId: customer.refId })()));
  await onStandby.query('select pg_promote()');
  await becomes('no-standby');
  t.deepEqual(await versionThere(customer), { fault: 'no-standby' });
  t.truthy(watched.status().trouble);
});
