import { type ReplicaPreference, replicaPreferenceIn } from './prefer.js';

/** When a replica may answer a read that prefers it. */
export interface ReplicaUse {
  /** The query parameters with which the store answers. */
  readonly unless: ReadonlyArray<string>;
}

/** The part of a request that decides whether a replica may answer it. */
interface Asked {
  /** The value of a header; empty if there is none. */
  readonly header: (name: 'Prefer' | 'If-Match' | 'If-None-Match') => string;
  /** The parsed query. */
  readonly query: () => Readonly<Record<string, unknown>>;
}

/**
 * The preference with which a replica answers a read; null if the store answers. A precondition asks for the present version. The listener
 * and the application both decide by this function, so that a read waits where it is answered.
 */
export const replicaPreferenceOf = ({ unless }: ReplicaUse, { header, query }: Asked): ReplicaPreference | null => {
  const preference = replicaPreferenceIn(header('Prefer'));
  if (preference === null || header('If-Match').trim() !== '' || header('If-None-Match').trim() !== '') return null;
  return unless.some((name) => query()[name] !== undefined) ? null : preference;
};
