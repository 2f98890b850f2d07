import type { Violation } from '@casm/core';
import { type Codec, type JsonSchema, label } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type { Kind } from './setting.js';
import {
  asCodec,
  asJson,
  brokers as readBrokers,
  origins as readOrigins,
  postgresUrl as readPostgresUrl,
  timeZone as readTimeZone,
  tokens as readTokens,
  wholeNumber as readWholeNumber,
} from './setting-readers.js';

const textSchema: JsonSchema = { type: 'string' };

/** A whole number, written in digits. */
export const wholeNumber = (least: number, most?: number): Kind<number> => ({
  read: readWholeNumber(least, most),
  inWords: most === undefined ? `whole number, at least ${least}` : `whole number from ${least} to ${most}`,
  schema: { type: 'integer', minimum: least, ...(most === undefined ? {} : { maximum: most }) },
});

/** Text that a codec reads. */
export const text = <A extends string>(codec: Codec<A>, inWords: string): Kind<A> => ({
  read: asCodec(codec),
  inWords,
  schema: codec.schema,
});

/** JSON that is read by `decodeJson`. */
export const json = <A>(
  decodeJson: (json: unknown) => E.Either<ReadonlyArray<Violation>, A>,
  inWords: string,
  schema: JsonSchema,
): Kind<A> => ({ read: asJson(decodeJson), inWords, schema });

/** One of these words, in upper or lower case. */
export const word = <A extends string>(...words: readonly [A, ...ReadonlyArray<A>]): Kind<A> => ({
  read: (input) => {
    const found = words.find((each) => each.toLowerCase() === input.toLowerCase());
    return found === undefined ? E.left([{ pointer: '', rule: `must be one of ${words.join(', ')}` }]) : E.right(found);
  },
  inWords: words.map((each) => `\`${each}\``).join(', '),
  schema: { enum: words },
});

/** A path of this machine. */
export const filePath: Kind<string> = text(label(1, 4096), 'path of a file');

export const postgresUrl: Kind<string> = { read: readPostgresUrl, inWords: '`postgres://…`', schema: textSchema };
export const brokers: Kind<string> = { read: readBrokers, inWords: '`host:port`, comma-separated', schema: textSchema };
export const origins: Kind<ReadonlyArray<string>> = {
  read: readOrigins,
  inWords: '`https://host`, comma-separated',
  schema: textSchema,
};
export const timeZone: Kind<string> = { read: readTimeZone, inWords: 'IANA time zone', schema: textSchema };
export const tokens: Kind<ReadonlyMap<string, string>> = {
  read: readTokens,
  inWords: '`client:token`, comma-separated',
  schema: textSchema,
};
