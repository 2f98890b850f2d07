/** The smallest value that is at least as large as a share `p` (0 to 1) of the values; null if there are none. */
export const percentile = (values: ReadonlyArray<number>, p: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? null;
};
