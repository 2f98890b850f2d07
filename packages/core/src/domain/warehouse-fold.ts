import type { BusinessTransaction } from './business-transaction.js';
import { changeOf } from './business-transaction.js';
import { byKey } from './by-key.js';
import type { Instant } from './codecs.js';
import type { Customer, LifecycleState } from './customer.js';
import { nameOfVersion } from './version-ref.js';

/** The stored data of the customers of a batch, as it is before the batch is applied. */
export interface Known {
  /** Returns the transactionId of a stored version, or undefined if the version is not stored. */
  readonly transactionIdOf: (refId: string, version: number) => string | undefined;
  readonly current: (refId: string) => Customer | undefined;
}

/** A transaction for a version that the warehouse has from another transaction. The customer has two histories. */
export interface Conflict {
  /** The transaction's index in the batch. */
  readonly index: number;
  /** The transactionId that the warehouse keeps. */
  readonly keptTransactionId: string;
}

/** The number of customers that a segment and state gain, or lose if it is negative. Null stands for no segment. */
export interface PopulationDelta {
  readonly customerSegment: string | null;
  readonly state: LifecycleState;
  readonly customers: number;
}

/** A move of one customer between segments; null stands for no segment. */
export interface Move {
  readonly occurredAt: Instant;
  readonly from: string | null;
  readonly to: string | null;
}

/** Customers that a campaign has moved from one segment to another. */
export interface CampaignShift {
  readonly campaignId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  readonly latestOccurredAt: Instant;
}

/** The changes that a batch makes to the warehouse. */
export interface WarehouseChange {
  /** The transactions whose version is new, each once. */
  readonly versions: ReadonlyArray<BusinessTransaction>;
  /** The newest values of the customers whose current value changes, each once. */
  readonly customers: ReadonlyArray<Customer>;
  /** The sums that are not zero, in order of segment and state. */
  readonly population: ReadonlyArray<PopulationDelta>;
  readonly moves: ReadonlyArray<Move>;
  /** The changes of campaigns, summed, in order of campaign and segments. */
  readonly campaigns: ReadonlyArray<CampaignShift>;
  /** The change of the number of versions that are missing below each customer's newest one; never 0. */
  readonly gaps: ReadonlyArray<{ readonly refId: string; readonly missing: number }>;
  /** The transactions that are not applied because they contradict a stored version, in batch order. */
  readonly conflicts: ReadonlyArray<Conflict>;
}

/**
 * Folds a batch, in any order and with repetitions, into the changes that it makes. Each version counts once. Its move is taken
 * from its own before and after, so that a late version counts too. The population follows the current value only. The first
 * transaction of a version is kept; another transaction of the same version is a conflict.
 */
export const foldIntoWarehouse = (known: Known, batch: ReadonlyArray<BusinessTransaction>): WarehouseChange => {
  const { versions, conflicts } = partition(known, batch);
  const customers = newestOf(versions).filter(({ refId, version }) => version > storedVersion(known, refId));
  return {
    versions,
    customers,
    population: populationOf(customers.map((after) => ({ before: known.current(after.refId), after }))),
    moves: versions.flatMap(moveOf),
    campaigns: campaignsOf(versions),
    gaps: gapsOf(known, versions),
    conflicts,
  };
};

/** The version of the customer's current value; 0 if the customer is not stored. */
const storedVersion = (known: Known, refId: string): number => known.current(refId)?.version ?? 0;

const partition = (
  known: Known,
  batch: ReadonlyArray<BusinessTransaction>,
): Pick<WarehouseChange, 'versions' | 'conflicts'> => {
  const versions = new Map<string, BusinessTransaction>();
  const conflicts: Array<Conflict> = [];
  for (const [index, transaction] of batch.entries()) {
    const { customer } = transaction.payload;
    const name = nameOfVersion(customer);
    const kept = known.transactionIdOf(customer.refId, customer.version) ?? versions.get(name)?.transactionId;
    if (kept === undefined) versions.set(name, transaction);
    else if (kept !== transaction.transactionId) conflicts.push({ index, keptTransactionId: kept });
  }
  return { versions: [...versions.values()], conflicts };
};

const gapsOf = (known: Known, versions: ReadonlyArray<BusinessTransaction>): WarehouseChange['gaps'] => {
  const arrived = new Map<string, { readonly versions: number; readonly newest: number }>();
  for (const { payload } of versions) {
    const { refId, version } = payload.customer;
    const before = arrived.get(refId) ?? { versions: 0, newest: storedVersion(known, refId) };
    arrived.set(refId, { versions: before.versions + 1, newest: Math.max(before.newest, version) });
  }
  return [...arrived]
    .sort(byKey)
    .map(([refId, { versions: count, newest }]) => ({ refId, missing: newest - storedVersion(known, refId) - count }))
    .filter(({ missing }) => missing !== 0);
};

const newestOf = (versions: ReadonlyArray<BusinessTransaction>): ReadonlyArray<Customer> => {
  const newest = new Map<string, Customer>();
  for (const { payload } of versions) {
    const known = newest.get(payload.customer.refId);
    if (known === undefined || payload.customer.version > known.version)
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
    .sort(byKey)
    .map(([, delta]) => delta);
};

const segmentOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const moveOf = (transaction: BusinessTransaction): ReadonlyArray<Move> => {
  const change = changeOf(transaction, 'customerSegment');
  return change === undefined
    ? []
    : [{ occurredAt: transaction.occurredAt, from: segmentOrNull(change.before), to: segmentOrNull(change.after) }];
};

const campaignsOf = (versions: ReadonlyArray<BusinessTransaction>): ReadonlyArray<CampaignShift> => {
  const sums = new Map<string, CampaignShift>();
  for (const transaction of versions) {
    const { campaignId, occurredAt, payload } = transaction;
    if (campaignId === undefined) continue;
    const change = changeOf(transaction, 'customerSegment');
    const to = payload.customer.customerSegment;
    const from = change === undefined ? to : segmentOrNull(change.before);
    const key = JSON.stringify([campaignId, from, to]);
    const before = sums.get(key) ?? { campaignId, from, to, customers: 0, latestOccurredAt: occurredAt };
    const latestOccurredAt = occurredAt > before.latestOccurredAt ? occurredAt : before.latestOccurredAt;
    sums.set(key, { ...before, customers: before.customers + 1, latestOccurredAt });
  }
  return [...sums].sort(byKey).map(([, move]) => move);
};
