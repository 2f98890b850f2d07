import type { CustomerRepository, Failure, Instant, Receipt, Rejected } from '@casm/core';
import type { Either } from 'fp-ts/lib/Either.js';
import type { Pool } from './connection-pool.js';
import { admission } from './admission.js';
import { batchRunner } from './write-path/batch.js';
import { callerOf } from './write-path/caller.js';
import { type ChangeQueue, changeQueue, type ChangeQueueOptions } from './write-path/change-queue.js';
import type { CommitWatch } from './write-path/commit-watch.js';
import { waitForLock } from './write-path/customer-lock.js';
import { contentHash } from './write-path/pending-change.js';
import { batchSettler } from './write-path/settle-batch.js';

export interface PostgresCustomerRepositoryOptions {
  readonly schema: string;
  /** For batches only: one connection for each batch in flight. */
  readonly batchPool: Pool;
  /** For waits on customers that other transactions have locked. */
  readonly lockPool: Pool;
  readonly find: CustomerRepository['find'];
  readonly effectiveSegments: CustomerRepository['effectiveSegments'];
  readonly clock: () => Instant;
  readonly onBatch: ChangeQueueOptions['onBatch'];
  readonly onCommit: () => void;
  readonly watch: CommitWatch;
  readonly maxBatch: number;
  readonly maxQueue: number;
  readonly maxWaitMs: number;
  readonly batchesInFlight: number;
}

export interface PostgresCustomerRepository extends CustomerRepository {
  readonly changes: Pick<ChangeQueue, 'admits' | 'status'>;
  readonly close: () => Promise<void>;
}

/** CustomerRepository on PostgreSQL. Changes that wait at the same time are committed in one batch. */
export const postgresCustomerRepository = (options: PostgresCustomerRepositoryOptions): PostgresCustomerRepository => {
  const { schema, batchPool, lockPool, find, effectiveSegments, clock, onBatch, onCommit, watch } = options;
  const { maxBatch, maxQueue, maxWaitMs, batchesInFlight } = options;
  const changes = changeQueue({
    settleBatch: batchSettler(batchRunner(batchPool, schema, clock), watch),
    waitForLock: (refId, deadline) => waitForLock(lockPool, schema, refId, deadline),
    onBatch,
    onCommit,
    admission: admission({ maxBatch, batchesInFlight, maxWaitMs, maxQueue, now: () => performance.now() }),
    maxBatch,
    batchesInFlight,
  });
  return {
    change: (request, decide) => () =>
      new Promise<Either<Rejected | Failure, Receipt>>((settle, fail) => {
        changes.add({
          request,
          decide,
          contentHash: contentHash(request.key),
          since: performance.now(),
          caller: callerOf({ deadline: request.deadline, settle, fail }),
        });
      }),
    find,
    effectiveSegments,
    changes,
    close: changes.close,
  };
};
