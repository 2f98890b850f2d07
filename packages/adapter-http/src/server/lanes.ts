/** Work for a client. */
export interface Task {
  readonly run: () => Promise<void>;
  /** Answers that the task is not run. */
  readonly refuse: () => void;
  /** True if the client has disconnected. */
  readonly isObsolete: () => boolean;
}

/** A queue that runs each task immediately or later, or refuses it. */
export interface Lane {
  readonly take: (task: Task) => void;
  readonly running: () => number;
  readonly waiting: () => number;
}

/** The limits of a lane: tasks in progress, tasks that wait, and the time that one waits, in milliseconds. */
interface LaneLimits {
  readonly running: number;
  readonly waiting: number;
  readonly waitMs: number;
}

interface WaitingTask {
  readonly task: Task;
  /** By `performance.now`. */
  readonly until: number;
}

/**
 * Runs up to `running` tasks at the same time. Up to `waiting` further tasks are queued and start in order of arrival. A task that has
 * waited for `waitMs` is refused.
 */
export const boundedLane = (most: LaneLimits): Lane => {
  const waiting: Array<WaitingTask> = [];
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  const dequeue = (): Task | undefined => {
    let next = waiting.shift();
    while (next?.task.isObsolete() === true) next = waiting.shift();
    return next?.task;
  };
  const refuseOverdue = (): void => {
    const now = performance.now();
    let oldest = waiting.at(0);
    while (oldest !== undefined && oldest.until <= now) {
      waiting.shift();
      if (!oldest.task.isObsolete()) oldest.task.refuse();
      oldest = waiting.at(0);
    }
    timer = oldest === undefined ? undefined : setTimeout(refuseOverdue, oldest.until - now).unref();
  };
  const enqueue = (task: Task): void => {
    waiting.push({ task, until: performance.now() + most.waitMs });
    timer ??= setTimeout(refuseOverdue, most.waitMs).unref();
  };
  const begin = (task: Task): void => {
    running += 1;
    void task.run().finally(() => {
      running -= 1;
      const next = dequeue();
      if (next !== undefined) begin(next);
    });
  };
  return {
    take: (task) => {
      if (running < most.running) begin(task);
      else if (waiting.length < most.waiting) enqueue(task);
      else task.refuse();
    },
    running: () => running,
    waiting: () => waiting.length,
  };
};

/** A lane that refuses tasks while `mayTake` returns false. */
export const admitting = (mayTake: () => boolean, lane: Lane): Lane => ({
  ...lane,
  take: (task) => (mayTake() ? lane.take(task) : task.refuse()),
});

const tickMs = 20;

/**
 * Starts at most `perSecond` tasks a second. The others wait; the newest and the oldest start in turns. A thousand
 * connections in a loop are slowed down, a single probe is usually answered within a tick, and no task waits forever.
 * If the queue is full, the oldest task is refused.
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
