import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import type { AnySetting } from './setting.js';

type Texts = Readonly<Record<string, string | undefined>>;

/** Where the values of settings come from. The environment goes before the file of settings. */
export interface SettingSources {
  readonly environment: Texts;
  /** The members of the file of settings, as text; null: there is none. */
  readonly file: { readonly path: string; readonly texts: Texts } | null;
}

/** The text of a setting, and where it was found, in words. */
export interface FoundText {
  readonly text: string;
  readonly source: string;
}

/** The settings that have a secret in them can be named by the path of a file that holds the value. */
export const fileVariant = (name: string): string => `${name}_FILE`;

/**
 * What the sources say of a setting; null: nothing. A value without any characters but blanks counts as none. Left: why the setting
 * cannot be read, as lines that begin with its name.
 */
export const findText = (
  { environment, file }: SettingSources,
  setting: Pick<AnySetting, 'name' | 'mask'>,
): E.Either<string, FoundText | null> => {
  const inEnvironment = findIn(environment, setting, 'environment');
  if (file === null || E.isLeft(inEnvironment) || inEnvironment.right !== null) return inEnvironment;
  return findIn(file.texts, setting, file.path);
};

const findIn = (
  texts: Texts,
  { name, mask }: Pick<AnySetting, 'name' | 'mask'>,
  source: string,
): E.Either<string, FoundText | null> => {
  // Blanks and line ends around a value are not meant: they come with values that were read from a file.
  const text = texts[name]?.trim() ?? '';
  const path = mask === undefined ? '' : (texts[fileVariant(name)]?.trim() ?? '');
  if (text !== '' && path !== '') return E.left(`${name} must not be set together with ${fileVariant(name)}`);
  if (path !== '')
    return E.map((found: string) => ({ text: found, source: `${path} (${source})` }))(valueIn(path, name));
  return E.right(text === '' ? null : { text, source });
};

/** The value that a file holds: whoever names a file means that there is one. */
const valueIn = (path: string, name: string): E.Either<string, string> => {
  const read = E.tryCatch(() => readFileSync(path, 'utf8').trim(), E.toError);
  if (E.isLeft(read)) return E.left(`${fileVariant(name)} must name a file that can be read: ${codeOf(read.left)}`);
  return read.right === '' ? E.left(`${fileVariant(name)} names a file that is empty`) : read;
};

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.message);
