import type { Customer, CustomerRef } from '@casm/core';

/** The customer that an external id names, or named, because of a step of this batch. */
export interface ExternalIdMeaning {
  readonly refId: string;
  /** False if the customer has another external id since, and no customer has this one. */
  readonly resolves: boolean;
}

/**
 * Tracks external ids that the steps of a batch change, which the loaded facts do not show: a request behind such a
 * change finds the customer by the new id only. A request resolved this way joins the chain of that customer, so it
 * succeeds only if the chain is committed.
 */
export const externalIdsInBatch = () => {
  const meanings = new Map<string, ExternalIdMeaning>();
  return {
    meaningOf: ({ externalId }: CustomerRef): ExternalIdMeaning | undefined =>
      externalId === undefined ? undefined : meanings.get(externalId),
    changed: (before: Customer | null, { refId, externalId }: Customer): void => {
      const previous = before?.externalId ?? null;
      if (previous === externalId) return;
      if (previous !== null) meanings.set(previous, { refId, resolves: false });
      if (externalId !== null) meanings.set(externalId, { refId, resolves: true });
    },
  };
};
