import type { Customer, CustomerRef } from '@casm/core';
import type { Option } from 'fp-ts/lib/Option.js';
import type pg from 'pg';
import type { Admission } from '../admission.js';
import { findCustomersIn } from './find-customers.js';
import type { ReadQueueStatus } from './read-queue.js';
import { type Reads, type SharedReads, sharedReads, singleReads } from './reads.js';

export interface StoreReadsOptions {
  readonly pool: pg.Pool;
  readonly schema: string;
  /** For so many reads of a statement, and so many statements at once. */
  readonly admitting: (maxShared: number, inFlight: number) => Admission;
  readonly timeoutMs: number;
}

export interface StoreReads {
  readonly find: SharedReads<CustomerRef, Option<Customer>>['find'];
  /** Other reads, each by statements of its own. */
  readonly other: Reads;
  readonly status: () => ReadQueueStatus;
}

/*
 * One statement of finds at a time: what waits for it shares the next. Beside 256 readers that ask in a loop, 64 writers did
 * 973 and 1,071 changes a second with one, 783 and 634 with two, 804 and 738 with four; the readers much the same.
 */
const findsInFlight = 1;
const othersInFlight = 2;

/** How many connections these reads use at most. */
export const readsInFlight = findsInFlight + othersInFlight;

/** Most customers that one statement finds. */
const maxShared = 64;

/** Every read of the store that a caller waits for. */
export const storeReads = ({ pool, schema, admitting, timeoutMs }: StoreReadsOptions): StoreReads => {
  const { find, status: ofFinds } = sharedReads(
    { pool, timeoutMs, maxShared, inFlight: findsInFlight, admission: admitting(maxShared, findsInFlight) },
    findCustomersIn(schema),
  );
  const other = singleReads({ pool, timeoutMs, inFlight: othersInFlight, admission: admitting(1, othersInFlight) });
  return {
    find,
    other,
    status: () => {
      const [finds, others] = [ofFinds(), other.status()];
      return {
        queued: finds.queued + others.queued,
        inFlight: finds.inFlight + others.inFlight,
        refused: finds.refused + others.refused,
      };
    },
  };
};
