import { readFileSync } from 'node:fs';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { Registry } from 'prom-client';
import { meterRelay } from '../src/runtime/relay-metrics.js';
import { meterSubscriber } from '../src/runtime/subscriber-metrics.js';
import { meterWork } from '../src/runtime/work-metrics.js';
import { declaredMetrics, metricsFile } from './committed-metrics.js';

/** The lines of the text that begin with this name. */
const linesOf = async (registry: Registry, name: string): Promise<ReadonlyArray<string>> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));

const pools = () => ({
  'casm-batches': { inUse: 2, idle: 1, waiting: 3 },
  'casm-dwh': { inUse: 0, idle: 4, waiting: 0 },
});

const request = {
  customer: { refId: 'r' },
  claimsExternalId: null,
  key: { client: 'crm', requestId: 'q', operation: 'updateCustomerSegment', content: '' },
  deadline: 0,
  traceparent: null,
};

test('docs/reference/metrics.md is what the metrics say (npm run contract)', (t) => {
  t.is(readFileSync(metricsFile.file, 'utf8'), metricsFile.text);
});

test('the metrics are named by the conventions of Prometheus', (t) => {
  // https://prometheus.io/docs/practices/naming/
  for (const { name, type, labels, help } of Object.values(declaredMetrics).flat()) {
    t.regex(name, /^casm_[a-z]+(_[a-z]+)*$/, name);
    t.is(name.endsWith('_total'), type === 'counter', `${name} is a ${type}`);
    t.notRegex(name, /_(?:ms|millis|milliseconds|minutes|kb|mb|kilobytes|count|sum|bucket|info)(?:_|$)/, name);
    if (/duration|_age|_wait_|delay|timestamp/.test(name)) t.regex(name, /_seconds$/, name);
    for (const label of labels) t.regex(label, /^[a-z]+(_[a-z]+)*$/, name);
    t.true(help.length > 0);
  }
});

test('a metric that several processes have is the same in each', (t) => {
  const known = new Map<string, string>();
  for (const { name, ...declared } of Object.values(declaredMetrics).flat()) {
    t.is(known.get(name) ?? JSON.stringify(declared), JSON.stringify(declared), name);
    known.set(name, JSON.stringify(declared));
  }
});

test('the size and the duration of each batch of changes are measured', async (t) => {
  const registry = new Registry();
  const { onBatch } = meterWork(registry, { pools, campaigns: () => E.right([]) });
  onBatch({ changes: [{ request }], beganAt: 0, durationMs: 4 });
  onBatch({ changes: [{ request }, { request }, { request }], beganAt: 0, durationMs: 400 });
  const sizes = await linesOf(registry, 'casm_commit_batch_changes');
  t.true(sizes.includes('casm_commit_batch_changes_bucket{le="1"} 1'));
  t.true(sizes.includes('casm_commit_batch_changes_bucket{le="4"} 2'));
  t.true(sizes.includes('casm_commit_batch_changes_sum 4'));
  const durations = await linesOf(registry, 'casm_commit_batch_duration_seconds');
  t.true(durations.includes('casm_commit_batch_duration_seconds_bucket{le="0.005"} 1'));
  t.true(durations.includes('casm_commit_batch_duration_seconds_bucket{le="0.5"} 2'));
});

test('the connections in use, idle and waited for are told by pool', async (t) => {
  const registry = new Registry();
  meterWork(registry, { pools, campaigns: () => E.right([]) });
  t.deepEqual(await linesOf(registry, 'casm_pool'), [
    'casm_pool_connections{pool="casm-batches",state="in_use"} 2',
    'casm_pool_connections{pool="casm-batches",state="idle"} 1',
    'casm_pool_connections{pool="casm-dwh",state="in_use"} 0',
    'casm_pool_connections{pool="casm-dwh",state="idle"} 4',
    'casm_pool_waiting_requests{pool="casm-batches"} 3',
    'casm_pool_waiting_requests{pool="casm-dwh"} 0',
  ]);
});

