import * as E from 'fp-ts/lib/Either.js';
import { identity } from 'fp-ts/lib/function.js';
import type { AnySetting, Setting } from './setting.js';
import { findText, type SettingSources } from './setting-sources.js';

/** The value of a setting; what is wrong with it is noted, and counts as no value. */
export type Read = <A, D extends A | null>(setting: Setting<A, D>) => A | D;

/** A setting as it holds in this process. */
export interface EffectiveSetting {
  readonly name: string;
  /** Without its secrets. */
  readonly shown: string;
  readonly source: string;
}

export interface Reading {
  readonly read: Read;
  /** Notes what is wrong with several settings together. */
  readonly refuse: (line: string) => void;
  /** Everything that is wrong with what was read, a line each. */
  readonly wrong: ReadonlyArray<string>;
  readonly effective: ReadonlyArray<EffectiveSetting>;
}

/** Reads settings one after the other, and keeps what it found of each. */
export const reading = (sources: SettingSources): Reading => {
  const wrong: Array<string> = [];
  const effective: Array<EffectiveSetting> = [];

  const read = <A, D extends A | null>(setting: Setting<A, D>): A | D => {
    const { name, kind, byDefault, mask = identity } = setting;
    const found = findText(sources, setting);
    if (E.isLeft(found)) wrong.push(found.left);
    if (E.isLeft(found) || found.right === null) {
      effective.push({ name, shown: defaultOf(setting), source: 'default' });
      return byDefault;
    }
    const { text, source } = found.right;
    effective.push({ name, shown: mask(text), source });
    const value = kind.read(text);
    if (E.isRight(value)) return value.right;
    for (const { pointer, rule } of value.left)
      wrong.push([name, pointer, rule].filter((word) => word !== '').join(' '));
    return byDefault;
  };
  return { read, refuse: (line) => void wrong.push(line), wrong, effective };
};

/** What holds where nothing is set. */
const defaultOf = ({ byDefault, defaultInWords }: Pick<AnySetting, 'byDefault' | 'defaultInWords'>): string => {
  if (byDefault === null) return defaultInWords?.replaceAll('`', '') ?? 'none';
  return typeof byDefault === 'string' ? byDefault : JSON.stringify(byDefault);
};
