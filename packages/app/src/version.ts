import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const Manifest = t.type({ version: t.string });

/** That of this package. */
export const version = (): string => {
  const manifest = Manifest.decode(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
  if (E.isLeft(manifest)) throw new Error('the package has no version');
  return manifest.right.version;
};
