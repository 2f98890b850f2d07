import type { Progress } from '@casm/core';

/** Tells how far a walk of the journal has come, about once a second, and at its end. */
export const tellProgress = (
  out: (line: string) => void,
  did: string,
  now: () => number = () => performance.now(),
): ((progress: Progress) => void) => {
  let told = now();
  return ({ read, total, done }) => {
    if (read < total && now() - told < 1000) return;
    told = now();
    out(`${read} of ${total} read, ${done} ${did}`);
  };
};
