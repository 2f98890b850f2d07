import { decideRow, toTopics } from '@casm/core';
import {
  anActiveCustomer,
  exampleCatalogue,
  inMemoryStore,
  inMemoryWarehouse,
  numberedIds,
  succeeds,
} from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import type { HttpApiOptions } from '../src/index.js';
import { at } from './described.js';
import { deliverAll, runningApi } from './running-api.js';

const base = '/v1/casm/segment-campaigns';

const order = (given: Readonly<Record<string, unknown>> = {}) => ({
  requestId: 'R-1',
  name: 'spring',
  customerSegment: 'SOHO',
  reason: 'the tariff is closed',
  ...given,
});

/** The API with workers that begin when a campaign is moved, unless they sleep. */
const withCampaigns = async (
  t: ExecutionContext,
  { asleep = false, ...given }: { readonly asleep?: boolean } & Partial<Pick<HttpApiOptions, 'authenticate'>> = {},
) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
  const decide = decideRow(deps);
  const work = async (): Promise<void> => {
    while ((await succeeds(store.campaignWork.work('test', 60_000, decide))) !== null);
  };
  const campaigns = {
    ...deps,
    now: () => '2026-03-01T00:00:00.000Z',
    onMove: () => {
      if (!asleep) work().catch((error: unknown) => t.fail(String(error)));
    },
  };
  const { warehouse, reports } = inMemoryWarehouse();
  const api = await runningApi(t, { deps, campaigns, reports, ...given });
  const deliver = () => deliverAll(store, warehouse);
  const customers = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => anActiveCustomer(deps, { externalId: `CRM-${index + 10}` })),
    );
  return { ...api, deliver, work, customers };
};

const campaignIn = (json: unknown, member: string): unknown => at(json, 'campaign', member);
const outcomesIn = (json: unknown): unknown => {
  const rows = at(json, 'rows');
  return Array.isArray(rows) ? rows.map((row: unknown) => [at(row, 'line'), at(row, 'outcome')]) : null;
};

test('a campaign names the user that its client acts for, however it is ordered', async (t) => {
  const { call } = await withCampaigns(t, {
    asleep: true,
    authenticate: () => ({ client: 'crm', onBehalfOf: 'ada@example.com' }),
  });
  const rows = [{ externalId: 'CRM-10' }];
  const answers = [
    await call('POST', base, { body: order({ rows }) }),
    await call('POST', `${base}?wait=true`, { body: order({ requestId: 'R-2', rows }) }),
    await call('POST', '/v1/casm/segment-campaign-files?requestId=R-3&name=spring&customerSegment=SOHO', {
      raw: 'externalId\nCRM-10\n',
      headers: { 'content-type': 'text/csv' },
    }),
  ];
  for (const { status, json, text } of answers) {
    t.is(status, 201, text);
    t.deepEqual([campaignIn(json, 'initiator'), campaignIn(json, 'onBehalfOf')], ['crm', 'ada@example.com']);
  }
});

test('a campaign is created as a draft, validated, run, and tells what became of its rows', async (t) => {
  const { call, work, customers } = await withCampaigns(t, { asleep: true });
  await customers(3);
  const rows = [{ externalId: 'CRM-10' }, { externalId: 'CRM-nobody' }, { externalId: 'CRM-10' }];
  const created = await call('POST', base, { body: order({ rows }) });
  t.is(created.status, 201);
  const place = created.headers.get('location') ?? '';
  t.is(campaignIn(created.json, 'state'), 'DRAFT');
  t.is(at(created.json, 'rows'), undefined);

  const validating = await call('PUT', `${place}/state`, { body: { state: 'VALIDATED' } });
  t.is(campaignIn(validating.json, 'validating'), true);
  await work();
  const validated = await call('GET', place);
  t.like(at(validated.json, 'campaign'), {
    state: 'VALIDATED',
    forecast: [
      { customerSegment: 'RESIDENTIAL', outcome: 'CHANGED', rows: 1 },
      { customerSegment: 'RESIDENTIAL', outcome: 'DUPLICATE', rows: 1 },
      { customerSegment: null, outcome: 'NOT_FOUND', rows: 1 },
    ],
    outcomes: [],
  });

  await call('PUT', `${place}/state`, { body: { state: 'RUNNING' } });
  await work();
  const ended = await call('GET', place);
  t.is(campaignIn(ended.json, 'state'), 'COMPLETED');
  const results = await call('GET', `${place}/rows`);
  t.deepEqual(outcomesIn(results.json), [
    [1, 'DUPLICATE'],
    [2, 'NOT_FOUND'],
    [3, 'CHANGED'],
  ]);
  const missing = await call('GET', `${place}/rows?outcome=NOT_FOUND`);
  t.deepEqual(outcomesIn(missing.json), [[2, 'NOT_FOUND']]);
});

test('the warehouse tells what it has of a campaign, which the store knows', async (t) => {
  const { call, customers, deliver } = await withCampaigns(t);
  await customers(2);
  const rows = [{ externalId: 'CRM-10' }, { externalId: 'CRM-11' }];
  const created = await call('POST', `${base}?wait=true`, { body: order({ rows }) });
  const campaignId = String(campaignIn(created.json, 'campaignId'));
  const report = await call('GET', `/v1/dwh/campaigns/${campaignId}`);
  t.deepEqual(report.json, {
    campaignId,
    changed: 2,
    effect: { applied: 0, latestOccurredAt: null, segments: [] },
  });
  await deliver();
  t.like((await call('GET', `/v1/dwh/campaigns/${campaignId}`)).json, {
    changed: 2,
    effect: {
      applied: 2,
      segments: [
        { customerSegment: 'RESIDENTIAL', before: 2, after: 0 },
        { customerSegment: 'SOHO', before: 0, after: 2 },
      ],
    },
  });
  const unknown = await call('GET', '/v1/dwh/campaigns/nobody');
  t.is(unknown.status, 404);
  t.is(at(unknown.json, 'type'), 'urn:casm:problem:campaign-not-found');
});

