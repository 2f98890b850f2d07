import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  freePort,
  kafkaMissing,
  prometheusParserMissing,
  type PrometheusSample,
  prometheusSamples,
  promtool,
  skipReason,
  startKafka,
  testDatabase,
  waitUntil,
} from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { declaredMetrics } from './committed-metrics.js';
import { casm, readyCasm } from './running-casm.js';

/* What an operator sees of three processes: their metrics, as another program parses them, and their logs. */

const secrets = {
  token: 'a-token-of-this-test-alone',
  customName: 'Augusta Ada King',
  attribute: 'countess-of-lovelace',
  unknownToken: 'a-token-that-nobody-has',
};
const traceId = '0af7651916cd43dd8448eb211c80319c';

const processes = async (t: ExecutionContext) => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const database = await testDatabase();
  t.teardown(database.drop);
  const env = {
    CASM_DATABASE_URL: database.url,
    CASM_KAFKA_BROKERS: kafka.right.brokers,
    CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}',
    CASM_API_TOKENS: `crm:${secrets.token}`,
    CASM_LOG_LEVEL: 'debug',
  };
  for (const command of ['migrate', 'seed']) t.is((await casm([command], env).ended).code, 0);
  const started = await Promise.all(
    [['serve', '--port', '0'], ['relay'], ['dwh']].map(async (args) => {
      const port = await freePort();
      const spawned = await readyCasm(t, args, { ...env, CASM_OPERATIONS_PORT: String(port) });
      return { ...spawned, operationsUrl: `http://127.0.0.1:${port}` };
    }),
  );
  const [serve, relay, dwh] = started;
  if (serve === undefined || relay === undefined || dwh === undefined) throw new Error('a process is missing');
  return { serve, relay, dwh };
};

const tool = await promtool();

const samplesOf = async (operationsUrl: string): Promise<ReadonlyArray<PrometheusSample>> => {
  const samples = await prometheusSamples(await (await fetch(`${operationsUrl}/metrics`)).text());
  if (E.isLeft(samples)) throw new Error(samples.left);
  return samples.right;
};

