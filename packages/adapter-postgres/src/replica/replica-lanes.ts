import type { Customer, CustomerRef, ReadFailure } from '@casm/core';
import type * as O from 'fp-ts/lib/Option.js';
import { admission } from '../admission.js';
import type { Pool } from '../connection-pool.js';
import { isConflict, sqlstateOf, toStoreFailure } from '../failures.js';
import { findCustomersIn } from '../read-path/find-customers.js';
import type { ReadQueueStatus } from '../read-path/read-queue.js';
import { type Reads, type SharedReads, sharedReads, singleReads } from '../read-path/reads.js';
import type { SqlConnection } from '../sql-connection.js';
import type { PrimaryPositions } from './primary-positions.js';
import { type ReplicaFault, ReplicaRefusal } from './replica-refusal.js';
import { replayedPosition } from './wal-position.js';

/** What is known of a state before it is read. */
export interface AgedPosition {
  /** The position that the server has replayed. */
  readonly lsn: number;
  /** An upper bound of its age, in milliseconds. */
  readonly lagMs: number;
}

interface Found {
  readonly position: AgedPosition;
  readonly customer: O.Option<Customer>;
}

export interface ReplicaLanesOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly positions: PrimaryPositions;
  readonly timeoutMs: number;
  readonly readsInFlight: number;
  readonly now: () => number;
}

export interface ReplicaLanes {
  /** Asks the server of a connection for its position. Throws ReplicaRefusal. */
  readonly agedPositionOn: (connection: SqlConnection) => Promise<AgedPosition>;
  /** Customers by key. Those that wait at the same time share a statement, and the question for the position. */
  readonly finds: SharedReads<CustomerRef, Found>;
  /** Other reads, each with its own statements. */
  readonly other: Reads;
  readonly toFailure: (error: unknown) => ReadFailure;
  readonly faultOf: (failure: ReadFailure) => ReplicaFault;
  readonly status: () => ReadQueueStatus;
}

/** A read whose wait for a connection would be longer is refused. */
const maxWaitMs = 200;
const maxQueue = 1000;
const maxFinds = 64;
const findsInFlight = 2;

/** The queues of the reads of a replica, with limits of their own. */
export const replicaLanes = (options: ReplicaLanesOptions): ReplicaLanes => {
  const { pool, schema, positions, timeoutMs, readsInFlight, now } = options;
  const faults = new WeakMap<ReadFailure, ReplicaFault>();
  const toFailure = (error: unknown): ReadFailure => {
    const failure = toStoreFailure(error);
    faults.set(failure, faultIn(error));
    return failure;
  };
  const lane = (maxShared: number, inFlight: number) => ({
    pool,
    timeoutMs,
    inFlight,
    maxShared,
    toFailure,
    admission: admission({ maxBatch: maxShared, batchesInFlight: inFlight, maxWaitMs, maxQueue, now }),
  });
  const agedPositionOn = async (connection: SqlConnection): Promise<AgedPosition> => {
    const replayed = await replayedPosition(connection);
    return { lsn: replayed.lsn, lagMs: now() - positions.completeTo(replayed) };
  };
  const findIn = findCustomersIn(schema);
  const finds = sharedReads<CustomerRef, Found>(lane(maxFinds, findsInFlight), async (connection, refs) => {
    const position = await agedPositionOn(connection);
    return (await findIn(connection, refs)).map((customer) => ({ position, customer }));
  });
  const other = singleReads(lane(1, Math.max(1, readsInFlight - findsInFlight)));
  return {
    agedPositionOn,
    finds,
    other,
    toFailure,
    // A read that was answered at its deadline has failed nowhere.
    faultOf: (failure) => (failure._tag === 'Overloaded' ? 'overloaded' : (faults.get(failure) ?? 'unreachable')),
    status: () => {
      const [a, b] = [finds.status(), other.status()];
      return { queued: a.queued + b.queued, inFlight: a.inFlight + b.inFlight, refused: a.refused + b.refused };
    },
  };
};

/** An error without a SQLSTATE, of class 08 (connection) or 57P (shutdown) is not of the statement. */
const faultIn = (error: unknown): ReplicaFault => {
  if (error instanceof ReplicaRefusal) return error.fault;
  if (isConflict(error)) return 'conflict';
  return /^(08|57P)/.test(sqlstateOf(error) ?? '08') ? 'unreachable' : 'failed';
};
