import type { JsonSchema } from '@casm/core/codecs';
import type { Reader } from './setting-readers.js';

/** What values a setting takes. */
export interface Kind<A> {
  readonly read: Reader<A>;
  /** In words, as the end of "it is …". */
  readonly inWords: string;
  /** As a file of settings may write it; the text of the environment is always taken too. */
  readonly schema: JsonSchema;
}

/** One setting: everything that is said of it anywhere is read off this value. */
export interface Setting<A, D extends A | null = A | null> {
  /** Its name in the environment and in the file. */
  readonly name: `CASM_${string}`;
  /** What it decides, as Markdown of one line. */
  readonly meaning: string;
  readonly kind: Kind<A>;
  /** Null: there is no value by default. */
  readonly byDefault: D;
  /** What holds by default, where that is not one value; Markdown of one line. */
  readonly defaultInWords?: string;
  /** Present: the text has a secret in it. Gives the text as it may be shown. */
  readonly mask?: (text: string) => string;
}

/** A setting whatever its values. */
export type AnySetting = Pick<Setting<unknown>, 'name' | 'meaning' | 'byDefault' | 'defaultInWords' | 'mask'> & {
  readonly kind: Pick<Kind<unknown>, 'inWords' | 'schema'>;
};

export const setting = <A, D extends A | null>(declared: Setting<A, D>): Setting<A, D> => declared;
