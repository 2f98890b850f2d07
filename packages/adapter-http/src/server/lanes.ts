/** Something to be done for a client. */
export interface Task {
  readonly run: () => Promise<void>;
  /** Answers that it will not be done. */
  readonly refuse: () => void;
  /** True: the client has left, so there is nobody to do it for. */
  readonly isObsolete: () => boolean;
}

/** Takes each task: runs it now or later, or refuses it. */
export interface Lane {
  readonly take: (task: Task) => void;
  readonly running: () => number;
  readonly waiting: () => number;
}

/** Runs so many tasks at once; those beyond begin in order of arrival, and so many may wait. */
export const boundedLane = (most: { readonly running: number; readonly waiting: number }): Lane => {
  const waiting: Array<Task> = [];
  let running = 0;
  const nextInLine = (): Task | undefined => {
    let next = waiting.shift();
    while (next?.isObsolete() === true) next = waiting.shift();
    return next;
  };
  const begin = (task: Task): void => {
    running += 1;
    void task.run().finally(() => {
      running -= 1;
      const next = nextInLine();
      if (next !== undefined) begin(next);
    });
  };
  return {
    take: (task) => {
      if (running < most.running) begin(task);
      else if (waiting.length < most.waiting) waiting.push(task);
      else task.refuse();
    },
    running: () => running,
    waiting: () => waiting.length,
  };
};

/** Takes a task only while it may. */
export const admitting = (mayTake: () => boolean, lane: Lane): Lane => ({
  ...lane,
  take: (task) => (mayTake() ? lane.take(task) : task.refuse()),
});

const tickMs = 20;

/**
 * Begins so many tasks a second. Those beyond wait, and the newest and the oldest begin by turns: a thousand connections that
 * ask in a loop are slowed down, a probe that comes in between is answered within a tick as a rule, and nobody waits for
 * ever. With too many waiting the oldest is refused.
 */
export const pacedLane = (most: { readonly perSecond: number; readonly waiting: number }): Lane => {
  const perTick = Math.max(1, Math.round((most.perSecond * tickMs) / 1000));
  const waiting: Array<Task> = [];
  let running = 0;
  let left = perTick;
  let ticks: NodeJS.Timeout | undefined;
  const begin = (task: Task): void => {
    left -= 1;
    running += 1;
    void task.run().finally(() => (running -= 1));
  };
  const tick = (): void => {
    if (left === perTick) {
      clearInterval(ticks);
      ticks = undefined;
    }
    left = perTick;
    while (left > 0) {
      const task = left % 2 === 0 ? waiting.pop() : waiting.shift();
      if (task === undefined) return;
      if (!task.isObsolete()) begin(task);
    }
  };
  return {
    take: (task) => {
      ticks ??= setInterval(tick, tickMs).unref();
      if (left > 0) return begin(task);
      if (waiting.length >= most.waiting) waiting.shift()?.refuse();
      waiting.push(task);
    },
    running: () => running,
    waiting: () => waiting.length,
  };
};
