/** Orders entries by their keys, which are unique, in the order of their code units. */
export const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
