import { connect } from 'node:net';
import { type ReadReplica, type RowResult, type StoreFailure, storeUnavailable } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { AnsweredRequest, HttpApiOptions } from '../src/index.js';
import { exampleCompleted } from '../src/routes/example-campaign.js';
import { runningApi } from './running-api.js';

const row = (line: number): RowResult => ({
  line,
  refId: null,
  externalId: `CRM-${line}`,
  outcome: 'NOT_FOUND',
  transactionId: null,
  version: null,
  problem: null,
  rule: null,
});
const rows = Array.from({ length: 2500 }, (_, index) => row(index + 1));

type Page = { readonly after: number; readonly limit: number };
type ReadPage = (page: Page) => TE.TaskEither<StoreFailure, ReadonlyArray<RowResult>>;

const all: ReadPage = ({ after, limit }) => TE.right(rows.slice(after, after + limit));
const failing = TE.left(storeUnavailable('the server is gone'));

/** A gate that is closed until it is opened. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
};

const until = async (isSo: () => boolean): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it does not become so');
    await new Promise((resolve) => setImmediate(resolve));
  }
};

interface Given extends Partial<HttpApiOptions> {
  readonly ofStore?: ReadPage;
  /** Undefined: there is no replica. */
  readonly ofReplica?: ReadPage;
  readonly mostFallbacks?: number;
  /** Whether the store has the campaign; true by default. */
  readonly isThere?: () => boolean;
}

/** The API with one campaign of 2,500 rows, which is an export of three pages. */
const exporting = async (
  t: ExecutionContext,
  { ofStore = all, ofReplica, mostFallbacks, isThere = () => true, ...options }: Given = {},
) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const campaignsOf = (read: ReadPage) => ({
    ...store.campaigns,
    find: () => TE.right(isThere() ? O.some(exampleCompleted) : O.none),
    results: (_: string, page: Page) => read(page),
  });
  const ofOne = (read: ReadPage): ReadReplica => ({
    begin: () => ({ ports: { ...store, campaigns: campaignsOf(read) }, lagMs: () => 0 }),
  });
  const failures: Array<string> = [];
  const deps = { ...store, newId: numberedIds('id'), topicsFor: () => [] };
  const api = await runningApi(t, {
    deps,
    campaigns: { ...deps, campaigns: campaignsOf(ofStore), now: () => '' },
    onFailure: (failure, operation) => failures.push(`${operation}: ${failure._tag}`),
    ...(ofReplica === undefined
      ? {}
      : { replica: { reads: ofOne(ofReplica), ...(mostFallbacks === undefined ? {} : { mostFallbacks }) } }),
    ...options,
  });
  const place = `/v1/casm/segment-campaigns/${exampleCompleted.campaignId}/rows.csv`;
  const headers = { authorization: 'Bearer secret', prefer: 'replica' };
  const begin = () => fetch(`${api.url}${place}`, { headers });
  const whole = async () => (await (await begin()).text()).split('\r\n').length - 2;
  return { ...api, place, begin, whole, failures };
};

test('an export reads a page from the primary where the replica does not answer, and the next from the replica again', async (t) => {
  const read: Array<string> = [];
  const { whole } = await exporting(t, {
    ofReplica: (page) => {
      read.push(`replica ${page.after}`);
      return page.after === 1000 ? failing : all(page);
    },
    ofStore: (page) => {
      read.push(`primary ${page.after}`);
      return all(page);
    },
  });
  t.is(await whole(), 2500);
  t.deepEqual(read, ['replica 0', 'replica 1000', 'primary 1000', 'replica 2000']);
});

test('exports that lose the replica are read from the primary four pages at a time, and come to their end', async (t) => {
  const { open, opened } = gate();
  let [running, most, lost] = [0, 0, 0];
  const { whole, call, place } = await exporting(t, {
    ofReplica: (page) => {
      if (page.after === 0) return all(page);
      lost += 1;
      return failing;
    },
    ofStore: (page) => async () => {
      running += 1;
      most = Math.max(most, running);
      await opened;
      running -= 1;
      return all(page)();
    },
  });
  const exports = Promise.all(Array.from({ length: 10 }, whole));
  await until(() => lost === 10 && running === 4);
  const beside = await call('GET', place.replace('.csv', '?cursor=1000'), { headers: { prefer: 'replica' } });
  t.like(beside, { status: 503, json: { type: 'urn:casm:problem:replica-unavailable' } });
  open();
  t.deepEqual(
    await exports,
    Array.from({ length: 10 }, () => 2500),
  );
  t.is(most, 4);
});

test('an export that begins on the primary in place of the replica is read four pages at a time to its end', async (t) => {
  const { open, opened } = gate();
  let [running, most] = [0, 0];
  const { whole } = await exporting(t, {
    ofReplica: () => failing,
    ofStore: (page) => async () => {
      running += 1;
      most = Math.max(most, running);
      if (page.after > 0) await opened;
      running -= 1;
      return all(page)();
    },
  });
  let begun = 0;
  const begin = async (): Promise<number> => {
    const lines = whole();
    begun += 1;
    return lines;
  };
  const first = Array.from({ length: 4 }, begin);
  await until(() => running === 4);
  t.is(await whole().catch(() => -2), -1, 'a fifth is refused');
  t.is(begun, 4);
  open();
  t.deepEqual(await Promise.all(first), [2500, 2500, 2500, 2500]);
  t.is(most, 4);
});

