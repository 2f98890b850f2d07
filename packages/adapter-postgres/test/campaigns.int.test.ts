import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  type Customer,
  decideRow,
  exampleCatalogue,
  perform,
  placeCampaign,
  settledRows,
  standingAfter,
  toTopics,
  updateCustomerSegment,
} from '@casm/core';
import { anActiveCustomer, context, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import pg from 'pg';
import { migrateOperational, postgresStore } from '../src/index.js';
import { url } from './database.js';

let schemas = 0;

const inUse = async (t: ExecutionContext) => {
  schemas += 1;
  const schema = `campaigns_${process.pid}_${schemas}`;
  await migrateOperational({ url, schema });
  const store = postgresStore({ url, schema, role: `${schema}_service`, maxWaitMs: 60_000 });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const newId = numberedIds(`c${schemas}`);
  const writes = writesTo(store.customers, newId);
  const sessions: Array<pg.Client> = [];
  t.teardown(() => Promise.all(sessions.map((session) => session.end())));
  const session = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
    await client.connect();
    sessions.push(client);
    return client;
  };

  /** A running campaign of these customers, in chunks of `size`. */
  const running = async (customers: ReadonlyArray<Customer>, size = 1000): Promise<string> => {
    async function* rows() {
      for (let from = 0; from < customers.length; from += size)
        yield E.right(
          customers.slice(from, from + size).map(({ refId }, index) => ({
            line: from + index + 1,
            refId,
            externalId: null,
            customerSegment: null,
            reason: null,
          })),
        );
    }
    const place = placeCampaign({ ...store, newId, now: () => new Date().toISOString() });
    const order = { requestId: newId(), name: 'spring', customerSegment: 'SOHO' };
    const {
      campaign: { campaignId },
    } = await succeeds(place(order, 'marketing', rows()));
    await succeeds(store.campaigns.move(campaignId, standingAfter('RUNNING', { skipValidation: true })));
    return campaignId;
  };
  const decide = decideRow({ newId, topicsFor: toTopics() });
  const work = (holder = 'worker', leaseMs = 60_000) => succeeds(store.campaignWork.work(holder, leaseMs, decide));
  /** Some at a time: what waits for too long is refused. */
  const customers = async (count: number): Promise<ReadonlyArray<Customer>> => {
    const made: Array<Customer> = [];
    while (made.length < count) {
      const some = Array.from({ length: Math.min(200, count - made.length) }, () => anActiveCustomer(writes));
      made.push(...(await Promise.all(some)));
    }
    return made;
  };
  const move = ({ refId }: Customer, customerSegment: string) =>
    succeeds(
      perform(writes)(updateCustomerSegment)({ requestId: newId(), customer: { refId }, customerSegment }, context()),
    );
  const ends = async (campaignId: string) =>
    (await succeeds(store.campaigns.results(campaignId, { outcome: null, after: 0, limit: 100_000 }))).map(
      ({ line, outcome, version, problem }) => [line, outcome, version ?? problem],
    );

  /** Holds the campaign, so that a chunk that is decided meanwhile waits with its commit; answers when `count` wait. */
  const hold = async (campaignId: string) => {
    // In its transaction the holder would see the activity of one moment only.
    const [holder, observer] = [await session(), await session()];
    await holder.query('begin');
    await holder.query('select from campaign where campaign_id = $1 for update', [campaignId]);
    return {
      waiting: (count: number) =>
        waitUntil(
          async () => {
            const { rows } = await observer.query<{ waiting: number }>(
              `select count(*)::integer as waiting from pg_stat_activity
                where application_name = 'casm-campaigns' and wait_event_type = 'Lock' and query like '%' || $1 || '%'`,
              [schema],
            );
            return rows[0]?.waiting === count;
          },
          { describe: `${count} commits of chunks wait`, deadlineMs: 20_000 },
        ),
      release: () => holder.query('commit'),
    };
  };
  return { store, schema, session, customers, running, work, move, ends, hold };
};

