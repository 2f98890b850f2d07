import { readFile } from 'node:fs/promises';
import { closed, decode, listOf, text } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Survivor } from './outcome.js';

/** One change: the source as it is, and what a mutant has in its place. */
const Change = closed({ original: text(0, 4096), replacement: text(0, 4096) }, {});

/** Why these changes of a file may survive, wherever in the file they are made. No other change is covered. */
const Reason = closed({ file: text(1, 256), reason: text(1, 1024), changes: listOf(Change, 1) }, {});
export type Reason = t.TypeOf<typeof Reason>;

export const readReasons = async (file: string): Promise<ReadonlyArray<Reason>> => {
  const read = decode(listOf(Reason, 0))(JSON.parse(await readFile(file, 'utf8')));
  if (E.isLeft(read)) throw new Error(`${file}: ${JSON.stringify(read.left)}`);
  return read.right;
};

export const reasonFor = (
  reasons: ReadonlyArray<Reason>,
  { file, original, replacement }: Survivor,
): string | undefined =>
  reasons.find(
    (each) =>
      each.file === file &&
      each.changes.some((change) => change.original === original && change.replacement === replacement),
  )?.reason;
