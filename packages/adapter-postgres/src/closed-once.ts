/** A close that may be called again: every call waits for the same end. */
export const closedOnce = (close: () => Promise<void>): (() => Promise<void>) => {
  let closing: Promise<void> | null = null;
  return () => (closing ??= close());
};
