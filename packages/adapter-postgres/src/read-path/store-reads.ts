import type { CustomerRepository } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Pool } from '../connection-pool.js';
import type { Admission } from '../admission.js';
import { findCustomersIn } from './find-customers.js';
import { findSegmentsIn } from './find-segments.js';
import type { ReadQueueStatus } from './read-queue.js';
import { type Reads, sharedReads, singleReads } from './reads.js';

export interface StoreReadsOptions {
  readonly pool: Pool;
  readonly schema: string;
  /** An admission for statements of at most `maxShared` keys, `inFlight` at a time. */
  readonly admitting: (maxShared: number, inFlight: number) => Admission;
  readonly timeoutMs: number;
}

export interface StoreReads {
  readonly find: CustomerRepository['find'];
  readonly effectiveSegments: CustomerRepository['effectiveSegments'];
  /** Other reads, each with its own statements. */
  readonly other: Reads;
  readonly status: () => ReadQueueStatus;
}

/*
 * One find statement in flight: waiting finds share the next one. Beside 256 readers in a loop, 64 writers made 973 and
 * 1,071 changes a second with one, 783 and 634 with two, 804 and 738 with four; the readers' throughput hardly changed.
 */
const findsInFlight = 1;
const segmentsInFlight = 1;
const othersInFlight = 2;

/** Maximum number of connections that these reads use. */
export const readsInFlight = findsInFlight + segmentsInFlight + othersInFlight;

/** Maximum number of customers in one find statement, and in one segment statement. */
const maxFinds = 64;
const maxSegments = 1000;

/** All reads of the store that serve callers. */
export const storeReads = ({ pool, schema, admitting, timeoutMs }: StoreReadsOptions): StoreReads => {
  const shared = (maxShared: number, inFlight: number) => ({
    pool,
    timeoutMs,
    maxShared,
    inFlight,
    admission: admitting(maxShared, inFlight),
  });
  const finds = sharedReads(shared(maxFinds, findsInFlight), findCustomersIn(schema));
  const segments = sharedReads(shared(maxSegments, segmentsInFlight), findSegmentsIn(schema));
  const other = singleReads({ pool, timeoutMs, inFlight: othersInFlight, admission: admitting(1, othersInFlight) });
  return {
    find: (ref) =>
      pipe(
        finds.read([ref]),
        TE.map(([found = O.none]) => found),
      ),
    effectiveSegments: (refs) => (refs.length === 0 ? TE.right([]) : segments.read(refs)),
    other,
    status: () => {
      const all = [finds, segments, other].map((reads) => reads.status());
      const sum = (count: (status: ReadQueueStatus) => number): number =>
        all.reduce((total, status) => total + count(status), 0);
      return {
        queued: sum(({ queued }) => queued),
        inFlight: sum(({ inFlight }) => inFlight),
        refused: sum(({ refused }) => refused),
      };
    },
  };
};