test('where the primary answers nothing in place of the replica, an export that loses the replica is broken off', async (t) => {
  const { begin, failures } = await exporting(t, {
    ofReplica: (page) => (page.after === 1000 ? failing : all(page)),
    mostFallbacks: 0,
  });
  await t.throwsAsync((await begin()).text());
  t.deepEqual(failures, ['exportSegmentCampaignRows: StoreUnavailable']);
});

/** Sends an HTTP/1.0 request, and resolves with all that came and how the connection ended. */
const overHttp10 = async (url: string, place: string, onData: (text: string) => void = () => undefined) => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let [text, end] = ['', ''];
  socket.on('data', (chunk) => onData((text += String(chunk)))).on('end', () => (end = 'end'));
  socket.on('error', (error) => (end = 'code' in error ? String(error.code) : error.message));
  socket.write(`GET ${place} HTTP/1.0\r\nAuthorization: Bearer secret\r\n\r\n`);
  await new Promise((resolve) => socket.on('close', resolve));
  return { text, end };
};

test('an export that the store breaks off is seen to be broken by any client, and is told as a failure', async (t) => {
  let failsAt = 1000;
  const { open, opened } = gate();
  const { begin, failures, defects, url, place } = await exporting(t, {
    ofStore: (page) => async () => {
      if (page.after === 2000) await opened;
      return page.after === failsAt ? failing() : all(page)();
    },
  });
  const answer = await begin();
  t.is(answer.status, 200);
  await t.throwsAsync(answer.text());
  t.deepEqual(failures, ['exportSegmentCampaignRows: StoreUnavailable']);
  failsAt = 2000;
  // Node takes a reset for an end if bytes come with it.
  const broken = await overHttp10(url, place, (text) => {
    if (text.includes('CRM-2000,')) setImmediate(open);
  });
  t.is(broken.end, 'ECONNRESET');
  failsAt = -1;
  const whole = await overHttp10(url, place);
  t.is(whole.end, 'end');
  t.regex(whole.text, /CRM-2500,.*\r\n$/);
  t.deepEqual(defects, []);
});

test('an export counts for its client and among the exports until it is sent, and as answered when it begins', async (t) => {
  const { open, opened } = gate();
  const answered: Array<AnsweredRequest> = [];
  const { begin, call, place } = await exporting(t, {
    ofStore: (page) => async () => {
      if (page.after > 0) await opened;
      return all(page)();
    },
    clientLimits: { concurrency: 2 },
    mostExports: 1,
    onAnswered: (request) => answered.push(request),
  });
  const sending = await begin();
  const second = await call('GET', place);
  t.like(second, { status: 503, json: { type: 'urn:casm:problem:overloaded' } });
  t.is((await call('GET', '/v1/casm/customer-segments')).status, 200);
  const held = await begin();
  t.is(held.status, 503);
  t.deepEqual(
    answered.map(({ status }) => status),
    [200, 503, 200, 503],
  );
  open();
  t.is((await sending.text()).split('\r\n').length, 2502);
  t.is((await call('GET', place)).status, 200);
});

test('a client that leaves during an export gives its place back', async (t) => {
  const { begin, call, place, failures, defects } = await exporting(t, {
    ofStore: (page) => (page.after === 0 ? all(page) : TE.right(rows.slice(0, 1000))),
    clientLimits: { concurrency: 1 },
    mostExports: 1,
  });
  const endless = await begin();
  const beside = await call('GET', place);
  t.is(beside.status, 429);
  await endless.body?.cancel();
  const deadline = performance.now() + 10_000;
  let status = 0;
  while (status !== 200) {
    t.true(performance.now() < deadline, 'its place was not given back');
    const again = await call('HEAD', place);
    ({ status } = again);
    t.true([200, 429].includes(status));
  }
  t.is((await call('HEAD', place)).status, 200, 'an answer without its body gives its place back too');
  t.deepEqual([failures, defects], [[], []]);
});

test('a campaign that is deleted while its rows are read is not taken for one that ends there', async (t) => {
  let isThere = true;
  const deletedAt =
    (after: number): ReadPage =>
    (page) => {
      if (page.after >= after) isThere = false;
      return isThere ? all(page) : TE.right([]);
    };
  let ofStore = deletedAt(1000);
  const { begin, call, place, failures } = await exporting(t, {
    ofStore: (page) => ofStore(page),
    isThere: () => isThere,
  });
  await t.throwsAsync((await begin()).text());
  t.deepEqual(failures, ['exportSegmentCampaignRows: StoreUnavailable']);
  isThere = true;
  ofStore = deletedAt(0);
  t.like(await call('GET', place), { status: 404, json: { type: 'urn:casm:problem:campaign-not-found' } });
  isThere = true;
  t.is((await call('GET', place.replace('.csv', '?cursor=1000'))).status, 404);
});
