export interface Nap {
  readonly sleep: (ms: number) => Promise<void>;
  /** Ends every sleep now. */
  readonly wake: () => void;
}

/** Pauses that end at once when `wake` is called. */
export const interruptible = (): Nap => {
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
