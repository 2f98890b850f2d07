export interface BackgroundLoop {
  /** There may be work: the next pass begins now, unless the last one failed. */
  readonly nudge: () => void;
  /** Resolves when the pass in hand has ended; no other begins. */
  readonly stop: () => Promise<void>;
}

export interface BackgroundLoopOptions {
  /** Answers what it found: `more` is left, all was done in this pass, or there was nothing. A rejection is a failure. */
  readonly pass: () => Promise<'more' | 'done' | 'nothing'>;
  readonly onFailure: (error: unknown) => void;
  /** Without a nudge, ms to the next pass, after so many passes in a row that found nothing; 0: the last one did work. */
  readonly idle: (nothingInARow: number) => number;
  /** After a failure, ms to the next pass; doubled with each failure in a row, up to `longest`. */
  readonly pause: { readonly shortest: number; readonly longest: number };
}

/** The shortest pause, doubled so many times, up to the longest. */
export const backedOff = (
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
  times: number,
): number => Math.min(longest, shortest * 2 ** times);

/** One pass after the other, never two at a time, until it is stopped. */
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
      if (!stopping) await sleep(backedOff(pause, failures - 1));
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
