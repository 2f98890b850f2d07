/** A running loop. */
export interface BackgroundLoop {
  /** Starts the next pass immediately, unless the last one failed. Call it when there may be work. */
  readonly nudge: () => void;
  /** Starts no further pass. Resolves when the current pass has ended. */
  readonly stop: () => Promise<void>;
}

/** The options of `backgroundLoop`. */
export interface BackgroundLoopOptions {
  /** Runs one pass. Resolves with `more` if work is left, `done` if all work is done, or `nothing` if there was none. Rejects on failure. */
  readonly pass: () => Promise<'more' | 'done' | 'nothing'>;
  readonly onFailure: (error: unknown) => void;
  /** Returns the ms to the next pass without a nudge. `idlePasses` is the number of passes in a row that found nothing. */
  readonly idle: (idlePasses: number) => number;
  /** The backoff after a failure in ms: `shortest`, doubled with each further failure in a row, up to `longest`. */
  readonly pause: { readonly shortest: number; readonly longest: number };
}

/** Returns the shortest pause, doubled `times` times, up to the longest. */
export const exponentialBackoff = (
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
  times: number,
): number => Math.min(longest, shortest * 2 ** times);

/** Runs passes in sequence until it is stopped. Passes never overlap. */
export const backgroundLoop = ({ pass, onFailure, idle, pause }: BackgroundLoopOptions): BackgroundLoop => {
  let stopping = false;
  let nudged = false;
  let failures = 0;
  let idlePasses = 0;
  let wake = (): void => undefined;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const onePass = async (): Promise<void> => {
    nudged = false;
    try {
      const found = await pass();
      failures = 0;
      idlePasses = found === 'nothing' ? idlePasses + 1 : 0;
      if (found !== 'more' && !nudged && !stopping) await sleep(idle(idlePasses));
    } catch (error) {
      onFailure(error);
      failures += 1;
      if (!stopping) await sleep(exponentialBackoff(pause, failures - 1));
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping) await onePass();
  };
  const ended = run();

  return {
    nudge: () => {
      nudged = true;
      if (failures === 0) wake();
    },
    stop: async () => {
      stopping = true;
      wake();
      await ended;
    },
  };
};
