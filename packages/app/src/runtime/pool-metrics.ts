import type { PoolStatus } from '@casm/adapter-postgres';
import { Gauge, type Registry } from 'prom-client';

/** The connections to PostgreSQL, by the pool's application_name, as pg_stat_activity shows it. */
export const meterPools = (registry: Registry, pools: () => Readonly<Record<string, PoolStatus>>): void => {
  new Gauge({
    name: 'casm_pool_connections',
    help: 'Connections to PostgreSQL, by pool and state: in_use or idle',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, { inUse, idle }] of Object.entries(pools())) {
        this.set({ pool, state: 'in_use' }, inUse);
        this.set({ pool, state: 'idle' }, idle);
      }
    },
  });
  new Gauge({
    name: 'casm_pool_waiting_requests',
    help: 'Requests that wait for a connection, by pool',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      for (const [pool, { waiting }] of Object.entries(pools())) this.set({ pool }, waiting);
    },
  });
};