test('a customer that another change has moved between decision and commit is decided anew; its neighbours are not held up', async (t) => {
  const { customers, running, work, move, ends, hold } = await inUse(t);
  const [overtaken, same, other] = await customers(3);
  if (!overtaken || !same || !other) return t.fail();
  const campaignId = await running([overtaken, same, other]);
  const held = await hold(campaignId);
  const first = work();
  await held.waiting(1);
  await move(overtaken, 'BUSINESS');
  await move(same, 'SOHO');
  await held.release();
  const at = { campaignId, phase: 'run' };
  t.like(await first, { ...at, settled: 1, left: 2 });
  t.deepEqual(await ends(campaignId), [[3, 'CHANGED', 2]]);
  t.like(await work(), { ...at, settled: 2, left: 0 });
  t.deepEqual(await ends(campaignId), [
    [1, 'CHANGED', 3],
    [2, 'UNCHANGED', null],
    [3, 'CHANGED', 2],
  ]);
});

test('a customer that somebody has locked waits alone, and is changed when it is free', async (t) => {
  const { session, customers, running, work, ends } = await inUse(t);
  const [locked, other] = await customers(2);
  if (!locked || !other) return t.fail();
  const campaignId = await running([locked, other]);
  const holder = await session();
  await holder.query('begin');
  await holder.query('select from customer where ref_id = $1 for update', [locked.refId]);
  t.like(await work(), { campaignId, phase: 'run', settled: 1, left: 1 });
  t.like(await work(), { campaignId, phase: 'run', settled: 0, left: 1 });
  await holder.query('commit');
  t.like(await work(), { campaignId, phase: 'run', settled: 1, left: 0 });
  t.deepEqual(await ends(campaignId), [
    [1, 'CHANGED', 2],
    [2, 'CHANGED', 2],
  ]);
});

test('a segment that is retired between decision and commit is not assigned', async (t) => {
  const { session, customers, running, work, ends, hold } = await inUse(t);
  const [customer] = await customers(1);
  if (!customer) return t.fail();
  const campaignId = await running([customer]);
  const held = await hold(campaignId);
  const first = work();
  await held.waiting(1);
  const operator = await session();
  await operator.query(`update customer_segment set status = 'RETIRED' where code = 'SOHO'`);
  await operator.query('update catalogue_revision set revision = revision + 1');
  await held.release();
  t.like(await first, { campaignId, phase: 'run', settled: 0, left: 1 });
  await work();
  t.deepEqual(await ends(campaignId), [[1, 'REFUSED', 'SegmentRetired']]);
});

test('a chunk that was decided by two, another holder or the same one twice, is committed by one', async (t) => {
  for (const [first, second] of [
    ['a', 'b'],
    ['a', 'a'],
  ]) {
    const { customers, running, work, ends, hold } = await inUse(t);
    const chosen = await customers(20);
    const campaignId = await running(chosen);
    const held = await hold(campaignId);
    const both = [work(first, 0), held.waiting(1).then(() => work(second, 0))];
    await held.waiting(2);
    await held.release();
    const worked = await Promise.all(both);
    t.is(worked.filter((chunk) => chunk !== null).length, 1, `${first} and ${second}`);
    t.deepEqual(
      await ends(campaignId),
      chosen.map((_, index) => [index + 1, 'CHANGED', 2]),
    );
  }
});

test('runners that are killed again and again change each row once, and all records agree', async (t) => {
  t.timeout(180_000);
  const { store, schema, session, customers, running } = await inUse(t);
  const count = 4000;
  const campaignId = await running(await customers(count), 20);
  const settled = async (): Promise<number> => {
    const found = await succeeds(store.campaigns.find(campaignId));
    return O.isSome(found) ? settledRows(found.value) : 0;
  };
  const runner = fileURLToPath(new URL('campaign-runner.ts', import.meta.url));
  const start = (holder: string) => {
    const child = spawn(process.execPath, ['--import=tsx', runner, url, schema, holder], { stdio: 'inherit' });
    t.teardown(() => child.kill('SIGKILL'));
    return child;
  };
  const kills = 6;
  for (let kill = 0; kill < kills; kill += 1) {
    const before = await settled();
    const victims = [start(`victim-${kill}-a`), start(`victim-${kill}-b`)];
    await waitUntil(async () => (await settled()) > before + 200, {
      describe: 'the runners have come on',
      deadlineMs: 60_000,
    });
    const gone = victims.map((victim) => once(victim, 'exit'));
    victims.forEach((victim) => victim.kill('SIGKILL'));
    await Promise.all(gone);
  }
  const killedAt = await settled();
  t.true(killedAt < count, `all but ${count - killedAt} rows were settled before the last kill: it hit nothing`);
  const last = start('last');
  await waitUntil(
    async () => {
      const found = await succeeds(store.campaigns.find(campaignId));
      return O.isSome(found) && found.value.state === 'COMPLETED';
    },
    { describe: 'the campaign is completed', deadlineMs: 60_000 },
  );
  last.kill('SIGKILL');
  const results = await succeeds(
    store.campaigns.results(campaignId, { outcome: 'CHANGED', after: 0, limit: count + 1 }),
  );
  t.deepEqual(
    results.map(({ line, version }) => [line, version]),
    Array.from({ length: count }, (_, index) => [index + 1, 2]),
  );
  const observer = await session();
  const { rows } = await observer.query(
    `select
      (select count(*)::integer from customer where version = 2 and customer_segment = 'SOHO') as customers,
      (select count(*)::integer from segment_history where version = 2) as periods,
      (select count(*)::integer from business_transaction where version = 2) as journaled,
      (select count(*)::integer from outbox where version = 2) as queued,
      (select count(*)::integer from customer where version > 2) as twice,
      (select count(*)::integer from business_transaction where version = 2
        and (ref_id, transaction_id) in (select * from unnest($1::text[], $2::text[]))) as told`,
    [results.map(({ refId }) => refId), results.map(({ transactionId }) => transactionId)],
  );
  t.deepEqual(rows, [{ customers: count, periods: count, journaled: count, queued: count, twice: 0, told: count }]);
});

