import { randomUUID } from 'node:crypto';
import { type CasmClient, casmClient } from '@casm/client';
import { testDatabase, testKafka, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { query, startArchivingPostgres } from './archiving-postgres.js';
import { casm, readyCasm } from './running-casm.js';
import { valuesOn } from './topic-reader.js';

/* docs/how-to/restore-to-a-point-in-time.md, with a base backup and an archive of the write-ahead log. */

const kafka = await testKafka();
test.after.always(async () => {
  if (E.isRight(kafka)) await kafka.right.stop();
});

const title = 'after a restore from a base backup and the archive, the warehouse is reconciled as documented';

const token = 'a-token-of-this-test';

type Environment = Readonly<Record<string, string>>;

const until = (describe: string, condition: () => Promise<boolean>): Promise<void> =>
  waitUntil(condition, { deadlineMs: 60_000, describe });

/** The output of a casm command that must succeed. */
const running =
  (t: ExecutionContext, env: Environment) =>
  async (...args: ReadonlyArray<string>): Promise<string> => {
    const { code, stdout, stderr } = await casm(args, env).ended;
    t.is(code, 0, `${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };

/** A process of casm, ready, until `stop` or the end of the test. */
const started = async (t: ExecutionContext, args: ReadonlyArray<string>, env: Environment) => {
  const { process: child, ended, stdout } = await readyCasm(t, args, env);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    t.is((await ended).code, 0);
  };
  return { stop, url: /"url":"([^"]+)"/.exec(stdout())?.[1] ?? '' };
};

const startServe = async (t: ExecutionContext, env: Environment) => {
  const { stop, url: baseUrl } = await started(t, ['serve', '--port', '0'], env);
  return { stop, api: casmClient({ baseUrl, token }), with: (key: string) => casmClient({ baseUrl, token: key }) };
};

const create = async (t: ExecutionContext, api: CasmClient, externalId: string): Promise<string> => {
  const state = { state: 'ACTIVE' as const, stateReason: 'dfltActive' };
  const body = { requestId: `create-${externalId}`, externalId, customerSegment: 'RESIDENTIAL', state };
  const { data, error } = await api.createCustomer({ body });
  t.is(error, undefined);
  return data?.payload.customer.refId ?? '';
};

const move = async (t: ExecutionContext, api: CasmClient, externalId: string, customerSegment: string) => {
  const requestId = `${externalId}-to-${customerSegment}`;
  const { data, error } = await api.updateCustomerSegment({
    body: { requestId, customer: { externalId }, customerSegment },
  });
  t.is(error, undefined);
  return data?.transactionId;
};

/** Segment and version of a customer, or the status of the problem. */
const read = async (api: CasmClient, externalId: string): Promise<string> => {
  const { data, response } = await api.readCustomer({ params: { query: { externalId } } });
  return data === undefined ? String(response.status) : `${data.customer.customerSegment} ${data.customer.version}`;
};

const restore = async (t: ExecutionContext, brokers: string): Promise<void> => {
  t.timeout(180_000);
  const server = await startArchivingPostgres(t);
  const warehouse = await testDatabase();
  t.teardown(warehouse.drop);
  const env = {
    CASM_DATABASE_URL: server.url,
    CASM_DWH_DATABASE_URL: warehouse.url,
    CASM_KAFKA_BROKERS: brokers,
    CASM_KAFKA_TOPIC: `restored-${randomUUID()}`,
    CASM_KAFKA_NEW_TOPICS: '{"partitions":3,"replicas":1}',
    CASM_API_TOKENS: `crm:${token}`,
    CASM_API_KEYS: 'on',
    CASM_DRAIN_SECONDS: '0',
  };
  const run = running(t, env);
  const inWarehouse = async (condition: string): Promise<number> =>
    (await query<{ n: number }>(warehouse.url, `select count(*)::integer as n from casm_dwh.${condition}`))[0]?.n ?? 0;
  for (const command of ['migrate', 'seed']) await run(command);
  const serve = await startServe(t, env);
  const relay = await started(t, ['relay'], env);
  await started(t, ['dwh'], env);

  const steady = await create(t, serve.api, 'steady');
  const undone = await create(t, serve.api, 'undone');
  const overtaken = await create(t, serve.api, 'overtaken');
  const key = await run('api-key', 'create', '--client', 'partner', '--scopes', 'customers:read');
  const keyId = key.split('_')[1] ?? '';
  await server.baseBackup();
  for (const externalId of ['steady', 'undone', 'overtaken']) await move(t, serve.api, externalId, 'SOHO');
  const [moment] = await query<{ now: string }>(server.url, 'select clock_timestamp()::text as now');
  await move(t, serve.api, 'undone', 'BUSINESS');
  const lost = await move(t, serve.api, 'overtaken', 'BUSINESS');
  const late = await create(t, serve.api, 'late');
  await run('api-key', 'revoke', keyId);
  await until('all is published', async () => (await run('outbox')).startsWith('nothing is on its way'));

  // Step 1
  await serve.stop();
  await relay.stop();
  await until('the warehouse has read the topic', async () => (await inWarehouse('customer_version')) === 9);
  const keysBefore = await run('api-key', 'list');
  t.regex(keysBefore, new RegExp(`^${keyId} +partner +revoked`, 'm'));
  // Step 2
  await server.stop();
  await server.restore(moment?.now ?? '');
  // Step 3
  t.regex(await run('api-key', 'list'), new RegExp(`^${keyId} +partner +valid`, 'm'), 'the revocation is undone');
  await run('api-key', 'revoke', keyId);
  t.regex(await run('api-key', 'list'), new RegExp(`^${keyId} +partner +revoked`, 'm'));
  // Step 4
  await started(t, ['relay'], env);
  const { api, with: withToken } = await startServe(t, env);

  for (const externalId of ['steady', 'undone', 'overtaken']) t.is(await read(api, externalId), 'SOHO 2', externalId);
  t.is(await read(api, 'late'), '404');
  t.is(await read(withToken(key), 'steady'), '401');
  t.not(await move(t, api, 'overtaken', 'BUSINESS'), lost, 'the old requestId has a new answer');
  await move(t, api, 'steady', 'BUSINESS');
  await until(
    'a change arrives',
    async () => (await inWarehouse(`customer where ref_id = '${steady}' and version = 3`)) === 1,
  );
  await until('a conflict is noticed', async () => (await inWarehouse(`dead_letter where kind = 'conflict'`)) === 1);

  // Step 5
  const first = await run('dwh', 'reconcile');
  t.regex(first, new RegExp(`^version 3 of customer ${undone} is not in the journal`, 'm'));
  t.regex(first, new RegExp(`^version 3 of customer ${overtaken} was different`, 'm'));
  t.regex(first, new RegExp(`^version 1 of customer ${late} is not in the journal`, 'm'));
  t.regex(first, /compared: 0 were missing, 1 different, 2 not in the journal$/m);
  // Step 6
  t.regex(await run('dwh', 'reconcile'), /compared: 0 were missing, 0 different, 0 not in the journal$/m);
  const removed = `select request_id, initiator from casm_dwh.removed_version order by request_id`;
  t.deepEqual(
    (await query<{ request_id: string; initiator: string }>(warehouse.url, removed)).map((row) => ({ ...row })),
    ['create-late', 'overtaken-to-BUSINESS', 'undone-to-BUSINESS'].map((request_id) => ({
      request_id,
      initiator: 'crm',
    })),
  );
  // A subscriber gets the valid versions of each of their customers again.
  const concerned = await query<{ ref_id: string }>(
    warehouse.url,
    'select distinct ref_id::text from casm_dwh.removed_version',
  );
  for (const { ref_id } of concerned) await run('replay', '--customer', ref_id);
  const latestOf = (values: ReadonlyArray<string>, refId: string): string | undefined =>
    values.findLast((value) => value.includes(`"${refId}"`));
  const isValid = (value: string | undefined, segment: string, version: number): boolean =>
    value !== undefined && value.includes(`"customerSegment":"${segment}"`) && value.includes(`"version":${version}`);
  const values = await valuesOn(
    brokers,
    env.CASM_KAFKA_TOPIC,
    (found) => isValid(latestOf(found, undone), 'SOHO', 2) && isValid(latestOf(found, overtaken), 'BUSINESS', 3),
  );
  t.true(values.length > 9);
};

if (E.isRight(kafka)) test(title, (t) => restore(t, kafka.right.brokers));
else test.skip(`${title} (${kafka.left})`, (t) => t.fail());
