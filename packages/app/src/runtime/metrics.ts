import type { HttpServerStatus } from '@casm/adapter-http';
import type { PostgresStoreStatus } from '@casm/adapter-postgres';
import type { Instant, ReadFailure, TopicSize } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { Counter, Gauge, type Registry } from 'prom-client';
import { counter, type Exemplars, gauge, newExemplars, newRegistry, textsOf, yes } from './registry.js';
import type { OutboxCounts } from './watched-outbox.js';

/** What the metrics are read off. None of it asks the store. */
export interface Metered {
  /** The topics that are named. */
  readonly topics: ReadonlyArray<string>;
  readonly outbox: OutboxCounts;
  /** Whether the store answers. */
  readonly isUp: () => boolean;
  readonly isReady: () => boolean;
  readonly store: () => Omit<PostgresStoreStatus, 'pools'>;
  /** Null: it does not listen yet. */
  readonly server: () => HttpServerStatus | null;
  readonly loginFailures: () => Readonly<Record<string, number>>;
}

/** Metrics of a process that serves the API, and of whatever else is in the registry. */
export const metricsOf = (
  metered: Metered,
  now: () => number = () => performance.now(),
  registry: Registry = newRegistry(),
  exemplars: Exemplars = newExemplars(),
): ReturnType<typeof textsOf> => {
  meterOutbox(registry, metered);
  meterStore(registry, metered);
  meterServer(registry, metered);
  return textsOf(registry, exemplars, now);
};

/** What waits for publication. */
export const meterOutbox = (registry: Registry, { topics, outbox }: Pick<Metered, 'topics' | 'outbox'>): void => {
  const byTopic = (name: string, help: string, read: () => E.Either<ReadFailure, ReadonlyArray<TopicSize>>): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['topic'],
      registers: [registry],
      collect() {
        this.reset();
        const sizes = read();
        if (E.isLeft(sizes)) return;
        topics.forEach((topic) => this.set({ topic }, 0));
        for (const { topic, size } of sizes.right) this.inc({ topic }, size);
      },
    });
  byTopic('casm_outbox_unpublished_messages', 'Messages that are yet to be published, by topic', outbox.unpublished);
  byTopic(
    'casm_outbox_parked_messages',
    'Messages set aside until an operator decides (casm outbox), by topic: refused ones, and those behind them',
    outbox.parked,
  );
  new Gauge({
    name: 'casm_outbox_oldest_message_age_seconds',
    help: 'How long the oldest message that is yet to be published has waited; 0: none waits',
    registers: [registry],
    collect() {
      const oldestAt = outbox.oldestAt();
      if (E.isLeft(oldestAt)) this.remove();
      else this.set(ageOf(oldestAt.right));
    },
  });
};

const ageOf = (oldestAt: Instant | null): number =>
  oldestAt === null ? 0 : Math.max(0, (Date.now() - Date.parse(oldestAt)) / 1000);

const meterStore = (registry: Registry, { isUp, isReady, store }: Metered): void => {
  gauge(registry, 'casm_ready', '1: as GET /readyz', () => yes(isReady()));
  gauge(registry, 'casm_store_up', '1: the store answered just now; 0: it did not', () => yes(isUp()));
  gauge(registry, 'casm_commits_failing', '1: changes fail, and none has been committed since', () =>
    yes(store().failing !== null),
  );
  gauge(
    registry,
    'casm_changes_queued',
    'Changes that wait for their batch or for a customer',
    () => store().changes.queued,
  );
  gauge(registry, 'casm_changes_in_flight', 'Changes in the batches that run', () => store().changes.inFlight);
  gauge(
    registry,
    'casm_changes_oldest_wait_seconds',
    'How long the oldest of the changes that wait has waited',
    () => store().changes.oldestAgeMs / 1000,
  );
  counter(
    registry,
    'casm_changes_refused_total',
    'Changes refused for want of capacity',
    () => store().changes.refused,
  );
  gauge(registry, 'casm_reads_queued', 'Reads that wait for their statement', () => store().reads.queued);
  gauge(registry, 'casm_reads_in_flight', 'Statements of reads that run', () => store().reads.inFlight);
  counter(registry, 'casm_reads_refused_total', 'Reads refused for want of capacity', () => store().reads.refused);
};

const nothing: HttpServerStatus = {
  connections: { open: 0, evicted: 0, refused: 0 },
  requests: { changes: 0, reads: 0, waiting: 0, refused: 0 },
};

const meterServer = (registry: Registry, { server, loginFailures }: Metered): void => {
  const status = (): HttpServerStatus => server() ?? nothing;
  gauge(registry, 'casm_http_connections', 'Connections that are open', () => status().connections.open);
  counter(
    registry,
    'casm_http_connections_evicted_total',
    'Idle connections closed to make room for new ones',
    () => status().connections.evicted,
  );
  counter(
    registry,
    'casm_http_connections_refused_total',
    'New connections that found no place',
    () => status().connections.refused,
  );
  gauge(registry, 'casm_http_changes_in_progress', 'Changes in progress', () => status().requests.changes);
  gauge(registry, 'casm_http_reads_in_progress', 'Reads in progress', () => status().requests.reads);
  gauge(registry, 'casm_http_requests_waiting', 'Requests that wait for their turn', () => status().requests.waiting);
  counter(
    registry,
    'casm_http_requests_refused_total',
    'Requests answered 503 overloaded before any work was done',
    () => status().requests.refused,
  );
  new Counter({
    name: 'casm_login_failures_total',
    help: 'Requests answered 401, by what was wrong',
    labelNames: ['failure'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [failure, count] of Object.entries(loginFailures())) this.inc({ failure }, count);
    },
  });
};