test('the sweep of request keys tells what it removed, and when it came to the end', async (t) => {
  const registry = new Registry();
  const { onSwept } = meterWork(registry, { pools, campaigns: () => E.right([]) });
  const lastSuccess = async () =>
    Number((await linesOf(registry, 'casm_request_key_sweep_last_success'))[0]?.split(' ')[1]);
  onSwept({ removed: 7, atEnd: false, durationMs: 20 });
  t.is(await lastSuccess(), 0);
  const before = Date.now() / 1000;
  onSwept({ removed: 2, atEnd: true, durationMs: 3 });
  t.true((await lastSuccess()) >= before);
  t.deepEqual(await linesOf(registry, 'casm_request_keys_removed_total'), ['casm_request_keys_removed_total 9']);
  t.deepEqual(await linesOf(registry, 'casm_request_key_sweep_duration_seconds_count'), [
    'casm_request_key_sweep_duration_seconds_count 2',
  ]);
});

test('campaigns are counted by state, also where there are none, and their rows by outcome', async (t) => {
  const registry = new Registry();
  const { onChunk } = meterWork(registry, {
    pools,
    campaigns: () => E.right([{ state: 'RUNNING', campaigns: 2 }]),
  });
  const entry = { customerSegment: 'SOHO', problem: null };
  const outcomes = [
    { ...entry, outcome: 'CHANGED', rows: 5 },
    { ...entry, customerSegment: null, outcome: 'CHANGED', rows: 1 },
    { ...entry, outcome: 'NOT_FOUND', rows: 2 },
  ] as const;
  onChunk({ campaignId: 'k', phase: 'run', settled: 8, left: 0, outcomes }, 90);
  t.deepEqual(await linesOf(registry, 'casm_campaigns'), [
    'casm_campaigns{state="DRAFT"} 0',
    'casm_campaigns{state="VALIDATED"} 0',
    'casm_campaigns{state="RUNNING"} 2',
    'casm_campaigns{state="PAUSED"} 0',
    'casm_campaigns{state="COMPLETED"} 0',
    'casm_campaigns{state="CANCELLED"} 0',
  ]);
  t.deepEqual(await linesOf(registry, 'casm_campaign_rows_total'), [
    'casm_campaign_rows_total{phase="run",outcome="CHANGED"} 6',
    'casm_campaign_rows_total{phase="run",outcome="NOT_FOUND"} 2',
  ]);
  t.deepEqual(await linesOf(registry, 'casm_campaign_chunk_duration_seconds_count'), [
    'casm_campaign_chunk_duration_seconds_count{phase="run"} 1',
  ]);
});

test('a relay tells what waits by shard, and the size of each batch that it published', async (t) => {
  const registry = new Registry();
  const onPublished = meterRelay(registry, {
    topics: ['casm.customer'],
    outbox: {
      unpublished: () => E.right([{ topic: 'casm.customer', shard: 3, size: 41 }]),
      parked: () => E.right([]),
      oldestAt: () => E.right(null),
    },
    isUp: () => true,
    isReady: () => true,
    waits: () => [],
    pools,
  });
  onPublished('casm.customer', 100, 12);
  t.deepEqual(await linesOf(registry, 'casm_relay_lag_messages'), [
    'casm_relay_lag_messages{topic="casm.customer",shard="3"} 41',
  ]);
  t.deepEqual(await linesOf(registry, 'casm_relay_published_messages_total'), [
    'casm_relay_published_messages_total{topic="casm.customer"} 100',
  ]);
  t.true(
    (await linesOf(registry, 'casm_relay_batch_messages')).includes(
      'casm_relay_batch_messages_bucket{le="128",topic="casm.customer"} 1',
    ),
  );
});

test('a subscriber measures the batches that it applied', async (t) => {
  const registry = new Registry();
  const onApplied = meterSubscriber(registry, {
    isUp: () => true,
    isReady: () => true,
    freshness: () => E.left({ _tag: 'StoreUnavailable', detail: 'gone' }),
    lag: () => [],
    pools,
  });
  onApplied(1000, 150);
  t.true((await linesOf(registry, 'casm_warehouse_batch_messages')).includes('casm_warehouse_batch_messages_sum 1000'));
  t.true(
    (await linesOf(registry, 'casm_warehouse_batch_duration_seconds')).includes(
      'casm_warehouse_batch_duration_seconds_sum 0.15',
    ),
  );
});
