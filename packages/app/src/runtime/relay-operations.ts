import type { Probes } from '@casm/adapter-http';
import type { PostgresStore } from '@casm/adapter-postgres';
import type { Log, RelayService, Service } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import { askedInBackground } from './asked.js';
import { newExemplars, newRegistry, textsOf } from './registry.js';
import { meterRelay } from './relay-metrics.js';
import { watchedOutbox } from './watched-outbox.js';

/** What a relay tells of itself. */
export interface RelayOperations extends Service {
  readonly probes: Required<Probes>;
  /** Counts what was published. */
  readonly onPublished: ReturnType<typeof meterRelay>;
  /** The relay that it tells of, from when it runs. */
  readonly tellOf: (relay: Pick<RelayService, 'waits'>) => void;
}

export const relayOperations = (
  store: Pick<PostgresStore, 'ping' | 'backlog' | 'parked' | 'outboxByShard' | 'status'>,
  topics: ReadonlyArray<string>,
  log: Log,
): RelayOperations => {
  let relay: Pick<RelayService, 'waits'> | null = null;
  const database = askedInBackground('PostgreSQL', store.ping, log);
  const outbox = watchedOutbox({ ...store, unpublished: store.outboxByShard }, log);
  const waits = (): ReadonlyArray<string> => relay?.waits() ?? ['the relay waits for its start'];
  const state = () => {
    const postgres = E.isRight(database.latest());
    return { ready: postgres && waits().length === 0, postgres, waits: waits() };
  };
  const registry = newRegistry();
  const onPublished = meterRelay(registry, {
    topics,
    outbox: outbox.counts,
    isUp: () => state().postgres,
    isReady: () => state().ready,
    waits,
    pools: () => store.status().pools,
  });
  return {
    probes: { readiness: state, ...textsOf(registry, newExemplars()) },
    onPublished,
    tellOf: (running) => void (relay = running),
    stop: async () => {
      await Promise.all([database.stop(), outbox.stop()]);
    },
  };
};
