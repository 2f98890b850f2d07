export interface BackgroundLoop {
  /** There may be work: the next pass begins now, unless the last one failed. */
  readonly nudge: () => void;
  /** Resolves when the pass in hand has ended; no other begins. */
  readonly stop: () => Promise<void>;
}

export interface BackgroundLoopOptions {
  /** Answers whether there is more to do at once. A rejection is a failure. */
  readonly pass: () => Promise<boolean>;
  readonly onFailure: (error: unknown) => void;
  /** Without a nudge, ms between passes. */
  readonly idle: number;
  /** After a failure, ms to the next pass; doubled with each failure in a row, up to `longest`. */
  readonly pause: { readonly shortest: number; readonly longest: number };
}

/** One pass after the other, never two at a time, until it is stopped. */
export const backgroundLoop = ({ pass, onFailure, idle, pause }: BackgroundLoopOptions): BackgroundLoop => {
  let stopping = false;
  let nudged = false;
  let failures = 0;
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
      const more = await pass();
      failures = 0;
      if (!more && !nudged && !stopping) await sleep(idle);
    } catch (error) {
      onFailure(error);
      failures += 1;
      if (!stopping) await sleep(Math.min(pause.longest, pause.shortest * 2 ** (failures - 1)));
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
