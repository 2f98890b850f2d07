/** At most so many at once: each law has a schema of its own, and a server that starts hundreds of sessions at once starts none in time. */
const most = 6;

let running = 0;
const waiting: Array<() => void> = [];

/** Runs when a place is free. */
export const inTurn = async <A>(run: () => Promise<A>): Promise<A> => {
  if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
};
