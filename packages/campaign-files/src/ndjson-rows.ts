import type { CampaignRow } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { ColumnName } from './columns.js';
import { rowOf } from './row-of.js';
import { mostRowBytes, Unreadable } from './unreadable.js';

/** The rows of a file that has a JSON object in each line. Members that a row does not need and blank lines are passed over. */
export async function* ndjsonRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<CampaignRow, void, undefined> {
  let line = 0;
  for await (const whole of linesOf(source)) {
    line += 1;
    if (whole.trim() !== '') yield rowIn(whole, line);
  }
  if (line === 0) throw new Unreadable(null, 'must not be empty');
}

/** A BOM is dropped by the decoder. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let complete = 0;
  const bounded = (line: string): string => {
    complete += 1;
    if (line.length > mostRowBytes) throw new Unreadable(complete, `must have at most ${mostRowBytes} characters`);
    return line;
  };
  for await (const bytes of source) {
    const lines = `${rest}${decoder.decode(bytes, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield bounded(line);
    if (rest.length > mostRowBytes) bounded(rest);
  }
  if (rest !== '') yield bounded(rest);
}

type Members = Readonly<Record<string, unknown>>;

const rowIn = (written: string, line: number): CampaignRow => {
  const members = membersIn(written, line);
  return rowOf(line, (name) => textIn(members, name, line));
};

const membersIn = (written: string, line: number): Members => {
  const parsed = E.tryCatch((): unknown => JSON.parse(written), E.toError);
  if (E.isLeft(parsed)) throw new Unreadable(line, 'must be JSON');
  if (isObject(parsed.right)) return parsed.right;
  throw new Unreadable(line, 'must be a JSON object');
};

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textIn = (members: Members, name: ColumnName, line: number): string | null => {
  const value = Object.hasOwn(members, name) ? members[name] : null;
  if (value === null || typeof value === 'string') return value;
  throw new Unreadable(line, `must have text as ${name}`);
};
