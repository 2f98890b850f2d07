import type { HttpServerStatus } from '@casm/adapter-http';
import { completeTopic, storeUnavailable } from '@casm/core';
import {
  allPending,
  anActiveCustomer,
  exampleCatalogue,
  type InMemoryStore,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import test from 'ava';
import { Registry } from 'prom-client';
import * as E from 'fp-ts/lib/Either.js';
import { newExemplars, newRegistry } from '../src/runtime/registry.js';
import { meterRequests } from '../src/runtime/request-metrics.js';
import { type Metered, metricsOf } from '../src/runtime/metrics.js';
import { meterReplica } from '../src/runtime/replica-metrics.js';

const server: HttpServerStatus = {
  connections: { open: 11, evicted: 12, refused: 13 },
  requests: { changes: 14, reads: 15, waiting: 16, refused: 17 },
};

const metered: Metered = {
  topics: [completeTopic],
  outbox: { unpublished: () => E.right([]), parked: () => E.right([]), oldestAt: () => E.right(null) },
  isUp: () => true,
  isReady: () => true,
  store: () => ({
    changes: { queued: 1, inFlight: 2, oldestAgeMs: 3000, refused: 4 },
    reads: { queued: 5, inFlight: 6, refused: 7 },
    failing: null,
  }),
  server: () => server,
  loginFailures: () => ({ 'no-token': 8, 'unknown-token': 9 }),
};

/** Each line of our own, as it is told by metrics of these. */
const told = async (given: Partial<Metered> = {}): Promise<ReadonlyArray<string>> => {
  const text = await metricsOf({ ...metered, ...given }).metrics();
  return text.split('\n').filter((line) => line.startsWith('casm_'));
};

const outboxOf = async ({ backlog, parked }: InMemoryStore): Promise<Metered['outbox']> => {
  const [unpublished, setAside, oldestAt] = [await backlog.sizes(), await parked.sizes(), await backlog.oldestAt()];
  return { unpublished: () => unpublished, parked: () => setAside, oldestAt: () => oldestAt };
};

test('the metrics tell what is unpublished and what is parked', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(store.customers, numberedIds('metrics'));
  await anActiveCustomer(writes);
  await anActiveCustomer(writes);
  const counts = async () => {
    const lines = await told({ outbox: await outboxOf(store) });
    return lines.filter((line) => /^casm_outbox_(unpublished|parked)/.test(line));
  };
  const lines = (unpublished: number, parked: number) => [
    `casm_outbox_unpublished_messages{topic="${completeTopic}"} ${unpublished}`,
    `casm_outbox_parked_messages{topic="${completeTopic}"} ${parked}`,
  ];
  t.deepEqual(await counts(), lines(2, 0));

  const [first, second] = await allPending(store);
  await succeeds(store.outbox.park(completeTopic, [first?.position ?? ''], 'too large'));
  await succeeds(store.outbox.remove(completeTopic, [second?.position ?? '']));
  t.deepEqual(await counts(), lines(0, 1));
});

test('the metrics tell how long the oldest message has waited', async (t) => {
  const store = inMemoryStore({
    catalogue: exampleCatalogue,
    clock: () => new Date(Date.now() - 90_000).toISOString(),
  });
  const age = async () => {
    const line = (await told({ outbox: await outboxOf(store) })).find((each) => each.startsWith('casm_outbox_oldest'));
    return Number(line?.split(' ').at(-1));
  };
  t.is(await age(), 0);
  await anActiveCustomer(writesTo(store.customers, numberedIds('metrics')));
  const seconds = await age();
  t.true(seconds >= 90 && seconds < 150, `${seconds} s`);
});

test('the metrics tell what the store, the listener and the logins do', async (t) => {
  t.deepEqual(
    (await told()).filter((line) => !line.startsWith('casm_outbox_')),
    [
      'casm_ready 1',
      'casm_store_up 1',
      'casm_commits_failing 0',
      'casm_changes_queued 1',
      'casm_changes_in_flight 2',
      'casm_changes_oldest_wait_seconds 3',
      'casm_changes_refused_total 4',
      'casm_reads_queued 5',
      'casm_reads_in_flight 6',
      'casm_reads_refused_total 7',
      'casm_http_connections 11',
      'casm_http_connections_evicted_total 12',
      'casm_http_connections_refused_total 13',
      'casm_http_changes_in_progress 14',
      'casm_http_reads_in_progress 15',
      'casm_http_requests_waiting 16',
      'casm_http_requests_refused_total 17',
      'casm_login_failures_total{failure="no-token"} 8',
      'casm_login_failures_total{failure="unknown-token"} 9',
    ],
  );
});

