/** The longest delay of a Node timer, in milliseconds. */
const longest = 2 ** 31 - 1;

/** Calls `run` at the deadline (milliseconds since the epoch); immediately if the deadline has passed. */
export const atDeadline = (deadline: number, run: () => void): NodeJS.Timeout =>
  setTimeout(run, Math.min(longest, Math.max(0, deadline - Date.now())));
