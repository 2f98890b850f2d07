import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Dev,
  freshFolder,
  kafkaMissing,
  moveTo,
  segmentInWarehouse,
  testDatabase,
  testKafka,
  waitUntil,
} from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { casm, casmDev, clientOf } from './running-casm.js';
import { valuesOn } from './topic-reader.js';

/** Asked before the first test is declared: ava takes none after a wait. */
const onKafka = (await kafkaMissing()) === null ? test : test.skip;

const until = (describe: string, condition: () => Promise<boolean>, deadlineMs = 20_000): Promise<void> =>
  waitUntil(condition, { deadlineMs, describe: () => describe });

const isAbout =
  (requestId: string) =>
  (value: string): boolean =>
    value.includes(requestId);

const populationOf = async (dev: Dev, code: string): Promise<number> => {
  const { data } = await clientOf(dev).dwhSegments();
  return data?.segments.find(({ customerSegment }) => customerSegment === code)?.customers ?? 0;
};

const move = (dev: Pick<Dev, 'url' | 'token'>, body: ReturnType<typeof moveTo>) =>
  clientOf(dev).updateCustomerSegment({ body });

test('a segment change travels from the request to the topic and the warehouse', async (t) => {
  const dev = await casmDev(t, await freshFolder(t));
  await until('the warehouse has the examples', async () => (await segmentInWarehouse(dev)) === 'RESIDENTIAL');
  const [residential, soho] = [await populationOf(dev, 'RESIDENTIAL'), await populationOf(dev, 'SOHO')];

  const { data: transaction } = await move(dev, moveTo('SOHO', 'e2e-1'));
  t.like(transaction, {
    operation: 'updateCustomerSegment',
    initiator: 'crm',
    payload: { customer: { customerSegment: 'SOHO', version: 2 } },
  });

  await until('the warehouse shows the change', async () => (await segmentInWarehouse(dev)) === 'SOHO', 2000);
  t.deepEqual([await populationOf(dev, 'RESIDENTIAL'), await populationOf(dev, 'SOHO')], [residential - 1, soho + 1]);
  const values = await valuesOn(dev.brokers, 'casm.customer', (found) => found.some(isAbout('e2e-1')));
  t.deepEqual(
    values.filter((value) => value.includes('e2e-1')).map((value): unknown => JSON.parse(value)),
    [transaction],
  );
});

test('what is refused is refused in its own way, and the warehouse stays as it was', async (t) => {
  const dev = await casmDev(t, await freshFolder(t));
  const refusals: ReadonlyArray<[ReturnType<typeof moveTo>, number, string]> = [
    [moveTo('SOHO', 'x1', 'CRM-1005'), 409, 'customer-deactivated'],
    [moveTo('SOHO', 'x2', 'CRM-9999'), 404, 'customer-not-found'],
    [moveTo('NOWHERE', 'x3'), 422, 'unknown-segment'],
    [moveTo('', 'x6'), 400, 'invalid-request'],
  ];
  for (const [body, status, name] of refusals) {
    const { error } = await move(dev, body);
    t.like(error, { status, type: `urn:casm:problem:${name}` });
  }
  const unknown = await move({ ...dev, token: 'no-such-token' }, moveTo('SOHO', 'x4'));
  t.is(unknown.error?.type, 'urn:casm:problem:unauthorized');
  const suspended = await move(dev, moveTo('SOHO', 'x5', 'CRM-1004'));
  t.is(suspended.response.status, 200, 'a suspended customer may change segment');
  await until('the last change has arrived', async () => (await segmentInWarehouse(dev, 'CRM-1004')) === 'SOHO');
  t.is(await segmentInWarehouse(dev), 'RESIDENTIAL');
});

test('Ctrl-C stops everything, and the next start goes on where this one was', async (t) => {
  const folder = await freshFolder(t);
  const first = await casmDev(t, folder);
  await move(first, moveTo('BUSINESS', 'before the stop'));
  const { code } = await first.end('SIGINT');
  t.is(code, 0);
  await t.throwsAsync(readFile(path.join(folder, 'postgres/data/postmaster.pid')), { code: 'ENOENT' });
  const second = await casmDev(t, folder);
  await until('the warehouse shows it', async () => (await segmentInWarehouse(second)) === 'BUSINESS');
  const again = await move(second, moveTo('BUSINESS', 'before the stop'));
  t.is(again.response.headers.get('idempotency-replayed'), 'true');
});

onKafka('on a PostgreSQL and an Apache Kafka of one’s own', async (t) => {
  const kafka = await testKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const database = await testDatabase();
  const topic = `e2e-${randomUUID()}`;
  const env = { CASM_DATABASE_URL: database.url, CASM_KAFKA_BROKERS: kafka.right.brokers, CASM_KAFKA_TOPIC: topic };
  const dev = await casmDev(t, await freshFolder(t), env);
  await move(dev, moveTo('SOHO', 'on-real-parts'));
  await until('the warehouse shows the change', async () => (await segmentInWarehouse(dev)) === 'SOHO');
  // The examples are on other partitions, and may be read after the change.
  const all = (found: ReadonlyArray<string>) => found.length >= 6 && found.some(isAbout('on-real-parts'));
  t.true(all(await valuesOn(kafka.right.brokers, topic, all)));
  t.is((await dev.end('SIGTERM')).code, 0);
});

