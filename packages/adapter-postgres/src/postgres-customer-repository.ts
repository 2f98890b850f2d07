import type { Customer, CustomerRef, CustomerRepository, Failure, Instant, Receipt, Rejected } from '@casm/core';
import type { Either } from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type pg from 'pg';
import { toStoreUnavailable } from './failures.js';
import { customerColumns, CustomerRow, customerOf, decodeRows } from './rows.js';
import { runBatchOn } from './write-path/batch.js';
import { changeQueue } from './write-path/change-queue.js';
import { waitForLock } from './write-path/customer-lock.js';
import { contentHash } from './write-path/pending-change.js';
import { settleBatchBy } from './write-path/settle-batch.js';

export interface PostgresCustomerRepositoryOptions {
  readonly schema: string;
  /** For batches and reads. */
  readonly pool: pg.Pool;
  /** For waits on customers that others hold, so that the waits cannot use up the connections of the batches. */
  readonly lockPool: pg.Pool;
  readonly clock: () => Instant;
  readonly onCommit: () => void;
  readonly maxBatch: number;
  readonly maxQueue: number;
  readonly batchesInFlight: number;
}

export interface PostgresCustomerRepository extends CustomerRepository {
  readonly close: () => Promise<void>;
}

/** CustomerRepository on PostgreSQL; changes that wait together are committed together. */
export const postgresCustomerRepository = (options: PostgresCustomerRepositoryOptions): PostgresCustomerRepository => {
  const { schema, pool, lockPool, clock, onCommit, maxBatch, maxQueue, batchesInFlight } = options;
  const runBatch = runBatchOn(schema, clock);
  const changes = changeQueue({
    settleBatch: settleBatchBy((batch) => runBatch(pool, batch), onCommit),
    waitForLock: (refId, deadline) => waitForLock(lockPool, schema, refId, deadline),
    maxBatch,
    maxQueue,
    batchesInFlight,
  });
  return {
    change: (request, decide) => () =>
      new Promise<Either<Rejected | Failure, Receipt>>((settle, fail) => {
        changes.add({ request, decide, contentHash: contentHash(request.key), attempts: 0, settle, fail });
      }),
    find: (ref) => TE.tryCatch(() => findCustomer(pool, schema, ref), toStoreUnavailable),
    close: changes.close,
  };
};

/** The ref_id of `$1` (refId) or `$2` (externalId). */
const named = (schema: string): string =>
  `coalesce($1, (select ref_id from ${schema}.customer_external_id where external_id = $2))`;

const findCustomer = async (pool: pg.Pool, schema: string, ref: CustomerRef): Promise<O.Option<Customer>> => {
  const text = `select ${customerColumns} from ${schema}.customer where ref_id = ${named(schema)}`;
  const { rows } = await pool.query({ name: 'casm-find', text, values: [ref.refId, ref.externalId] });
  return O.map(customerOf)(O.fromNullable(decodeRows(CustomerRow)(rows)[0]));
};
