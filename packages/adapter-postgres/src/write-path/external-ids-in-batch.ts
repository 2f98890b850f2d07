import type { Customer, CustomerRef } from '@casm/core';

/** Whose an external id is, or was, because of a step of this batch. */
export interface ExternalIdMeaning {
  readonly refId: string;
  /** False: the customer has another one by now, and nobody has this one. */
  readonly resolves: boolean;
}

/**
 * What the steps of a batch make of external ids, which the facts of the load do not know: a request that waits behind the
 * change of an external id finds the customer by the new one only. The meaning names the customer whose chain the request
 * then belongs to: it holds only if that chain is committed.
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
