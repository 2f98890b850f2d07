import type { CampaignRow } from '@casm/core';
import { CsvError, type Info, parse, type Parser } from 'csv-parse';
import { type Columns, columnsIn } from './columns.js';
import { rowOf } from './row-of.js';
import { mostRowBytes, Unreadable } from './unreadable.js';

/**
 * The delimiter of the header: a semicolon, comma or tab, whichever comes first outside quotes; a comma where there is one column
 * only. Spreadsheets write semicolons where the comma is the decimal sign.
 */
const delimiterIn = (header: string): string => {
  const unquoted = header.replace(/"(?:[^"]|"")*("|$)/g, '');
  return /[;,\t]/.exec(unquoted)?.[0] ?? ',';
};

/** The rows of a CSV file (RFC 4180) with a header; a row's line is that of its end. Blank lines and rows of empty fields are passed over. */
export async function* csvRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<CampaignRow, void, undefined> {
  let columns: Columns | null = null;
  let rows: Array<CampaignRow> = [];
  const take = (fields: ReadonlyArray<string>, line: number): void => {
    if (columns === null) columns = columnsIn(fields, line);
    else rows.push(rowIn(columns, fields, line));
  };
  const taken = (): ReadonlyArray<CampaignRow> => {
    const complete = rows;
    rows = [];
    return complete;
  };
  let parser: Parser | null = null;
  for await (const bytes of withWholeHeader(source)) {
    parser ??= parserTo(take, delimiterIn(headerOf(bytes)));
    await written(parser, bytes);
    yield* taken();
  }
  if (parser !== null) await ended(parser);
  yield* taken();
  if (columns === null) throw new Unreadable(null, 'must not be empty');
}

const rowIn = (columns: Columns, fields: ReadonlyArray<string>, line: number): CampaignRow =>
  rowOf(line, (column) => {
    const place = columns[column];
    return place === undefined ? null : fields[place];
  });

const lineEnd = /[\r\n]/;

const headerOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('utf8').trimStart().split(lineEnd, 1)[0] ?? '';

/** The same bytes, of which the first piece has the whole header. */
async function* withWholeHeader(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const bytes of source) {
    if (start === null) yield bytes;
    else {
      start = Buffer.concat([start, bytes]);
      if (start.length < mostRowBytes && !lineEnd.test(Buffer.from(start).toString('utf8').trimStart())) continue;
      yield start;
      start = null;
    }
  }
  if (start !== null && start.length > 0) yield start;
}

/** Records go to `take` as soon as they are complete, and nothing is collected in the parser. */
const parserTo = (take: (fields: ReadonlyArray<string>, line: number) => void, delimiter: string): Parser => {
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: mostRowBytes,
    on_record: (fields: ReadonlyArray<string>, { lines }: Pick<Info, 'lines'>) => {
      take(fields, lines);
      return null;
    },
  });
  // Told to who has written.
  parser.on('error', () => undefined);
  return parser.resume();
};

const written = (parser: Parser, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.write(bytes, (error) => (error === null || error === undefined ? resolve() : reject(faultOf(error))));
  });

const ended = (parser: Parser): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.once('error', (error) => reject(faultOf(error)));
    parser.end(() => resolve());
  });

/** What the parser has against the file, in the words of this one. */
const faultOf = (error: Error): Error =>
  error instanceof CsvError ? new Unreadable(lineOf(error), ruleOf(error)) : error;

const lineOf = (error: CsvError): number | null => (typeof error['lines'] === 'number' ? error['lines'] : null);

const rules: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'must have as many fields as the header',
  CSV_QUOTE_NOT_CLOSED: 'must close its quoted field',
  CSV_INVALID_CLOSING_QUOTE: 'must have nothing between the closing quote and the end of the field',
  INVALID_OPENING_QUOTE: 'must quote the whole field, or nothing of it',
  CSV_MAX_RECORD_SIZE: `must have at most ${mostRowBytes} characters`,
};

const ruleOf = ({ code, message }: CsvError): string => rules[code] ?? `must be CSV: ${message}`;
