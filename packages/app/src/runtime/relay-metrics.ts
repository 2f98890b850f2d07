import type { PoolStatus, ShardBacklog } from '@casm/adapter-postgres';
import * as E from 'fp-ts/lib/Either.js';
import { Counter, Gauge, type Registry } from 'prom-client';
import { meterBatches } from './batch-metrics.js';
import { meterOutbox } from './metrics.js';
import { meterPools } from './pool-metrics.js';
import { gauge, yes } from './registry.js';
import type { OutboxCounts } from './watched-outbox.js';

/** What the metrics of a relay are read off. None of it asks the store. */
export interface MeteredRelay {
  /** The topics that are named. */
  readonly topics: ReadonlyArray<string>;
  readonly outbox: OutboxCounts<ShardBacklog>;
  readonly isUp: () => boolean;
  readonly isReady: () => boolean;
  /** Sentences, one for each topic that is not published to at the moment. */
  readonly waits: () => ReadonlyArray<string>;
  readonly pools: () => Readonly<Record<string, PoolStatus>>;
}

/** Returns what counts a batch that was published. */
export const meterRelay = (
  registry: Registry,
  { topics, outbox, isUp, isReady, waits, pools }: MeteredRelay,
): ((topic: string, messages: number, durationMs: number) => void) => {
  meterOutbox(registry, { topics, outbox });
  gauge(registry, 'casm_ready', '1: as GET /readyz', () => yes(isReady()));
  gauge(registry, 'casm_store_up', '1: the store answered just now; 0: it did not', () => yes(isUp()));
  gauge(registry, 'casm_relay_waiting_topics', 'Topics that are not published to at the moment', () => waits().length);
  new Gauge({
    name: 'casm_relay_lag_messages',
    help: 'Messages that are yet to be published, by topic and shard of customers; shards without any are left out',
    labelNames: ['topic', 'shard'],
    registers: [registry],
    collect() {
      this.reset();
      const lag = outbox.unpublished();
      if (E.isRight(lag)) for (const { topic, shard, size } of lag.right) this.set({ topic, shard }, size);
    },
  });
  meterPools(registry, pools);
  const published = new Counter({
    name: 'casm_relay_published_messages_total',
    help: 'Messages that a broker has confirmed, by topic',
    labelNames: ['topic'],
    registers: [registry],
  });
  topics.forEach((topic) => published.inc({ topic }, 0));
  const onBatch = meterBatches(registry, {
    of: 'relay',
    items: 'messages',
    help: 'Messages that were published together, by topic',
    labelNames: ['topic'],
  });
  return (topic, messages, durationMs) => {
    published.inc({ topic }, messages);
    onBatch(messages, durationMs, { topic });
  };
};
