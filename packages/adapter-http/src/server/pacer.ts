export interface PacerOptions {
  /** The share of each turn of the event loop that tasks may take. */
  readonly share: number;
  /** How long a task may wait, in milliseconds. Tasks take more than their share if they would wait longer. */
  readonly longestWaitMs: number;
  /** Monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** Runs the task in one of the next turns of the event loop, after all earlier tasks. */
export type Pace = (task: () => void) => void;

/**
 * Runs cheap tasks without a limit on their number, and with a limit on their share of each turn of the event loop.
 * Other work goes on between the slices. At least one task runs in each turn, so that a loop without other work runs
 * all of them soon.
 */
export const pacer = ({ share, longestWaitMs, now }: PacerOptions): Pace => {
  const tasks: Array<() => void> = [];
  /** The most tasks that waited at once since none waited. */
  let most = 0;
  let turnBegin = 0;

  const slice = (): void => {
    const begin = now();
    const turnMs = begin - turnBegin;
    turnBegin = begin;
    // At this rate the last of the most tasks waits for `longestWaitMs`.
    most = Math.max(most, tasks.length);
    const least = Math.ceil((most * turnMs) / longestWaitMs);
    const end = begin + share * turnMs;
    let done = 0;
    do {
      tasks[done]?.();
      done += 1;
    } while (done < tasks.length && (done < least || now() < end));
    tasks.splice(0, done);
    if (tasks.length > 0) setImmediate(slice);
    else most = 0;
  };

  return (task) => {
    if (tasks.push(task) > 1) return;
    turnBegin = now();
    setImmediate(slice);
  };
};
