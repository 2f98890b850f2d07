import { existsSync, readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { UserError } from '../user-error.js';
import { settingsOfFile } from './settings-schema.js';
import type { SettingSources } from './setting-sources.js';
import { yamlMembers } from './yaml-members.js';

/** The one of them that is there is read, where CASM_CONFIG names no other. */
const byDefault = ['casm.config.json', 'casm.config.yaml', 'casm.config.yml'];

type File = SettingSources['file'];

export interface ExaminedFile {
  /** What can be read of it; null: there is none, or it cannot be read. */
  readonly file: File;
  /** A line for each thing that is wrong with it. */
  readonly faults: ReadonlyArray<string>;
}

/** The file of settings that CASM_CONFIG names, and all that is wrong with it. */
export const examinedFile = (named: string | undefined): ExaminedFile => {
  try {
    const path = pathOf(named?.trim() ?? '');
    return path === null ? { file: null, faults: [] } : textsIn(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file: null, faults: error.lines };
  }
};

/** The file of settings that CASM_CONFIG names. Throws a UserError, a line for each fault. */
export const configFile = (named: string | undefined): File => {
  const { file, faults } = examinedFile(named);
  if (faults.length > 0) throw new UserError(...faults);
  return file;
};

const pathOf = (named: string): string | null => {
  if (named !== '') return named;
  const [found, ...others] = byDefault.filter((name) => existsSync(name));
  if (others.length > 0) throw new UserError(`${[found, ...others].join(' and ')} are both here: keep one of them`);
  return found ?? null;
};

const textsIn = (path: string): ExaminedFile => {
  const { $schema: _, ...given } = membersIn(path);
  const known = Object.entries(given).filter(([name]) => settingsOfFile.has(name));
  return {
    file: { path, texts: Object.fromEntries(known.map(([name, value]) => [name, textOf(value)])) },
    faults: Object.keys(given)
      .filter((name) => !settingsOfFile.has(name))
      .map((name) => `${path}: ${name} is not a setting`),
  };
};

const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path);

const membersIn = (path: string): Readonly<Record<string, unknown>> => {
  const text = contentOf(path);
  const read = isYaml(path) ? yamlMembers(text) : jsonMembers(text);
  if (E.isRight(read)) return read.right;
  throw new UserError(`${path} must be ${read.left}`);
};

const contentOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${codeOf(error)}`);
  }
};

/** Left: what it must be. */
const jsonMembers = (text: string): E.Either<string, Readonly<Record<string, unknown>>> => {
  // What JSON.parse says has a part of the text in it, which may be a secret.
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => 'JSON',
  );
  if (E.isLeft(json)) return json;
  const members = t.UnknownRecord.decode(json.right);
  return E.isLeft(members) || Array.isArray(members.right) ? E.left('a JSON object of settings') : members;
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** As it would stand in the environment. */
const textOf = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
