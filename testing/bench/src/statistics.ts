import type { Figure } from './scenario.js';

/** Of ascending values; NaN of none. */
export const quantile = (ascending: ReadonlyArray<number>, share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;

/** The value in the middle, or between the two in the middle; NaN of none. */
export const median = (values: ReadonlyArray<number>): number => {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = (ascending.length - 1) / 2;
  return ((ascending[Math.floor(middle)] ?? Number.NaN) + (ascending[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

/** The median of runs, and each of them. */
export const figureOf = (name: string, unit: string, runs: ReadonlyArray<number>): Figure => ({
  name,
  value: median(runs),
  unit,
  runs,
});
