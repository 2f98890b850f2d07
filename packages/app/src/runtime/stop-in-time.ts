import type { Log } from '@casm/services';

/** What was started, to be stopped in the reverse order. */
export interface Lifecycle {
  readonly started: (name: string, stop: () => Promise<void>) => void;
  /** Stops all, each at most for its share of time; never rejects. */
  readonly stop: () => Promise<void>;
}

const patience = 8000;

export const lifecycle = (log: Log): Lifecycle => {
  const running: Array<{ readonly name: string; readonly stop: () => Promise<void> }> = [];
  return {
    started: (name, stop) => void running.push({ name, stop }),
    stop: async () => {
      for (let last = running.pop(); last !== undefined; last = running.pop()) {
        const { name, stop } = last;
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error(`it took longer than ${patience} ms`)), patience);
        });
        await Promise.race([stop(), late]).catch((error: unknown) =>
          log.warn(`${name} did not stop cleanly`, { error: String(error) }),
        );
        clearTimeout(timer);
      }
    },
  };
};

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = 0;
    const onSignal = (): void => {
      asked += 1;
      if (asked > 1) process.exit(130);
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