test('a row with a value that the database refuses ends as REFUSED, and its neighbours are changed', async (t) => {
  const { schema, session, customers, running, work, ends } = await inUse(t);
  const all = await customers(9);
  const bad = [all[2], all[7]].map((customer) => customer?.refId);
  const admin = await session();
  await admin.query(`create function ${schema}.refuses() returns trigger language plpgsql as $$ begin
    if new.ref_id = '${bad[0]}' then raise exception sqlstate '22P05'; end if;
    if new.ref_id = '${bad[1]}' then raise exception sqlstate '23514'; end if;
    return new; end $$`);
  await admin.query(`create trigger refuses before insert on ${schema}.segment_history
    for each row execute function ${schema}.refuses()`);
  const campaignId = await running(all);
  t.like(await work(), { campaignId, phase: 'run', settled: 9, left: 0 });
  t.deepEqual(
    await ends(campaignId),
    all.map(({ refId }, index) =>
      bad.includes(refId) ? [index + 1, 'REFUSED', 'Unstorable'] : [index + 1, 'CHANGED', 2],
    ),
  );
});

test('campaigns that ended long ago, and those whose loader has stopped, are removed with their rows; all others stay', async (t) => {
  const { store, session, customers, running, work } = await inUse(t);
  const some = await customers(2);
  const admin = await session();
  const ended = await running(some);
  while ((await work()) !== null);
  const endedLately = await running(some.slice(0, 1));
  while ((await work()) !== null);
  const goingOn = await running(some);
  const [abandoned, uploading] = ['abandoned', 'uploading'];
  await admin.query(
    `insert into campaign (campaign_id, client, request_id, content_hash, name, created_at, state, validating)
     select id, 'marketing', id, '', id, now() - interval '30 hours', 'DRAFT', false from unnest($1::text[]) as id`,
    [[abandoned, uploading]],
  );
  const row = { line: 1, refId: 'r', externalId: null, customerSegment: null, reason: null };
  for (const campaignId of [abandoned, uploading]) await succeeds(store.campaignLoading.append(campaignId, [row]));
  await admin.query(`update campaign_chunk set appended_at = now() - interval '25 hours' where campaign_id = $1`, [
    abandoned,
  ]);
  await admin.query(`update campaign set ended_at = ended_at - interval '31 days' where campaign_id = $1`, [ended]);
  await admin.query(`update campaign set created_at = now() - interval '90 days' where campaign_id = any ($1)`, [
    [endedLately, goingOn],
  ]);

  const left = async (): Promise<ReadonlyArray<string>> => {
    const { rows } = await admin.query<{ id: string }>(
      `select coalesce(c.campaign_id, k.campaign_id) as id
       from campaign c full join (select distinct campaign_id from campaign_chunk) k using (campaign_id)`,
    );
    return rows.map(({ id }) => id).sort();
  };
  const sweep = async (days: number | null): Promise<void> => {
    while (await succeeds(store.forgetCampaigns(days)));
  };
  await sweep(null);
  t.deepEqual(await left(), [ended, endedLately, goingOn, uploading].sort(), 'without a number of days');
  await sweep(30);
  t.deepEqual(await left(), [endedLately, goingOn, uploading].sort(), 'after 30 days');
});
