import type { BusinessTransaction } from './business-transaction.js';
import { changeOf } from './business-transaction.js';
import type { Instant } from './codecs.js';
import type { Customer, LifecycleState } from './customer.js';
import { nameOfVersion } from './version-ref.js';

/** What the warehouse knows about the customers of a batch before it. */
export interface Known {
  readonly has: (refId: string, version: number) => boolean;
  readonly current: (refId: string) => Customer | undefined;
}

export interface PopulationDelta {
  readonly customerSegment: string | null;
  readonly state: LifecycleState;
  readonly customers: number;
}

export interface Move {
  readonly occurredAt: Instant;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a batch changes in the warehouse. */
export interface WarehouseChange {
  /** The transactions that bring a version not known before, each once. */
  readonly versions: ReadonlyArray<BusinessTransaction>;
  /** The customers that are newer than their current value, each once, as they are now. */
  readonly customers: ReadonlyArray<Customer>;
  /** Only sums other than zero, in order of segment and state. */
  readonly population: ReadonlyArray<PopulationDelta>;
  readonly moves: ReadonlyArray<Move>;
  /** By how much the number of versions that are missing before a customer's newest one changes; never 0. */
  readonly gaps: ReadonlyArray<{ readonly refId: string; readonly missing: number }>;
}

/**
 * Folds a batch, in whatever order and with whatever repetition it came, into what it changes. A version counts once:
 * its move is its own before and after, so a late one counts as well. The population follows the current value only.
 */
export const foldIntoWarehouse = (known: Known, batch: ReadonlyArray<BusinessTransaction>): WarehouseChange => {
  const versions = [
    ...new Map(batch.map((transaction) => [nameOfVersion(transaction.payload.customer), transaction])).values(),
  ].filter(({ payload: { customer } }) => !known.has(customer.refId, customer.version));
  const customers = newestOf(versions).filter(({ refId, version }) => version > (known.current(refId)?.version ?? 0));
  return {
    versions,
    customers,
    population: populationOf(customers.map((after) => ({ before: known.current(after.refId), after }))),
    moves: versions.flatMap(moveOf),
    gaps: gapsOf(known, versions),
  };
};

const gapsOf = (known: Known, versions: ReadonlyArray<BusinessTransaction>): WarehouseChange['gaps'] => {
  const arrived = new Map<string, { readonly versions: number; readonly newest: number }>();
  for (const { payload } of versions) {
    const { refId, version } = payload.customer;
    const before = arrived.get(refId) ?? { versions: 0, newest: known.current(refId)?.version ?? 0 };
    arrived.set(refId, { versions: before.versions + 1, newest: Math.max(before.newest, version) });
  }
  return [...arrived]
    .map(([refId, { versions: count, newest }]) => ({
      refId,
      missing: newest - (known.current(refId)?.version ?? 0) - count,
    }))
    .filter(({ missing }) => missing !== 0)
    .sort((a, b) => (a.refId < b.refId ? -1 : 1));
};

const newestOf = (versions: ReadonlyArray<BusinessTransaction>): ReadonlyArray<Customer> => {
  const newest = new Map<string, Customer>();
  for (const { payload } of versions) {
    const held = newest.get(payload.customer.refId);
    if (held === undefined || payload.customer.version > held.version)
      newest.set(payload.customer.refId, payload.customer);
  }
  return [...newest.values()];
};

const populationOf = (
  steps: ReadonlyArray<{ readonly before: Customer | undefined; readonly after: Customer }>,
): ReadonlyArray<PopulationDelta> => {
  const sums = new Map<string, PopulationDelta>();
  const add = (customer: Customer, customers: number): void => {
    const cell = { customerSegment: customer.customerSegment, state: customer.state.state };
    const key = JSON.stringify([cell.customerSegment, cell.state]);
    sums.set(key, { ...cell, customers: (sums.get(key)?.customers ?? 0) + customers });
  };
  for (const { before, after } of steps) {
    if (before !== undefined) add(before, -1);
    add(after, 1);
  }
  return [...sums]
    .filter(([, { customers }]) => customers !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, delta]) => delta);
};

const segmentOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const moveOf = (transaction: BusinessTransaction): ReadonlyArray<Move> => {
  const change = changeOf(transaction, 'customerSegment');
  return change === undefined
    ? []
    : [{ occurredAt: transaction.occurredAt, from: segmentOrNull(change.before), to: segmentOrNull(change.after) }];
};
