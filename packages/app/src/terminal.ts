import { printable } from './printable.js';

/** Where there is no terminal, a line is told about as often. */
const everyMs = 5000;

/** Shows a line in place of the one before; where the output is a file or a pipe, a line now and then. */
export const progressTo = (
  stream: { readonly isTTY?: boolean; readonly write: (text: string) => unknown },
  out: (text: string) => void,
  now: () => number = () => performance.now(),
): ((line: string) => void) => {
  let told = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (stream.isTTY === true) return void stream.write(`\r\u001B[K${printable(line)}\r`);
    if (now() - told < everyMs) return;
    told = now();
    out(line);
  };
};
