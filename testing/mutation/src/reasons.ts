import { readFile } from 'node:fs/promises';
import { closed, decode, listOf, text } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Survivor } from './outcome.js';

/** Why a mutant may survive: the same change is meant wherever it is made in the file. */
const Reason = closed(
  { file: text(1, 256), original: text(0, 4096), replacement: text(0, 4096), reason: text(1, 1024) },
  {},
);
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
  reasons.find((each) => each.file === file && each.original === original && each.replacement === replacement)?.reason;
