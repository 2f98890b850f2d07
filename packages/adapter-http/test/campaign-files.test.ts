import { gzipSync } from 'node:zlib';
import { type CampaignLoading, decideRow, storeUnavailable, toTopics } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds, succeeds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { httpApi, serve, type ServerLimits, uploadPaths } from '../src/index.js';
import { at } from './described.js';
import { rawClient } from './raw-client.js';
import { runningApi } from './running-api.js';
import { waitFor } from './wait-for.js';

const base = '/v1/casm/segment-campaigns';
const order = 'requestId=R-1&name=spring&customerSegment=SOHO';
const csv = { 'content-type': 'text/csv' };

const inMemory = () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
  const campaigns = { ...deps, now: () => '2026-03-01T00:00:00.000Z' };
  const workOff = async (): Promise<void> => {
    const decide = decideRow(deps);
    while ((await succeeds(store.campaignWork.work('test', 60_000, decide))) !== null);
  };
  const listed = () => succeeds(store.campaigns.list(null, 10));
  return { store, deps, campaigns, workOff, listed };
};

test('a CSV file becomes a campaign, whose results are a CSV file again', async (t) => {
  const { deps, campaigns, workOff } = inMemory();
  const { call } = await runningApi(t, { deps, campaigns });
  await anActiveCustomer(deps, { externalId: 'CRM-1' });
  const file = 'External ID;Name;Customer Segment\r\nCRM-1;"Müller; Grete";BUSINESS\r\nCRM-2;x;\r\n';
  const created = await call('POST', `/v1/casm/segment-campaign-files?${order}`, { raw: file, headers: csv });
  t.is(created.status, 201);
  t.like(at(created.json, 'campaign'), { state: 'DRAFT', rows: 2, customerSegment: 'SOHO', customers: null });
  const place = created.headers.get('location') ?? '';
  await call('PUT', `${place}/state`, { body: { state: 'RUNNING', skipValidation: true } });
  await workOff();
  const results = await call('GET', `${place}/rows.csv`);
  t.is(results.headers.get('content-type'), 'text/csv; charset=utf-8');
  const [header, first, second, end] = results.text.split('\r\n');
  t.is(header, 'line,refId,externalId,outcome,transactionId,version,problem,rule');
  t.regex(first ?? '', /^2,[^,]+,CRM-1,CHANGED,[^,]+,2,,$/);
  t.is(second, '3,,CRM-2,NOT_FOUND,,,,');
  t.is(end, '');
  const missing = await call('GET', `${place}/rows.csv?outcome=NOT_FOUND`);
  t.is(missing.text.split('\r\n').length, 3);
  t.is((await call('GET', `${base}/nobody/rows.csv`)).status, 404);
});

test('NDJSON and gzip are taken, and the same order again reads no file', async (t) => {
  const { deps, campaigns } = inMemory();
  const { call } = await runningApi(t, { deps, campaigns });
  const raw = new Uint8Array(gzipSync('{"externalId":"CRM-1"}\n{"externalId":"CRM-2"}\n'));
  const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'content-encoding': 'gzip' };
  const created = await call('POST', `/v1/casm/segment-campaign-files?${order}`, { raw, headers });
  t.like(at(created.json, 'campaign'), { rows: 2 });
  const again = await call('POST', `/v1/casm/segment-campaign-files?${order}`, { raw: 'nothing', headers: csv });
  t.deepEqual([again.status, again.headers.get('idempotency-replayed'), again.text], [201, 'true', created.text]);
  const plain = await call('POST', `/v1/casm/segment-campaign-files?${order.replace('R-1', 'R-2')}`, {
    raw: 'refId\na\n',
    headers: { ...headers, ...csv },
  });
  t.like(plain.json, { status: 400, violations: [{ rule: 'must be gzip, as its Content-Encoding says' }] });
});

test('a file that cannot be right is refused with the line, and leaves no campaign', async (t) => {
  const { deps, campaigns, listed } = inMemory();
  const { call } = await runningApi(t, { deps, campaigns });
  const rows = Array.from({ length: 30_000 }, (_, index) => `CRM-${index}\n`).join('');
  const broken = await call('POST', `/v1/casm/segment-campaign-files?${order}`, {
    raw: `externalId\n${rows}"CRM\n`,
    headers: csv,
  });
  t.like(broken.json, { status: 400, violations: [{ pointer: '', rule: 'line 30002: must close its quoted field' }] });
  const early = await call('POST', `/v1/casm/segment-campaign-files?${order}`, { raw: `name\n${rows}`, headers: csv });
  t.like(early.json, {
    status: 400,
    violations: [{ rule: 'line 1: must be a header with a column refId or externalId' }],
  });
  t.deepEqual(await listed(), []);
});

test('a file that arrives faster than it is stored is stored whole', async (t) => {
  const { deps, campaigns } = inMemory();
  const campaignLoading: CampaignLoading = {
    ...campaigns.campaignLoading,
    append: (campaignId, rows) => async () => {
      // Some turns of the event loop, as of a database.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return campaigns.campaignLoading.append(campaignId, rows)();
    },
  };
  const { call } = await runningApi(t, { deps, campaigns: { ...campaigns, campaignLoading } });
  const rows = Array.from({ length: 100_000 }, (_, index) => `CRM-${index}\n`).join('');
  const { json } = await call('POST', `/v1/casm/segment-campaign-files?${order}`, {
    raw: `externalId\n${rows}`,
    headers: csv,
  });
  t.like(json, { campaign: { rows: 100_000 } });
});

