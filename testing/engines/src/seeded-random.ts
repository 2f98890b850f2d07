/** A pseudorandom sequence that is the same for the same seed. */
export interface SeededRandom {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** An integer from `least` to `most`, inclusive. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <A>(items: ReadonlyArray<A>) => A;
  readonly shuffled: <A>(items: ReadonlyArray<A>) => ReadonlyArray<A>;
  /** An independent sequence: draws of one part of a run do not affect those of another. */
  readonly fork: (name: string) => SeededRandom;
}

/** Mulberry32, with FNV-1a for the names of forks: small, and good enough to choose faults. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    pick: (items) => {
      const [picked] = items.slice(between(0, items.length - 1));
      if (picked === undefined) throw new Error('there is nothing to pick from');
      return picked;
    },
    shuffled: (items) =>
      items
        .map((item) => ({ item, rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ item }) => item),
    fork: (name) =>
      seededRandom(Array.from(name).reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), seed)),
  };
};
