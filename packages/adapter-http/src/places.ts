/** A number of places, each for one piece of work at a time. */
export interface Places {
  readonly free: () => number;
  /** Runs the work in a place: at once if one is free, otherwise after those that came before. */
  readonly inTurn: <A>(work: () => Promise<A>) => Promise<A>;
}

export const placesOf = (most: number): Places => {
  const waiting: Array<() => void> = [];
  let free = most;
  const enter = async (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
  };
  /** A place passes to the next in the queue without becoming free. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    free: () => free,
    inTurn: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};
