import { decode, type Reader } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import { UnexpectedRow } from './sqlite-file.js';

/** Parses and decodes a JSON column. Throws UnexpectedRow. */
export const valueIn = <A>(codec: Reader<A>, body: string): A => {
  const value = decode(codec)(JSON.parse(body));
  if (E.isRight(value)) return value.right;
  throw new UnexpectedRow(value.left.map(({ pointer, rule }) => `${pointer} ${rule}`).join('; '));
};
