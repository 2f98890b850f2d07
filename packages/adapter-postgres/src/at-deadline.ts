/** The longest that a timer of Node can wait. */
const longest = 2 ** 31 - 1;

/** Runs at the deadline, in milliseconds since the epoch; as soon as may be where it has passed. */
export const atDeadline = (deadline: number, run: () => void): NodeJS.Timeout =>
  setTimeout(run, Math.min(longest, Math.max(0, deadline - Date.now())));
