import type { Figure } from './scenario.js';

/** Of ascending values; NaN of none. */
export const quantile = (ascending: ReadonlyArray<number>, share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;

export const median = (values: ReadonlyArray<number>): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** The median of runs, and each of them. */
export const figureOf = (name: string, unit: string, runs: ReadonlyArray<number>): Figure => ({
  name,
  value: median(runs),
  unit,
  runs,
});
