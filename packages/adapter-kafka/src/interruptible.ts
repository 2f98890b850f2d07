export interface Sleeper {
  readonly sleep: (ms: number) => Promise<void>;
  /** Ends all sleeps immediately. */
  readonly wake: () => void;
}

/** Returns a sleep function whose sleeps end early when `wake` is called. */
export const interruptible = (): Sleeper => {
  const sleepers = new Set<() => void>();
  return {
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          sleepers.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        sleepers.add(done);
      }),
    wake: (): void => sleepers.forEach((done) => done()),
  };
};
