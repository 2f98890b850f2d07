import {
  type BusinessTransaction,
  conflictInWords,
  conflictLetters,
  type DeadLetter,
  type DeadLetters,
  foldIntoWarehouse,
  type StoreFailure,
  unstorable,
  type Unstorable,
  type Warehouse,
  type WarehouseBatch,
  type WarehouseChange,
  type WarehouseRepair,
  type WarehouseReports,
} from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { closedOnce } from '../closed-once.js';
import { usableDatabase } from '../database-check/content-problems.js';
import { mustKnowTimeZone } from '../database-check/time-zone-problems.js';
import { openPool } from '../connection.js';
import type { PostgresConnection } from '../postgres-connection.js';
import { isUnstorable, reasonOf, toStoreFailure } from '../failures.js';
import { type Connection, inOrder, type PoolStatus } from '../connection-pool.js';
import { transactionOfTwo, transactionOn } from '../transaction.js';
import { deadLetterStatements, readDeadLetters, removeDeadLetters } from './dead-letters.js';
import { postgresWarehouseReports } from './postgres-warehouse-reports.js';
import { startOver, writeMarks } from './marks.js';
import { claim, ClaimLost, claimsLock, mustHoldClaims, positionsWrite } from './positions.js';
import { knownIn, knownStatements } from './read-known.js';
import { rederive } from './rederive.js';
import { lockExclusively, sharedLock } from './repair-lock.js';
import { correctVersions, storedVersions, versionNames } from './versions.js';
import { changeStatements } from './write-change.js';

/** The connection of a warehouse, by URL or as your own pool, and its time zone. */
export type PostgresWarehouseOptions = PostgresConnection & {
  /** IANA name of the time zone that defines the days of the segment moves. */
  readonly timeZone: string;
};

/** The data warehouse on one schema that `migrateWarehouse` has prepared. Connects on first use. */
export interface PostgresWarehouse {
  readonly warehouse: Warehouse;
  readonly repair: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  readonly reports: WarehouseReports;
  /** Succeeds if the warehouse can be used now. StoreMisconfigured names every problem. */
  readonly ping: TE.TaskEither<StoreFailure, void>;
  /** The connections of each pool, by its application_name. */
  readonly pools: () => Readonly<Record<string, PoolStatus>>;
  /** Disconnects. May be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Returns the data warehouse on one schema. Throws if the schema name is invalid. It connects on first use, so problems of the URL and
 * of the database are failures of its calls.
 */
export const postgresWarehouse = (options: PostgresWarehouseOptions): PostgresWarehouse => {
  const { schema, timeZone } = options;
  const pool = openPool(options, { name: 'casm-dwh', min: 1, pipeline: true });
  const reports = openPool(options, { name: 'casm-dwh-reports', max: 4, reads: 'much' });
  const sameDays = mustKnowTimeZone(timeZone);
  const mustBeUsable = usableDatabase({ schema, holds: 'warehouse', rights: 'subscriber' });
  const attempt = <A>(run: () => Promise<A>): TE.TaskEither<StoreFailure, A> => TE.tryCatch(run, toStoreFailure);

  const record = async (
    connection: Connection,
    transactions: ReadonlyArray<BusinessTransaction>,
  ): Promise<WarehouseChange> => {
    const known = knownIn(await inOrder(connection, knownStatements(schema, transactions)));
    const change = foldIntoWarehouse(known, transactions);
    await inOrder(connection, changeStatements(schema, timeZone, change));
    return change;
  };

  const apply = async ({
    arrivals,
    deadLetters,
    positions,
    subscriber,
  }: WarehouseBatch): Promise<ReadonlyArray<DeadLetter>> => {
    // If PostgreSQL had another meaning of the time zone, moves would be counted on wrong days or be refused as
    // unstorable.
    await sameDays(pool);
    const partitions = positions.map(({ partition }) => partition);
    const transactions = arrivals.map(({ transaction }) => transaction);
    const claims = claimsLock(schema, partitions, subscriber);
    return transactionOfTwo(
      pool,
      [sharedLock(schema), claims, ...knownStatements(schema, transactions)],
      ([, held, ...known]) => {
        mustHoldClaims(partitions, held);
        const change = foldIntoWarehouse(knownIn(known), transactions);
        const conflicting = conflictLetters(arrivals, change.conflicts);
        return {
          statements: [
            ...changeStatements(schema, timeZone, change),
            ...deadLetterStatements(schema, [...deadLetters, ...conflicting]),
            positionsWrite(schema, positions),
          ],
          result: conflicting,
        };
      },
    );
  };

  return {
    warehouse: {
      claim: (partitions, subscriber) => attempt(() => claim(pool, schema, partitions, subscriber)),
      apply: (batch) =>
        TE.tryCatch(
          () => apply(batch),
          (error) =>
            error instanceof ClaimLost
              ? { _tag: 'PartitionsLost', partitions: error.partitions }
              : toUnstorableOrUnavailable(error),
        ),
      mark: (marks, subscriber) => attempt(() => writeMarks(pool, schema, marks, subscriber)),
      startOver: (partitions, subscriber) => attempt(() => startOver(pool, schema, partitions, subscriber)),
    },
    repair: {
      stored: (versions) => attempt(() => storedVersions(pool, schema, versions)),
      names: (after, limit) => attempt(() => versionNames(pool, schema, after, limit)),
      correct: (correction) => attempt(() => correctVersions(pool, schema, correction)),
      rederive: attempt(async () => {
        await sameDays(pool);
        return rederive(options, timeZone);
      }),
    },
    deadLetters: {
      list: (after, limit) => attempt(() => readDeadLetters(pool, schema, after, limit)),
      resolve: (places, found) =>
        TE.tryCatch(
          () =>
            transactionOn(pool, async (connection) => {
              await lockExclusively(connection, schema);
              await sameDays(connection);
              refuseConflicts(found, await record(connection, found));
              return removeDeadLetters(connection, schema, places);
            }),
          toUnstorableOrUnavailable,
        ),
    },
    reports: postgresWarehouseReports(reports, schema),
    ping: attempt(async () => {
      await mustBeUsable(pool);
      await sameDays(pool);
    }),
    pools: () => ({ 'casm-dwh': pool.status(), 'casm-dwh-reports': reports.status() }),
    close: closedOnce(async () => {
      await Promise.all([pool.end(), reports.end()]);
    }),
  };
};

/** A transaction found in a dead letter conflicts with a stored version. */
class Contradicts extends Error {
  override readonly name = 'Contradicts';
}

const refuseConflicts = (found: ReadonlyArray<BusinessTransaction>, { conflicts }: WarehouseChange): void => {
  const words = conflicts.flatMap(({ index, keptTransactionId }) => {
    const transaction = found[index];
    return transaction === undefined ? [] : [conflictInWords(transaction, keptTransactionId)];
  });
  if (words.length > 0) throw new Contradicts(words.join('; '));
};

const toUnstorableOrUnavailable = (error: unknown): Unstorable | StoreFailure =>
  error instanceof Contradicts
    ? unstorable(error.message)
    : isUnstorable(error)
      ? unstorable(reasonOf(error))
      : toStoreFailure(error);
