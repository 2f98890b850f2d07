/** How long and how much is read of a client that sends on after its last answer. */
export interface LingerBounds {
  readonly ms: number;
  readonly bytes: number;
}

export interface Linger {
  /** Counts bytes that were read and thrown away. */
  readonly discard: (bytes: number) => void;
  readonly stop: () => void;
}

/** Calls `close` once, when a bound is exceeded before `stop`. */
export const linger = ({ ms, bytes }: LingerBounds, close: () => void): Linger => {
  let discarded = 0;
  const timer = setTimeout(close, ms).unref();
  return {
    discard: (more) => {
      discarded += more;
      if (discarded > bytes) close();
    },
    stop: () => clearTimeout(timer),
  };
};