test('what is no file, or has no order, is refused before it is read', async (t) => {
  const { deps, campaigns } = inMemory();
  const { call } = await runningApi(t, { deps, campaigns });
  const wrong = await call('POST', `/v1/casm/segment-campaign-files?${order}`, {
    raw: '{}',
    headers: { 'content-type': 'application/json' },
  });
  t.is(wrong.status, 415);
  t.is(wrong.headers.get('accept'), 'text/csv, application/x-ndjson');
  const latin = { 'content-type': 'text/csv; charset=iso-8859-1' };
  t.is(
    (await call('POST', `/v1/casm/segment-campaign-files?${order}`, { raw: 'refId\n', headers: latin })).status,
    415,
  );
  const nameless = await call('POST', `/v1/casm/segment-campaign-files?requestId=R-1&size=3`, {
    raw: 'refId\n',
    headers: csv,
  });
  t.like(nameless.json, { status: 400, violations: [{ parameter: 'name' }, { parameter: 'size' }] });
});

const asItIs = (loading: CampaignLoading): CampaignLoading => loading;

/** A listener with short times, and a raw connection that uploads. */
const uploading = async (t: ExecutionContext, limits: Partial<ServerLimits>, loadedBy = asItIs) => {
  const { deps, campaigns, listed, store } = inMemory();
  const defects: Array<unknown> = [];
  const app = httpApi({
    deps,
    campaigns: { ...campaigns, campaignLoading: loadedBy(store.campaignLoading) },
    authenticate: () => 'crm',
    onFailure: () => undefined,
    onDefect: (defect) => defects.push(defect),
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, limits, uploadPaths, onDefect: () => undefined });
  t.teardown(() => server.close(0));
  const client = async () => {
    const made = await rawClient(server.url);
    t.teardown(() => made.socket.destroy());
    return made;
  };
  return { client, listed, defects };
};

const head = (requestId: string) =>
  [
    `POST /v1/casm/segment-campaign-files?${order.replace('R-1', requestId)} HTTP/1.1`,
    'Host: casm',
    'Authorization: Bearer secret',
    'Content-Type: text/csv',
    'Transfer-Encoding: chunked',
    '',
    '',
  ].join('\r\n');
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

test('an upload may take longer than a request, while bytes come', async (t) => {
  const { client, listed } = await uploading(t, { requestMs: 300, headersMs: 300, inactiveMs: 2000 });
  const { send, until } = await client();
  send(`${head('R-1')}${chunk('refId\n')}`);
  const began = Date.now();
  let line = 0;
  // The check of the listener's times comes several times meanwhile.
  while (Date.now() - began < 1500) {
    send(chunk(`customer-${(line += 1)}\n`));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  send(chunk(''));
  await until((text) => text.includes('HTTP/1.1 201'));
  t.is((await listed())[0]?.rows, line);
});

test('what is no upload has its time still, also on the connection of one', async (t) => {
  const { client } = await uploading(t, { requestMs: 300, headersMs: 300, inactiveMs: 5000 });
  const { send, until } = await client();
  send(`${head('R-1')}${chunk('refId\na\n')}${chunk('')}`);
  await until((text) => text.includes('HTTP/1.1 201'));
  send(
    `POST ${base} HTTP/1.1\r\nHost: casm\r\nAuthorization: Bearer secret\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{`,
  );
  await until((text) => text.includes('HTTP/1.1 408'));
  t.pass();
});

test('an upload that is broken off leaves nothing, and is no defect', async (t) => {
  let discarded = 0;
  const { client, listed, defects } = await uploading(t, {}, (loading) => ({
    ...loading,
    discard: (campaignId) => TE.map(() => void (discarded += 1))(loading.discard(campaignId)),
  }));
  const { send, socket } = await client();
  send(`${head('R-1')}${chunk(`refId\n${'customer\n'.repeat(2500)}`)}`);
  await waitFor('it has begun', async () => (await listed()).length === 1);
  socket.destroy();
  await waitFor('it is discarded', () => discarded === 1);
  t.deepEqual([await listed(), defects], [[], []]);
});

test('uploads beyond their number are refused at once, and other changes are not', async (t) => {
  const { client, listed } = await uploading(t, { uploads: 1 });
  const [first, second] = [await client(), await client()];
  first.send(`${head('R-1')}${chunk('refId\na\n')}`);
  await waitFor('it has begun', async () => (await listed()).length === 1);
  second.send(`${head('R-2')}${chunk('refId\na\n')}${chunk('')}`);
  await second.until((text) => text.includes('HTTP/1.1 503'));
  first.send(chunk(''));
  await first.until((text) => text.includes('HTTP/1.1 201'));
  t.pass();
});

test('a store that fails while a file is loaded answers 503', async (t) => {
  const { deps, campaigns, store } = inMemory();
  const campaignLoading = { ...store.campaignLoading, append: () => TE.left(storeUnavailable('down')) };
  const { call } = await runningApi(t, { deps, campaigns: { ...campaigns, campaignLoading } });
  const reply = await call('POST', `/v1/casm/segment-campaign-files?${order}`, { raw: 'refId\na\n', headers: csv });
  t.is(reply.status, 503);
});