test('rows come page by page, and so do campaigns, the newest first', async (t) => {
  const { call, customers } = await withCampaigns(t);
  await customers(5);
  const rows = [10, 11, 12, 13, 14].map((number) => ({ externalId: `CRM-${number}` }));
  const created = await call('POST', `${base}?wait=true`, { body: order({ rows }) });
  const place = created.headers.get('location') ?? '';
  const first = await call('GET', `${place}/rows?limit=3`);
  const next = String(at(first.json, 'next'));
  const second = await call('GET', `${place}/rows?limit=3&cursor=${next}`);
  t.is(at(second.json, 'next'), null);
  t.deepEqual(outcomesIn(second.json), [
    [4, 'CHANGED'],
    [5, 'CHANGED'],
  ]);
  const filtered = order({ requestId: 'R-2', name: 'autumn', customers: { customerSegment: 'BUSINESS' } });
  await call('POST', base, { body: filtered });
  const newest = await call('GET', `${base}?limit=1`);
  t.like(newest.json, { campaigns: [{ name: 'autumn', rows: 0 }] });
  const older = await call('GET', `${base}?limit=1&cursor=${String(at(newest.json, 'next'))}`);
  t.like(older.json, { campaigns: [{ name: 'spring', state: 'COMPLETED' }] });
});

test('with wait=true the answer has the results, each refused row with the type of its problem', async (t) => {
  const { call, customers } = await withCampaigns(t);
  await customers(2);
  const rows = [
    { externalId: 'CRM-10', customerSegment: 'BUSINESS', reason: 'a second office' },
    { externalId: 'CRM-11', customerSegment: 'NOWHERE' },
  ];
  const reply = await call('POST', `${base}?wait=true`, { body: order({ rows }) });
  t.is(reply.status, 201);
  t.is(campaignIn(reply.json, 'state'), 'COMPLETED');
  t.like(reply.json, {
    rows: [
      { line: 1, outcome: 'CHANGED', version: 2, problem: null },
      { line: 2, outcome: 'REFUSED', transactionId: null, problem: 'urn:casm:problem:unknown-segment' },
    ],
  });
  const again = await call('POST', `${base}?wait=true`, { body: order({ rows }) });
  t.deepEqual([again.status, again.headers.get('idempotency-replayed'), again.text], [201, 'true', reply.text]);
  const other = await call('POST', base, { body: order({ rows, name: 'summer' }) });
  t.is(other.status, 422);
});

test('who waits for a campaign that nobody works on is told in time that it is RUNNING', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
  const campaigns = { ...deps, now: () => '2026-03-01T00:00:00.000Z' };
  const { call } = await runningApi(t, { deps, campaigns, timeoutMs: 200 });
  const reply = await call('POST', `${base}?wait=true`, { body: order({ rows: [{ externalId: 'CRM-1' }] }) });
  t.is(campaignIn(reply.json, 'state'), 'RUNNING');
  t.like(reply.json, { rows: [] });
});

test('an order that cannot be carried out is refused with all that is wrong with it', async (t) => {
  const { call } = await withCampaigns(t);
  const wrong = await call('POST', base, {
    body: order({
      name: '',
      rows: [
        { refId: 'a', externalId: 'b' },
        { externalId: 'CRM-1', priority: 1 },
      ],
    }),
  });
  t.is(wrong.status, 400);
  t.like(wrong.json, {
    violations: [
      { pointer: '/rows/0', rule: 'must have exactly one of refId and externalId' },
      { pointer: '/rows/1/priority', rule: 'is not a known member' },
      { pointer: '/name' },
    ],
  });
  const sourceless = await call('POST', base, { body: order() });
  t.like(sourceless.json, {
    status: 400,
    violations: [{ pointer: '', rule: 'must have exactly one of customers, rows and a file' }],
  });
  const endless = await call('POST', `${base}?wait=true`, {
    body: order({ customers: { state: 'ACTIVE' }, startAt: '2030-01-01T00:00:00.000Z' }),
  });
  t.like(endless.json, { status: 400, violations: [{ pointer: '/rows' }, { pointer: '/startAt' }] });
});

test('a state that the campaign cannot come into is refused, and so is a campaign that there is not', async (t) => {
  const { call } = await withCampaigns(t, { asleep: true });
  const created = await call('POST', base, { body: order({ customers: { state: 'ACTIVE' } }) });
  const place = created.headers.get('location') ?? '';
  const early = await call('PUT', `${place}/state`, { body: { state: 'RUNNING' } });
  t.like(early.json, {
    type: 'urn:casm:problem:campaign-state-not-allowed',
    status: 409,
    detail: 'It is DRAFT and cannot become RUNNING: a DRAFT must be validated first, unless skipValidation is true.',
  });
  const wrong = await call('PUT', `${place}/state`, { body: { state: 'DRAFT' } });
  t.is(wrong.status, 400);
  for (const path of ['', '/rows']) {
    const reply = await call('GET', `${base}/nobody${path}`);
    t.like(reply.json, { type: 'urn:casm:problem:campaign-not-found', status: 404 });
  }
  const nobody = await call('PUT', `${base}/nobody/state`, { body: { state: 'PAUSED' } });
  t.is(nobody.status, 404);
});
