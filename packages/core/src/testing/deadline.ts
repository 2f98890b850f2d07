import { LawBroken } from './law.js';

// Core is compiled without the types of a host environment. Timers are the only host feature that the suites use.
declare const setTimeout: (run: () => void, ms: number) => number;
declare const clearTimeout: (timer: number) => void;

/** Returns the result of `pending`. Throws a LawBroken after `timeoutMs`; `expected` completes its message "not within … ms: ". */
export const within = async <A>(timeoutMs: number, expected: string, pending: Promise<A>): Promise<A> => {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LawBroken(`not within ${timeoutMs} ms: ${expected}`)), timeoutMs);
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
};

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
