export interface PacerOptions {
  /** Time for tasks in each turn of the event loop, in milliseconds. At least one task runs in each turn. */
  readonly sliceMs: number;
  /** Monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** Runs the task in one of the next turns of the event loop, after all earlier tasks. */
export type Pace = (task: () => void) => void;

/**
 * Runs cheap tasks without a limit on their number, and with a limit on their share of each turn of the event loop.
 * Other work goes on between the slices.
 */
export const pacer = ({ sliceMs, now }: PacerOptions): Pace => {
  const tasks: Array<() => void> = [];

  const slice = (): void => {
    const end = now() + sliceMs;
    let done = 0;
    do {
      tasks[done]?.();
      done += 1;
    } while (done < tasks.length && now() < end);
    tasks.splice(0, done);
    if (tasks.length > 0) setImmediate(slice);
  };

  return (task) => {
    tasks.push(task);
    if (tasks.length === 1) setImmediate(slice);
  };
};
