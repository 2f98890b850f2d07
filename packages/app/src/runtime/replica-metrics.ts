import type { ReplicaOutcome } from '@casm/adapter-http';
import type { PostgresReplicaStatus } from '@casm/adapter-postgres';
import { Counter, Gauge, type Registry } from 'prom-client';
import { yes } from './registry.js';

/** What the metrics of a replica are read off; null: there is none, and its gauges have no value. */
type MeteredReplica = Pick<PostgresReplicaStatus, 'trouble' | 'lagMs' | 'refused'>;

/** Metrics of the replica. Returns what counts the reads that prefer it. */
export const meterReplica = (
  registry: Registry,
  status: () => MeteredReplica | null,
): ((outcome: ReplicaOutcome) => void) => {
  const gauge = (name: string, help: string, read: (status: MeteredReplica) => number | null): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const now = status();
        const value = now === null ? null : read(now);
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  gauge('casm_replica_up', '1: the replica serves reads; 0: the primary answers in its place', ({ trouble }) =>
    yes(trouble === null),
  );
  gauge('casm_replica_lag_seconds', 'How old the state of the replica is at most', ({ lagMs }) =>
    lagMs === null ? null : lagMs / 1000,
  );
  new Counter({
    name: 'casm_replica_refusals_total',
    help: 'Reads that the replica did not serve, by fault',
    labelNames: ['fault'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [fault, count] of Object.entries(status()?.refused ?? {})) this.inc({ fault }, count);
    },
  });
  const reads = new Counter({
    name: 'casm_replica_reads_total',
    help: 'Requests that prefer the replica, by who answered: replica, primary or nobody (refused)',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome) => reads.inc({ outcome });
};
