import type { HttpServerStatus, LoginFailure, Probes, ReplicaOutcome } from '@casm/adapter-http';
import type { PoolStatus, PostgresReplica, PostgresStore } from '@casm/adapter-postgres';
import { countedInBackground } from './asked.js';
import { meterWork } from './work-metrics.js';
import { healthOf, type HealthOptions } from './health.js';
import { metricsOf } from './metrics.js';
import { newExemplars, newRegistry } from './registry.js';
import type { StoreEvents } from './parts.js';
import { meterReplica } from './replica-metrics.js';
import { meterRequests } from './request-metrics.js';
import type { Service } from '@casm/services';
import { watchedOutbox } from './watched-outbox.js';

export interface OperationsOptions extends HealthOptions {
  readonly store: PostgresStore;
  readonly replica: PostgresReplica | null;
  readonly events: StoreEvents;
  /** The connections of each pool of this process. */
  readonly pools: () => Readonly<Record<string, PoolStatus>>;
  /** The topics that the metrics name. */
  readonly topics: ReadonlyArray<string>;
  /** Null: it does not listen yet. */
  readonly server: () => HttpServerStatus | null;
}

/** What a serving process tells of itself, from what it knows. */
export interface Operations extends Service {
  readonly probes: Required<Probes>;
  /** Resolves when readiness is known for the first time. */
  readonly known: Promise<void>;
  /** From now on it is not ready: this process is about to stop. */
  readonly drain: () => void;
  readonly onAnswered: ReturnType<typeof meterRequests>;
  /** Called for each read that prefers the replica. */
  readonly onReplicaRead: (outcome: ReplicaOutcome) => void;
  readonly onLoginFailure: (failure: LoginFailure, detail: string) => void;
}

export const operationsOf = ({
  store,
  replica,
  events,
  pools,
  topics,
  server,
  ...options
}: OperationsOptions): Operations => {
  const health = healthOf({ store, replica, ...options });
  const outbox = watchedOutbox({ ...store, unpublished: store.backlog.sizes }, options.log);
  const campaigns = countedInBackground('the campaigns', store.campaignStates, options.log);
  const registry = newRegistry();
  const exemplars = newExemplars();
  const work = meterWork(registry, { pools, campaigns: campaigns.latest });
  events.on('batch', work.onBatch).on('swept', work.onSwept).on('chunk', work.onChunk);
  const onAnswered = meterRequests(exemplars);
  const onReplicaRead = meterReplica(registry, () => replica?.status() ?? null);
  const loginFailures: Record<LoginFailure, number> = { 'no-token': 0, 'unknown-token': 0, 'invalid-token': 0 };
  return {
    probes: {
      readiness: health.readiness,
      ...metricsOf(
        {
          topics,
          outbox: outbox.counts,
          isUp: health.isUp,
          isReady: () => health.readiness().ready,
          store: store.status,
          server,
          loginFailures: () => loginFailures,
        },
        undefined,
        registry,
        exemplars,
      ),
    },
    known: Promise.all([health.known, outbox.first]).then(() => undefined),
    drain: health.drain,
    onAnswered,
    onReplicaRead,
    onLoginFailure: (failure, detail) => {
      loginFailures[failure] += 1;
      options.log.warn('logins fail', { failure, cause: detail });
    },
    stop: async () => {
      events.off('batch', work.onBatch).off('swept', work.onSwept).off('chunk', work.onChunk);
      await Promise.all([health.stop(), outbox.stop(), campaigns.stop()]);
    },
  };
};
