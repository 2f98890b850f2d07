import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Customer } from '../domain/customer.js';
import type { TransactionRef } from '../domain/version-ref.js';
import {
  type CampaignShift,
  foldIntoWarehouse,
  type Known,
  type PopulationDelta,
  type WarehouseChange,
} from '../domain/warehouse-fold.js';
import type { SegmentMoves } from '../domain/warehouse-reports.js';
import type { Rederived } from '../ports/warehouse.js';

/** The data derived from the versions. */
export interface Derived {
  readonly customers: Map<string, Customer>;
  /** The key is JSON of [segment, state]. */
  readonly population: Map<string, PopulationDelta>;
  /** The key is JSON of [day, from, to]. */
  readonly moves: Map<string, SegmentMoves>;
  /** The key is JSON of [campaignId, from, to]. */
  readonly campaigns: Map<string, CampaignShift>;
  /** The number of missing versions by refId. */
  readonly gaps: Map<string, number>;
}

export interface State extends Derived {
  readonly versions: Map<string, Map<number, BusinessTransaction>>;
}

export const emptyState = (): State => ({
  versions: new Map(),
  customers: new Map(),
  population: new Map(),
  moves: new Map(),
  campaigns: new Map(),
  gaps: new Map(),
});

const knownIn = ({ versions, customers }: State): Known => ({
  transactionIdOf: (refId, version) => versions.get(refId)?.get(version)?.transactionId,
  current: (refId) => customers.get(refId),
});

export const putVersion = ({ versions }: State, transaction: BusinessTransaction): void => {
  const { refId, version } = transaction.payload.customer;
  versions.set(refId, (versions.get(refId) ?? new Map<number, BusinessTransaction>()).set(version, transaction));
};

export const dropVersion = ({ versions }: State, { refId, version, transactionId }: TransactionRef): void => {
  const stored = versions.get(refId);
  if (stored?.get(version)?.transactionId !== transactionId) return;
  stored.delete(version);
  if (stored.size === 0) versions.delete(refId);
};

/** Folds a batch into the state. Returns the changes. */
export const fold = (state: State, batch: ReadonlyArray<BusinessTransaction>): WarehouseChange => {
  const change = foldIntoWarehouse(knownIn(state), batch);
  change.versions.forEach((transaction) => putVersion(state, transaction));
  for (const customer of change.customers) state.customers.set(customer.refId, customer);
  for (const delta of change.population) {
    const key = JSON.stringify([delta.customerSegment, delta.state]);
    const customers = (state.population.get(key)?.customers ?? 0) + delta.customers;
    state.population.set(key, { ...delta, customers });
  }
  for (const { occurredAt, from, to } of change.moves) {
    const day = occurredAt.slice(0, 10);
    const key = JSON.stringify([day, from, to]);
    state.moves.set(key, { day, from, to, moves: (state.moves.get(key)?.moves ?? 0) + 1 });
  }
  for (const move of change.campaigns) {
    const key = JSON.stringify([move.campaignId, move.from, move.to]);
    const { customers = 0, latestOccurredAt = move.latestOccurredAt } = state.campaigns.get(key) ?? {};
    state.campaigns.set(key, {
      ...move,
      customers: customers + move.customers,
      latestOccurredAt: latestOccurredAt > move.latestOccurredAt ? latestOccurredAt : move.latestOccurredAt,
    });
  }
  for (const { refId, missing } of change.gaps) state.gaps.set(refId, (state.gaps.get(refId) ?? 0) + missing);
  return change;
};

const differing = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): number =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)),
  ).length;

/** Recomputes the state from the versions. Returns it with the number of rows that differ from the current one. */
export const rederived = (state: State): { readonly state: State; readonly wrong: Rederived } => {
  const fresh = emptyState();
  for (const versions of state.versions.values()) fold(fresh, [...versions.values()]);
  return {
    state: fresh,
    wrong: {
      customers: differing(state.customers, fresh.customers),
      population: differing(state.population, fresh.population),
      moves: differing(state.moves, fresh.moves),
      campaigns: differing(state.campaigns, fresh.campaigns),
      gaps: differing(state.gaps, fresh.gaps),
    },
  };
};
