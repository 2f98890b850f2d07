import {
  type CustomerRepository,
  type ReadFailure,
  type ReadReplica,
  type ReplicaReading,
  storeUnavailable,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { closedOnce } from '../closed-once.js';
import { openPool } from '../connection.js';
import type { PoolStatus } from '../connection-pool.js';
import { usableDatabase } from '../database-check/content-problems.js';
import type { PostgresConnection } from '../postgres-connection.js';
import type { ReadQueueStatus } from '../read-path/read-queue.js';
import type { RunRead } from '../read-path/reads.js';
import { primaryPositions } from './primary-positions.js';
import { replicaLanes, type AgedPosition } from './replica-lanes.js';
import { replicaPortsIn } from './replica-ports.js';
import { type ReplicaFault, ReplicaRefusal } from './replica-refusal.js';
import { type ReplicaTrouble, watchReplica } from './replica-watch.js';

/** The options of `postgresReplica`. */
export interface PostgresReplicaOptions {
  /** The connection to the primary, which is asked for its position in the log. */
  readonly primary: PostgresConnection;
  /** The connection to the replica, a streaming standby. With several hosts, the first standby that answers is used. */
  readonly replica: PostgresConnection;
  /** The greatest age of a state that is served, in milliseconds; by default 5000, and at least 1000. */
  readonly maxLagMs?: number;
  /** Called when the replica begins to serve nothing, and when the fault becomes another one. Must not throw. */
  readonly onTrouble?: (trouble: ReplicaTrouble) => void;
  /** Timeout of a read, in milliseconds; by default 2000. */
  readonly timeoutMs?: number;
  /** Maximum number of statements in flight, each on its own connection; by default 8. */
  readonly readsInFlight?: number;
}

/** The replica's state as this process knows it. Reading it sends no query. */
export interface PostgresReplicaStatus {
  /** Null if the replica serves reads. */
  readonly trouble: ReplicaTrouble | null;
  /** An upper bound of the age of its state now, in milliseconds; null if it was never known. */
  readonly lagMs: number | null;
  readonly reads: ReadQueueStatus;
  /** Reads that it did not serve since the start, by fault. */
  readonly refused: Readonly<Partial<Record<ReplicaFault, number>>>;
  /** The connections of each pool, by its application_name. */
  readonly pools: Readonly<Record<string, PoolStatus>>;
}

/** A replica of a store. It connects at once, and watches its own age. */
export interface PostgresReplica extends ReadReplica {
  readonly status: () => PostgresReplicaStatus;
  /** Disconnects; reads fail then. May be called again. */
  readonly close: () => Promise<void>;
}

const leastLagMs = 1000;

/**
 * The read ports on a streaming standby. It has connections, limits and timeouts of its own, so that a replica that
 * hangs delays no read and no change of the store. Before each read, the position of the server is asked for on the same
 * connection, and compared with those that the primary had: a standby that lost its primary, or a balancer that leads to
 * another server, cannot pass an old state off as a new one.
 */
export const postgresReplica = (options: PostgresReplicaOptions): PostgresReplica => {
  const { replica, timeoutMs = 2000, readsInFlight = 8 } = options;
  const { schema } = replica;
  const maxLagMs = Math.max(leastLagMs, options.maxLagMs ?? 5000);
  const now = (): number => performance.now();
  const pools = openPools(options, readsInFlight);
  const positions = primaryPositions(maxLagMs);
  const content = { schema, holds: 'operational', rights: 'service' } as const;
  const watch = watchReplica({
    primary: pools.position,
    replica: pools.ping,
    positions,
    mustBeUsable: usableDatabase(content, true),
    maxLagMs,
    onTrouble: options.onTrouble ?? (() => undefined),
    now,
  });
  const lanes = replicaLanes({ pool: pools.reads, schema, positions, timeoutMs, readsInFlight, now });
  const portsOn = replicaPortsIn(schema);
  const refused: Partial<Record<ReplicaFault, number>> = {};

  /** The task while the replica serves reads. Each failure is counted. */
  const served =
    <A>(task: TE.TaskEither<ReadFailure, A>): TE.TaskEither<ReadFailure, A> =>
    async () => {
      const trouble = watch.trouble();
      const answer = await (trouble === null ? task() : TE.left(storeUnavailable(trouble.detail))());
      if (E.isRight(answer)) return answer;
      const fault = trouble?.fault ?? lanes.faultOf(answer.left);
      refused[fault] = (refused[fault] ?? 0) + 1;
      return answer;
    };

  const begin = (mostLagMs: number | null): ReplicaReading => {
    const mostMs = Math.min(maxLagMs, mostLagMs ?? maxLagMs);
    let oldestMs: number | null = null;
    let floor = 0;

    /** Whether a state is young enough, and no older than one that was read before. */
    const accepts = ({ lsn, lagMs }: AgedPosition): boolean => lagMs <= mostMs && lsn >= floor;
    const note = ({ lsn, lagMs }: AgedPosition): void => {
      [floor, oldestMs] = [Math.max(floor, lsn), Math.max(oldestMs ?? 0, lagMs)];
    };
    const run: RunRead = (read) =>
      served(
        lanes.other.run(async (connection) => {
          const position = await lanes.agedPositionOn(connection);
          if (!accepts(position)) throw tooOld(position);
          const value = await read(connection, position.lagMs);
          note(position);
          return value;
        }),
      );
    const find: CustomerRepository['find'] = (ref) =>
      served(
        pipe(
          lanes.finds.read([ref]),
          TE.flatMapEither(([found]) => {
            if (found === undefined) return E.right(O.none);
            if (!accepts(found.position)) return E.left(lanes.toFailure(tooOld(found.position)));
            note(found.position);
            return E.right(found.customer);
          }),
        ),
      );
    return { ports: portsOn(run, find), lagMs: () => oldestMs };
  };

  return {
    begin,
    status: () => ({
      trouble: watch.trouble(),
      lagMs: watch.lagMs(),
      reads: lanes.status(),
      refused: { ...refused },
      pools: Object.fromEntries(
        Object.entries(pools).map(([purpose, pool]) => [`casm-replica-${purpose}`, pool.status()]),
      ),
    }),
    close: closedOnce(async () => {
      await watch.stop();
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    }),
  };
};

const tooOld = ({ lagMs }: AgedPosition): ReplicaRefusal =>
  new ReplicaRefusal('behind', `the state is ${Math.round(lagMs)} ms old`);

/** Nothing is written to the replica. If its server is promoted, nothing can be. */
const openPools = ({ primary, replica }: PostgresReplicaOptions, readsInFlight: number) => {
  const standby = { server: 'standby', settings: { default_transaction_read_only: 'on' } } as const;
  return {
    position: openPool(primary, { name: 'casm-replica-position', max: 1 }),
    ping: openPool(replica, { name: 'casm-replica-ping', max: 1, ...standby }),
    reads: openPool(replica, { name: 'casm-replica-reads', max: readsInFlight, ...standby }),
  };
};
