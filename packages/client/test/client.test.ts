import { readFile } from 'node:fs/promises';
import { customerBusy, storeUnavailable } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import test from 'ava';
import { type Problem, ProblemAnswer } from '../src/index.js';
import { generatedSources } from './generated-sources.js';
import { runningApi } from './running-api.js';

test('the generated sources agree with the committed document; npm run contract rewrites them', async (t) => {
  for (const { file, text } of await generatedSources())
    t.is(text, await readFile(file, 'utf8').catch(() => 'there is no such file'), file.pathname);
});

test('a change returns the Business Transaction, and a read returns the changed customer', async (t) => {
  const { casm, create } = await runningApi(t);
  const { data, response } = await create('c', 'CRM-1');
  t.is(response.headers.get('etag'), '"1"');
  t.is(data?.payload.customer.externalId, 'CRM-1');
  const moved = await casm.updateCustomerSegment({
    params: { header: { 'If-Match': '"1"' } },
    body: { requestId: 'm', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' },
  });
  t.is(moved.data?.changes[0]?.after, 'SOHO');
  const read = await casm.readEffectiveSegment({ params: { query: { externalId: 'CRM-1' } } });
  t.is(read.data?.customerSegment, 'SOHO');
  t.is((await casm.listCustomerSegments()).data?.customerSegments.length, 3);
});

/** Exhaustive by type: a new problem type of the document is a compile error until it is handled here. */
const describe = (problem: Extract<Problem, { status: 404 | 412 }>): string => {
  switch (problem.type) {
    case 'urn:casm:problem:customer-not-found':
    case 'urn:casm:problem:segment-not-found':
    case 'urn:casm:problem:state-reason-not-found':
    case 'urn:casm:problem:profile-not-found':
    case 'urn:casm:problem:campaign-not-found':
      return 'not there';
    case 'urn:casm:problem:version-mismatch':
      return 'changed since';
  }
};

test('a problem is identified by its type', async (t) => {
  const { casm } = await runningApi(t);
  const { error } = await casm.readCustomer({ params: { query: { externalId: 'CRM-404' } } });
  if (error?.type !== 'urn:casm:problem:customer-not-found') return t.fail(JSON.stringify(error));
  t.is(error.status, 404);
  t.is(describe(error), 'not there');
});

const quickly = { attempts: 4, withinMs: 60_000 };

test('after a 503 the same request is sent again, with the same requestId, until it is answered', async (t) => {
  const { create, requestIds } = await runningApi(t, {
    failures: [customerBusy, storeUnavailable('down')],
    retry: quickly,
  });
  const started = Date.now();
  const { data } = await create('again', 'CRM-1');
  t.is(data?.requestId, 'again');
  t.deepEqual(requestIds, ['again', 'again', 'again']);
  t.true(Date.now() - started >= 2000, 'each wait is at least the second of Retry-After');
});

test('a request is sent at most as often as configured, and the last answer is returned', async (t) => {
  const failures = [customerBusy, customerBusy, customerBusy];
  const { create, requestIds } = await runningApi(t, { failures, retry: { ...quickly, attempts: 2 } });
  const { error } = await create('again', 'CRM-1');
  t.is(error?.type, 'urn:casm:problem:customer-busy');
  t.is(requestIds.length, 2);
});

test('no retry is made whose wait would end after the time limit', async (t) => {
  const { create, requestIds } = await runningApi(t, { failures: [customerBusy], retry: { withinMs: 500 } });
  t.is((await create('again', 'CRM-1')).response.status, 503);
  t.is(requestIds.length, 1);
});

test('after a connection error the same request is sent again', async (t) => {
  let broken = 0;
  const breaking: typeof fetch = async (input, init) => {
    if (broken === 2) return fetch(input, init);
    broken += 1;
    throw new TypeError('fetch failed');
  };
  const { create, requestIds } = await runningApi(t, { fetch: breaking });
  t.is((await create('again', 'CRM-1')).response.status, 201);
  t.deepEqual([broken, requestIds], [2, ['again']]);
});

test('an abort ends the wait for the next attempt', async (t) => {
  const { casm, requestIds } = await runningApi(t, { failures: [customerBusy], retry: quickly });
  const abort = new AbortController();
  const body = { requestId: 'a', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  const answer = casm.updateCustomerSegment({ body, signal: abort.signal });
  const aborted = t.throwsAsync(answer, { message: 'enough' });
  while (requestIds.length === 0) await new Promise((resolve) => setImmediate(resolve));
  abort.abort(new Error('enough'));
  await aborted;
  t.is(requestIds.length, 1);
});

test('an abort that comes with an answer to retry rejects, instead of returning the answer or waiting', async (t) => {
  const abort = new AbortController();
  const { casm, requestIds } = await runningApi(t, {
    failures: [customerBusy],
    retry: quickly,
    fetch: async (...args) => {
      const response = await fetch(...args);
      abort.abort(new Error('enough'));
      return response;
    },
  });
  const body = { requestId: 'a', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  await t.throwsAsync(casm.updateCustomerSegment({ body, signal: abort.signal }), { message: 'enough' });
  t.is(requestIds.length, 1);
});

test('customers, histories and Business Transactions are iterated page by page', async (t) => {
  const { casm, create } = await runningApi(t);
  for (const id of ['1', '2', '3', '4', '5']) await create(id, `CRM-${id}`);
  for (const customerSegment of ['SOHO', 'BUSINESS'])
    await casm.updateCustomerSegment({
      body: { requestId: customerSegment, customer: { externalId: 'CRM-1' }, customerSegment },
    });
  const customers = [];
  for await (const { externalId } of casm.eachCustomer({ limit: 2 })) customers.push(externalId);
  t.deepEqual(customers, ['CRM-1', 'CRM-2', 'CRM-3', 'CRM-4', 'CRM-5']);
  const segments = [];
  for await (const { customerSegment } of casm.eachSegmentPeriod({ externalId: 'CRM-1', limit: 1 }))
    segments.push(customerSegment);
  t.deepEqual(segments, ['BUSINESS', 'SOHO', 'RESIDENTIAL']);
  const states = [];
  for await (const { state } of casm.eachStatePeriod({ externalId: 'CRM-1', limit: 1 })) states.push(state.state);
  t.deepEqual(states, ['ACTIVE']);
  const transactions = [];
  for await (const { requestId } of casm.eachBusinessTransaction({ limit: 3 })) transactions.push(requestId);
  t.deepEqual(transactions, ['1', '2', '3', '4', '5', 'SOHO', 'BUSINESS']);
});

test('every page is asked for with the headers of the iteration', async (t) => {
  const preferred: Array<string | null> = [];
  const { casm, create } = await runningApi(t, {
    fetch: (input, init) => {
      const { method, headers } = input instanceof Request ? input : new Request(input, init);
      if (method === 'GET') preferred.push(headers.get('Prefer'));
      return fetch(input, init);
    },
  });
  for (const id of ['1', '2', '3']) await create(id, `CRM-${id}`);
  const header = { Prefer: 'replica; max-lag=2' };
  const order = { name: 'spring', customerSegment: 'SOHO', rows: [{ externalId: 'CRM-1' }] };
  const { data } = await casm.createSegmentCampaign({ body: { ...order, requestId: 'one' } });
  await casm.createSegmentCampaign({ body: { ...order, requestId: 'two' } });
  const campaignId = data?.campaign.campaignId ?? '';
  const customer = { externalId: 'CRM-1' };
  await casm.updateCustomerSegment({ body: { requestId: 'm', customer, customerSegment: 'SOHO' } });
  const state = { state: 'SUSPENDED', stateReason: 'dfltSuspended' } as const;
  await casm.updateCustomerState({ body: { requestId: 's', customer, state } });
  const one = { limit: 1 };
  const iterations: Readonly<Record<string, readonly [AsyncIterable<unknown>, number]>> = {
    eachCustomer: [casm.eachCustomer(one, header), 3],
    eachSegmentPeriod: [casm.eachSegmentPeriod({ ...customer, ...one }, header), 2],
    eachStatePeriod: [casm.eachStatePeriod({ ...customer, ...one }, header), 2],
    eachSegmentCampaign: [casm.eachSegmentCampaign(one, header), 2],
    eachSegmentCampaignRow: [casm.eachSegmentCampaignRow(campaignId, one, header), 0],
    eachBusinessTransaction: [casm.eachBusinessTransaction(one, header), 5],
  };
  for (const [name, [items, expected]] of Object.entries(iterations)) {
    preferred.splice(0);
    let count = 0;
    for await (const _ of items) count += 1;
    t.is(count, expected, name);
    t.true(preferred.length >= Math.max(1, expected), name);
    t.deepEqual(new Set(preferred), new Set([header.Prefer]), name);
  }
});

test('an iteration over pages throws a problem', async (t) => {
  const { casm } = await runningApi(t, { token: 'wrong' });
  const error = await t.throwsAsync(async () => {
    for await (const _ of casm.eachCustomer()) t.fail();
  });
  if (!(error instanceof ProblemAnswer)) return t.fail();
  t.is(error.problem.type, 'urn:casm:problem:unauthorized');
});

test('a file goes out as it is, and results come back as CSV or row by row', async (t) => {
  const { casm, create } = await runningApi(t);
  await create('c', 'CRM-1');
  const { data, error } = await casm.uploadSegmentCampaign({
    params: { query: { requestId: 'k', name: 'spring', customerSegment: 'SOHO' } },
    body: 'externalId\nCRM-1\nCRM-2\n',
  });
  t.is(error, undefined);
  t.is(data?.campaign.rows, 2);
  const campaignId = data?.campaign.campaignId ?? '';
  const results = await casm.exportSegmentCampaignRows({ params: { path: { campaignId } } });
  t.is(results.data, 'line,refId,externalId,outcome,transactionId,version,problem,rule\r\n');
  const listed: Array<string> = [];
  for await (const { name } of casm.eachSegmentCampaign()) listed.push(name);
  t.deepEqual(listed, ['spring']);
  for await (const row of casm.eachSegmentCampaignRow(campaignId)) t.fail(JSON.stringify(row));
});

test('an operator reads what is parked and dead, and retries it', async (t) => {
  const { casm, create, warehouse } = await runningApi(t);
  await create('c', 'CRM-1');
  t.is((await casm.readOutbox()).data?.waiting[0]?.messages, 1);
  t.is((await casm.retryParkedMessages({ body: {} })).data?.messages, 0);
  t.is((await casm.listLeases()).data?.leases[0]?.holder, null);
  const partition = { cluster: 'kafka', group: 'casm-dwh', topic: 'casm.customer', partition: 0 };
  const deadLetters = [1, 2, 3].map((offset) => ({
    kind: 'unreadable' as const,
    delivery: { partition, offset, key: null, body: 'poison' },
    error: 'is not JSON',
  }));
  await succeeds(warehouse.apply({ arrivals: [], deadLetters, positions: [], subscriber: 'test' }));
  const offsets = [];
  for await (const { offset } of casm.eachDeadLetter({ limit: 2 })) offsets.push(offset);
  t.deepEqual(offsets, [1, 2, 3]);
  t.is((await casm.retryDeadLetters({ body: { limit: 2 } })).data?.deadLetters.length, 2);
});
