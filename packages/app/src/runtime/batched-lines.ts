/** Writes entries as lines, each at once or together with others. */
export interface BatchedLines<Entry> {
  /** Writes the entry, behind those that wait. */
  readonly write: (entry: Entry) => void;
  /** Makes and writes the line with the others of this turn of the event loop: a write to a pipe costs more than the line. */
  readonly writeSoon: (entry: Entry) => void;
  /** Writes the entries that wait. */
  readonly flush: () => void;
}

/** The number of waiting entries that are written without waiting for the end of the turn. */
const most = 500;

/** `write` takes lines, with line ends between them. */
export const batchedLines = <Entry>(
  lineOf: (entry: Entry) => string,
  write: (lines: string) => void,
): BatchedLines<Entry> => {
  let waiting: Array<Entry> = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const lines = waiting.map(lineOf).join('\n');
    waiting = [];
    write(lines);
  };
  return {
    write: (entry) => {
      waiting.push(entry);
      flush();
    },
    writeSoon: (entry) => {
      if (waiting.push(entry) === 1) setImmediate(flush);
      else if (waiting.length >= most) flush();
    },
    flush,
  };
};