test('a second casm dev on the same folder, and one on a port in use, are told so in one line', async (t) => {
  const folder = await freshFolder(t);
  const dev = await casmDev(t, folder);
  const second = await casm(['dev', '--port', '0', '--data-dir', folder]).ended;
  t.is(second.code, 2);
  t.regex(second.stderr, /^casm: another casm dev \(process \d+\) uses .*\n$/);
  const port = /127\.0\.0\.1:(\d+)/.exec(dev.stdout())?.[1] ?? '';
  const taken = await casm(['dev', '--port', port, '--data-dir', await freshFolder(t)]).ended;
  t.is(taken.code, 2);
  t.regex(taken.stderr, /^casm: the API cannot listen on 127\.0\.0\.1:\d+: the port is in use.*\n$/);
});

test('after kill -9 the next start adopts the PostgreSQL that was left behind', async (t) => {
  const folder = await freshFolder(t);
  const killed = await casmDev(t, folder);
  await move(killed, moveTo('SOHO', 'before the kill'));
  await killed.end('SIGKILL');
  const next = await casmDev(t, folder);
  await until('the warehouse shows the change', async () => (await segmentInWarehouse(next)) === 'SOHO');
  t.is((await next.end('SIGTERM')).code, 0);
  await t.throwsAsync(readFile(path.join(folder, 'postgres/data/postmaster.pid')), { code: 'ENOENT' });
});

test('the report shows population, moves and freshness as tables', async (t) => {
  const folder = await freshFolder(t);
  const dev = await casmDev(t, folder);
  await until('the warehouse has the examples', async () => (await populationOf(dev, 'BUSINESS')) === 1);
  const { code, stdout } = await casm(['dwh', 'report', '--data-dir', folder]).ended;
  t.is(code, 0);
  t.regex(stdout, /BUSINESS +1 +0 +1 +0 +0\n/);
  t.regex(stdout, /\(none\) +BUSINESS +1\n/);
  t.regex(stdout, /p50 \d+ ms/);
});

const inDatabase = async (databaseUrl: string, statement: string): Promise<void> => {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** What it is given fails, and is read again from the broker, until it is told to let go. */
const warehouseBlocked = async (databaseUrl: string): Promise<() => Promise<void>> => {
  await inDatabase(databaseUrl, 'alter table casm_dwh.customer_version rename to away');
  return () => inDatabase(databaseUrl, 'alter table casm_dwh.away rename to customer_version');
};

const versionInWarehouse = async ({ call }: Dev, externalId: string): Promise<number> => {
  const { json } = await call('GET', `/v1/dwh/customers?externalId=${externalId}`);
  return Number(/"version":(\d+)/.exec(JSON.stringify(json))?.[1] ?? 0);
};

test('while the warehouse is blocked under load nothing is lost, and after a restart nothing is missing', async (t) => {
  const { url } = await testDatabase();
  const folder = await freshFolder(t);
  const dev = await casmDev(t, folder, { CASM_DATABASE_URL: url });
  await until('the warehouse has the examples', async () => (await segmentInWarehouse(dev)) === 'RESIDENTIAL');
  // Each message has the whole customer: some 50 KiB, and all of them go to one partition, which keeps 5 MiB.
  const customAttributes = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`attribute-${index}`, 'x'.repeat(1000)]),
  );
  const customer = { externalId: 'CRM-1001' };
  const large = await dev.call('PUT', '/v1/casm/customers/custom-attributes', {
    requestId: 'large',
    customer,
    customAttributes,
  });
  t.is(large.status, 200);
  const moveOften = async (running: Dev, name: string): Promise<void> => {
    const unblock = await warehouseBlocked(url);
    try {
      for (let change = 0; change < 130; change += 1)
        t.is(
          (await move(running, moveTo(change % 2 === 0 ? 'SOHO' : 'BUSINESS', `${name}-${change}`))).response.status,
          200,
        );
    } finally {
      await unblock();
    }
  };
  await moveOften(dev, 'blocked');
  await until(
    'the warehouse has every change',
    async () => (await versionInWarehouse(dev, 'CRM-1001')) === 132,
    60_000,
  );
  const report = await casm(['dwh', 'report', '--data-dir', folder], { CASM_DATABASE_URL: url }).ended;
  t.is(report.code, 0);
  t.notRegex(report.stdout, /have not arrived/);

  const unblock = await warehouseBlocked(url);
  for (let change = 0; change < 60; change += 1)
    await move(dev, moveTo(change % 2 === 0 ? 'SOHO' : 'BUSINESS', `more-${change}`));
  await dev.end('SIGKILL');
  await unblock();
  const again = await casmDev(t, folder, { CASM_DATABASE_URL: url });
  await until('nothing is missing', async () => (await versionInWarehouse(again, 'CRM-1001')) === 192, 60_000);
});
