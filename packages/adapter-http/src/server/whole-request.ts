/** A request that was read in one piece. */
export interface WholeRequest {
  readonly method: string;
  /** The path and the query. */
  readonly target: string;
  /** The request line and the header fields, without the last line end. */
  readonly head: string;
}

const headerEnd = Buffer.from('\r\n\r\n');

const requestLine = /^(GET|HEAD|PUT|POST) ([!-~]+) HTTP\/1\.1\r\n/;

/**
 * Header fields and characters that affect where a request ends, what it waits for, or whether its connection persists.
 */
const special = /\r\n(?:transfer-encoding|expect|upgrade|connection|trailer|te)[ \t]*:|\r\n[ \t]|[^\r]\n|\r[^\n]|\0/i;

const length = /\r\ncontent-length: *(\d{1,9})\r\n/i;

/** The body length that the header announces; null if it is ambiguous. */
const bodyLength = (head: string): number | null => {
  const [before, ...after] = head.split(/content-length/i);
  if (before === head) return 0;
  const given = after.length === 1 ? length.exec(head)?.[1] : undefined;
  return given === undefined ? null : Number(given);
};

/**
 * A request that was read in one piece: complete, followed by nothing, and plain. Null for anything else, and where a
 * parser could see another end of the request.
 */
export const wholeRequest = (chunk: Buffer): WholeRequest | null => {
  const end = chunk.indexOf(headerEnd);
  if (end < 0) return null;
  const head = chunk.toString('latin1', 0, end + 2);
  const [, method, target] = requestLine.exec(head) ?? [];
  if (method === undefined || target === undefined || special.test(head)) return null;
  return bodyLength(head) === chunk.length - end - headerEnd.length ? { method, target, head } : null;
};

/** Without the blanks around it, as RFC 9110 defines the value of a field. `trim` would take more characters. */
const withoutBlanks = (value: string): string => {
  let [from, to] = [0, value.length];
  while (from < to && isBlank(value, from)) from += 1;
  while (to > from && isBlank(value, to - 1)) to -= 1;
  return value.slice(from, to);
};

const isBlank = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '\t';

/**
 * Returns a function that finds all values of a header field, by its name in lower case, without the blanks around them. Its time is linear in
 * the head, whatever a client sends.
 */
export const valuesOf = (name: string): ((request: WholeRequest) => ReadonlyArray<string>) => {
  const start = `${name}:`;
  return ({ head }) =>
    head
      .split('\r\n')
      .filter((line) => line.slice(0, start.length).toLowerCase() === start)
      .map((line) => withoutBlanks(line.slice(start.length)));
};
