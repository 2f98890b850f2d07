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

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const isUnit = (text: string): text is keyof typeof unitsMs => Object.hasOwn(unitsMs, text);

/** Milliseconds; null: the text is no length of time such as 30s, 15m, 1h or 2d. */
export const durationMs = (text: string): number | null => {
  const [, count, unit = ''] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  return count === undefined || !isUnit(unit) ? null : Number(count) * unitsMs[unit];
};

/** A length of time, in milliseconds. */
export const duration = (text: string): number => {
  const ms = durationMs(text);
  if (ms === null) throw new InvalidArgumentError('It must be a length of time such as 30s, 15m, 1h or 2d.');
  return ms;
};
