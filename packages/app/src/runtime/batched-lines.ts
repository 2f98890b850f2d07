/** Writes lines, each at once or together with others. */
export interface BatchedLines {
  /** Writes the line, behind those that wait. */
  readonly write: (line: string) => void;
  /** Writes the line with the others of this turn of the event loop: a write to a pipe costs more than the line. */
  readonly writeSoon: (line: string) => void;
  /** Writes the lines that wait. */
  readonly flush: () => void;
}

/** The number of waiting lines that are written without waiting for the end of the turn. */
const most = 500;

/** `write` takes lines, with line ends between them. */
export const batchedLines = (write: (lines: string) => void): BatchedLines => {
  let waiting: Array<string> = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const lines = waiting.join('\n');
    waiting = [];
    write(lines);
  };
  return {
    write: (line) => {
      waiting.push(line);
      flush();
    },
    writeSoon: (line) => {
      if (waiting.push(line) === 1) setImmediate(flush);
      else if (waiting.length >= most) flush();
    },
    flush,
  };
};