test('what is not known is not told: counts of a store that does not answer are left out', async (t) => {
  const { store } = metered;
  const gone = () => E.left(storeUnavailable('gone'));
  const failing = { cause: '53100', detail: 'no room', phase: 'commit', changes: 1, since: '' } as const;
  const lines = await told({
    outbox: { unpublished: gone, parked: gone, oldestAt: gone },
    isUp: () => false,
    isReady: () => false,
    store: () => ({ ...store(), failing }),
    server: () => null,
  });
  t.deepEqual(lines.slice(0, 4), [
    'casm_ready 0',
    'casm_store_up 0',
    'casm_commits_failing 1',
    'casm_changes_queued 1',
  ]);
  t.true(lines.includes('casm_http_connections 0'));
});

test('a count of the outbox that is late leaves out neither the age of the oldest message nor what is parked', async (t) => {
  const late = () => E.left(storeUnavailable('no answer within 5000 ms'));
  const lines = await told({ outbox: { ...metered.outbox, unpublished: late } });
  t.deepEqual(
    lines.filter((line) => line.startsWith('casm_outbox_')),
    [`casm_outbox_parked_messages{topic="${completeTopic}"} 0`, 'casm_outbox_oldest_message_age_seconds 0'],
  );
});

test('who asks within a second gets the same text', async (t) => {
  let [now, asked] = [0, 0];
  const isReady = () => {
    asked += 1;
    return true;
  };
  const { metrics, openMetrics } = metricsOf({ ...metered, isReady }, () => now);
  await Promise.all([metrics(), openMetrics()]);
  now = 999;
  await metrics();
  t.is(asked, 1);
  now = 1000;
  await metrics();
  t.is(asked, 2);
});

test('the latest request of each bucket whose trace is recorded is its exemplar, in the format of OpenMetrics only', async (t) => {
  const exemplars = newExemplars();
  const { metrics, openMetrics } = metricsOf(metered, undefined, newRegistry(), exemplars);
  const onAnswered = meterRequests(exemplars);
  const answered = { operation: 'readCustomer', status: 200, durationMs: 3 };
  for (const [traceId, isSampled] of [
    ['1'.repeat(32), true],
    ['2'.repeat(32), true],
    ['3'.repeat(32), false],
    [null, false],
  ] as const)
    onAnswered({ ...answered, traceId, isSampled });
  onAnswered({ ...answered, status: 404, traceId: '4'.repeat(32), isSampled: false });
  const [plain, open] = await Promise.all([metrics(), openMetrics()]);
  t.deepEqual(
    open.match(/^casm_http_request_duration_seconds_bucket.* # .*$/gm)?.map((line) => line.replace(/ \S+$/, '')),
    [
      `casm_http_request_duration_seconds_bucket{le="0.005",operation="readCustomer",status="200"} 4 # {trace_id="${'2'.repeat(32)}"} 0.003`,
    ],
  );
  t.regex(open, /\n# EOF\n$/);
  t.regex(open, /^# TYPE casm_changes_refused counter\ncasm_changes_refused_total 4$/m);
  t.notRegex(plain, /trace_id|EOF/);
  t.regex(plain, /^casm_http_request_duration_seconds_bucket\{le="0.005",operation="readCustomer",status="200"\} 4$/m);
  t.regex(plain, /^# TYPE casm_changes_refused_total counter\ncasm_changes_refused_total 4$/m);
});

test('the metrics tell of the replica where there is one', async (t) => {
  const lines = async (registry: Registry): Promise<ReadonlyArray<string>> =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith('casm_'));
  const without = new Registry();
  meterReplica(without, () => null);
  t.deepEqual(await lines(without), []);
  const registry = new Registry();
  let status: ReturnType<Parameters<typeof meterReplica>[1]> = {
    trouble: { fault: 'behind', detail: '' },
    lagMs: 6500,
    refused: { behind: 3, conflict: 1 },
  };
  const onRead = meterReplica(registry, () => status);
  for (const outcome of ['replica', 'primary', 'primary', 'refused'] as const) onRead(outcome);
  t.deepEqual(await lines(registry), [
    'casm_replica_up 0',
    'casm_replica_lag_seconds 6.5',
    'casm_replica_refusals_total{fault="behind"} 3',
    'casm_replica_refusals_total{fault="conflict"} 1',
    'casm_replica_reads_total{outcome="replica"} 1',
    'casm_replica_reads_total{outcome="primary"} 2',
    'casm_replica_reads_total{outcome="refused"} 1',
  ]);
  status = { trouble: null, lagMs: null, refused: { behind: 4 } };
  t.deepEqual((await lines(registry)).slice(0, 2), [
    'casm_replica_up 1',
    'casm_replica_refusals_total{fault="behind"} 4',
  ]);
});
