import type { Probes } from '@casm/adapter-http';
import type { PostgresStore } from '@casm/adapter-postgres';
import type { Log, RelayService, Service } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import { Counter } from 'prom-client';
import { askedInBackground, counting } from './asked.js';
import { countOutbox, meterOutbox } from './metrics.js';
import { gauge, newRegistry, textOf, yes } from './registry.js';
import { watched } from './watched.js';

/** What a relay tells of itself. */
export interface RelayOperations extends Service {
  readonly probes: Required<Probes>;
  /** Counts what was published. */
  readonly onPublished: (topic: string, messages: number) => void;
  /** The relay that it tells of, from when it runs. */
  readonly tellOf: (relay: Pick<RelayService, 'waits'>) => void;
}

export const relayOperations = (
  store: Pick<PostgresStore, 'ping' | 'backlog' | 'parked'>,
  topics: ReadonlyArray<string>,
  log: Log,
): RelayOperations => {
  let relay: Pick<RelayService, 'waits'> | null = null;
  const database = askedInBackground('PostgreSQL', store.ping, log);
  const outbox = watched(countOutbox(store), counting);
  const waits = (): ReadonlyArray<string> => relay?.waits() ?? ['the relay waits for its start'];
  const state = () => {
    const postgres = E.isRight(database.latest());
    return { ready: postgres && waits().length === 0, postgres, waits: waits() };
  };
  const registry = newRegistry();
  meterOutbox(registry, { topics, outbox: outbox.latest });
  gauge(registry, 'casm_ready', '1: as GET /readyz', () => yes(state().ready));
  gauge(registry, 'casm_store_up', '1: the store answered just now; 0: it did not', () => yes(state().postgres));
  gauge(registry, 'casm_relay_waiting_topics', 'Topics that are not published to at the moment', () => waits().length);
  const published = new Counter({
    name: 'casm_relay_published_messages_total',
    help: 'Messages that a broker has confirmed, by topic',
    labelNames: ['topic'],
    registers: [registry],
  });
  topics.forEach((topic) => published.inc({ topic }, 0));
  return {
    probes: { readiness: state, metrics: textOf(registry) },
    onPublished: (topic, messages) => published.inc({ topic }, messages),
    tellOf: (running) => void (relay = running),
    stop: async () => {
      await Promise.all([database.stop(), outbox.stop()]);
    },
  };
};