/** What Prometheus 3 accepts. */
const accepted =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,*/*;q=0.1';

const openSamplesOf = async (t: ExecutionContext, operationsUrl: string): Promise<ReadonlyArray<PrometheusSample>> => {
  const answer = await fetch(`${operationsUrl}/metrics`, { headers: { accept: accepted } });
  t.is(answer.headers.get('content-type'), 'application/openmetrics-text; version=1.0.0; charset=utf-8');
  const samples = await prometheusSamples(await answer.text(), 'openmetrics');
  if (E.isLeft(samples)) throw new Error(samples.left);
  return samples.right;
};

/** What Prometheus's own tool has against the names and texts of the metrics; those of Node are not ours. */
const lintOf = async (operationsUrl: string): Promise<ReadonlyArray<string>> => {
  if (E.isLeft(tool)) throw new Error(tool.left);
  const input = await (await fetch(`${operationsUrl}/metrics`)).text();
  const { stdout, stderr } = spawnSync(tool.right, ['check', 'metrics'], { input, encoding: 'utf8' });
  return `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !line.startsWith('nodejs_'));
};

const valueOf = (
  samples: ReadonlyArray<PrometheusSample>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number =>
  samples
    .filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )
    .reduce((sum, { value }) => sum + value, 0);

const missing =
  (await kafkaMissing()) ?? skipReason((await prometheusParserMissing()) ?? (E.isLeft(tool) ? tool.left : null));
const onKafka = missing === null ? test : test.skip;

test('each alert has its section in the runbook', async (t) => {
  const [rules, runbook] = await Promise.all(
    ['deploy/prometheus/alerts.yaml', 'docs/how-to/answer-an-alert.md'].map((file) =>
      readFile(new URL(`../../../${file}`, import.meta.url), 'utf8'),
    ),
  );
  const alerts = [...(rules ?? '').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  t.true(alerts.length > 5);
  t.deepEqual(
    alerts,
    [...(runbook ?? '').matchAll(/^## (\w+)$/gm)].map(([, name]) => name),
  );
});

onKafka('each process tells of itself, and no log has a token, a name or an attribute in it', async (t) => {
  const { serve, relay, dwh } = await processes(t);
  const url = /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '';
  const call = (method: string, route: string, body: unknown, token = secrets.token): Promise<Response> =>
    fetch(`${url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify(body),
    });
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const requestId = randomUUID();
  const customer = {
    requestId,
    externalId: 'CRM-1',
    customerSegment: 'RESIDENTIAL',
    state,
    customName: secrets.customName,
    customAttributes: { title: secrets.attribute },
  };
  t.is((await call('POST', '/v1/casm/customers', customer)).status, 201);
  const move = { requestId: 'move-1', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  t.is((await call('PUT', '/v1/casm/customers/segment', move)).status, 200);
  t.is((await call('PUT', '/v1/casm/customers/segment', { ...move, customName: secrets.customName })).status, 400);
  t.is((await call('PUT', '/v1/casm/customers/segment', move, secrets.unknownToken)).status, 401);

  let samples: ReadonlyArray<PrometheusSample> = [];
  await waitUntil(
    async () => {
      samples = await samplesOf(dwh.operationsUrl);
      return valueOf(samples, 'casm_warehouse_versions') === 2;
    },
    { deadlineMs: 60_000, describe: () => `the warehouse has both versions: ${JSON.stringify(samples)}` },
  );
  t.is(samples.filter(({ name }) => name === 'casm_warehouse_lag_messages').length, 2, 'a lag for each partition');
  t.is(valueOf(samples, 'casm_warehouse_lag_messages'), 0);
  t.is(valueOf(samples, 'casm_ready'), 1);

  const ofRelay = await samplesOf(relay.operationsUrl);
  t.is(valueOf(ofRelay, 'casm_relay_published_messages_total', { topic: 'casm.customer' }), 2);
  t.is(valueOf(ofRelay, 'casm_ready'), 1);

  const ofServe = await samplesOf(serve.operationsUrl);
  const requests = (operation: string, status: number): number =>
    valueOf(ofServe, 'casm_http_request_duration_seconds_count', { operation, status: String(status) });
  t.deepEqual(
    [
      requests('createCustomer', 201),
      requests('updateCustomerSegment', 200),
      requests('updateCustomerSegment', 400),
      requests('updateCustomerSegment', 401),
    ],
    [1, 1, 1, 1],
  );

  for (const { operationsUrl } of [serve, relay, dwh]) {
    const kinds = (all: ReadonlyArray<PrometheusSample>) =>
      all.map(({ name, labels }) => JSON.stringify([name, labels]));
    // Both at once: within a second they are texts of the same moment.
    const [open, plain] = await Promise.all([openSamplesOf(t, operationsUrl), samplesOf(operationsUrl)]);
    t.deepEqual(kinds(open).toSorted(), kinds(plain).toSorted(), 'both formats have the same series');
  }
  const exemplars = (await openSamplesOf(t, serve.operationsUrl)).filter(({ exemplar }) => exemplar !== null);
  t.true(exemplars.some(({ labels }) => labels['operation'] === 'updateCustomerSegment' && labels['status'] === '200'));
  for (const { exemplar } of exemplars) t.deepEqual(exemplar, { trace_id: traceId });

  t.is(valueOf(ofServe, 'casm_commit_batch_changes_sum'), 2);
  t.is(valueOf(ofRelay, 'casm_relay_batch_messages_sum'), 2);
  t.is(valueOf(samples, 'casm_warehouse_batch_messages_sum'), 2);
  t.is(valueOf(ofServe, 'casm_request_key_sweep_duration_seconds_count') > 0, true, 'the sweep has begun');
  for (const [pool, among] of [
    ['casm-batches', ofServe],
    ['casm-background', ofRelay],
    ['casm-dwh', samples],
  ] as const)
    t.true(valueOf(among, 'casm_pool_connections', { pool }) > 0, `${pool} is connected`);

  for (const [process, scraped, { operationsUrl }] of [
    ['casm serve', ofServe, serve],
    ['casm relay', ofRelay, relay],
    ['casm dwh', samples, dwh],
  ] as const) {
    const declared = declaredMetrics[process] ?? [];
    t.true(declared.length > 5);
    const text = await (await fetch(`${operationsUrl}/metrics`)).text();
    t.deepEqual(
      declared.filter(({ name, type }) => !text.includes(`\n# TYPE ${name} ${type}\n`)).map(({ name }) => name),
      [],
      `${process} has what docs/reference/metrics.md says`,
    );
    const owner = (name: string) =>
      declared.find(
        (metric) => name.replace(metric.type === 'histogram' ? /_(?:bucket|sum|count)$/ : '', '') === metric.name,
      );
    for (const { name, labels } of scraped.filter((sample) => sample.name.startsWith('casm_'))) {
      const allowed = [...(owner(name)?.labels ?? []), 'le'];
      t.deepEqual(
        Object.keys(labels).filter((label) => !allowed.includes(label)),
        [],
        `${name} of ${process} is in docs/reference/metrics.md, with its labels`,
      );
      t.truthy(owner(name), `${name} of ${process} is in docs/reference/metrics.md`);
    }
  }

  for (const { operationsUrl } of [serve, relay, dwh]) {
    t.is((await fetch(`${operationsUrl}/readyz`)).status, 200);
    t.deepEqual(await lintOf(operationsUrl), []);
  }

  const logs = [serve, relay, dwh].map(({ stdout }) => stdout()).join('');
  for (const [what, secret] of Object.entries(secrets)) t.false(logs.includes(secret), `the logs have the ${what}`);
  const line = logs.split('\n').find((each) => each.includes(requestId)) ?? '';
  t.like(JSON.parse(line), {
    level: 'debug',
    message: 'request',
    operation: 'createCustomer',
    status: 201,
    client: 'crm',
    requestId,
    traceId,
  });
});
