import type { PendingChange } from './pending-change.js';

/** The waiting changes of each customer that must not be loaded yet, in order of arrival. */
export interface CustomerLines {
  /** Number of waiting changes. */
  readonly size: () => number;
  readonly all: () => ReadonlyArray<PendingChange>;
  /** Whether the customer has a line. */
  readonly has: (refId: string) => boolean;
  /** Opens a line for the customer if it has none; `first` goes to its head. */
  readonly open: (refId: string, first?: ReadonlyArray<PendingChange>) => void;
  /** Appends to the customer's line; false if there is none. */
  readonly join: (refId: string, changes: ReadonlyArray<PendingChange>) => boolean;
  /** Removes the customer's line and returns its changes. */
  readonly close: (refId: string) => ReadonlyArray<PendingChange>;
}

export const customerLines = (): CustomerLines => {
  const lines = new Map<string, Array<PendingChange>>();
  let size = 0;
  return {
    size: () => size,
    all: () => [...lines.values()].flat(),
    has: (refId) => lines.has(refId),
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
