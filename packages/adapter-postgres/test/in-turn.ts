/**
 * Maximum number of laws at the same time. Each has its own schema, and a server on which hundreds of sessions start at
 * the same time is too slow for all of them.
 */
const most = 6;

let running = 0;
const waiting: Array<() => void> = [];

/** Runs when a slot is free. */
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
