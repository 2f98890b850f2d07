import type { PendingChange } from './pending-change.js';

/** For each customer that is not to be touched now, the changes that wait for it, in order of arrival. */
export interface CustomerLines {
  /** How many wait in all. */
  readonly size: () => number;
  readonly all: () => ReadonlyArray<PendingChange>;
  /** The customer has a line from now on, if it had none; `first` goes before those who wait already. */
  readonly open: (refId: string, first?: ReadonlyArray<PendingChange>) => void;
  /** Adds to the end of the customer's line; false if there is none. */
  readonly join: (refId: string, changes: ReadonlyArray<PendingChange>) => boolean;
  /** The customer can be touched again: answers with all who waited. */
  readonly close: (refId: string) => ReadonlyArray<PendingChange>;
}

export const customerLines = (): CustomerLines => {
  const lines = new Map<string, Array<PendingChange>>();
  let size = 0;
  return {
    size: () => size,
    all: () => [...lines.values()].flat(),
    open: (refId, first = []) => {
      lines.set(refId, [...first, ...(lines.get(refId) ?? [])]);
      size += first.length;
    },
    join: (refId, changes) => {
      const line = lines.get(refId);
      if (line === undefined) return false;
      line.push(...changes);
      size += changes.length;
      return true;
    },
    close: (refId) => {
      const line = lines.get(refId) ?? [];
      lines.delete(refId);
      size -= line.length;
      return line;
    },
  };
};
