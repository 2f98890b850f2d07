import { decode, wholeNumber } from '@casm/core/codecs';
import { InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

/** An argument that a codec reads; what is wrong is told in the codec's words. */
export const argument =
  <A>(codec: t.Type<A, unknown, unknown>, from: (text: string) => unknown = (text) => text) =>
  (text: string): A => {
    const decoded = decode(codec)(from(text));
    if (E.isRight(decoded)) return decoded.right;
    throw new InvalidArgumentError(`It ${decoded.left.map(({ rule }) => rule).join('; ')}.`);
  };

export const wholeArgument = (min: number, max: number) =>
  argument(wholeNumber(min, max), (text) => (/^\d+$/.test(text) ? Number(text) : text));

export const dataDirOption = [
  '--data-dir <folder>',
  'where the embedded PostgreSQL, its data and the API token are kept',
  '.casm',
] as const;
