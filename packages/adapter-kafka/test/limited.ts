/** Returns a function that runs tasks in order, at most `most` at a time. */
export const limited = (most: number): (<A>(run: () => Promise<A>) => Promise<A>) => {
  let running = 0;
  const waiting: Array<() => void> = [];
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
};
