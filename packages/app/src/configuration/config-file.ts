import { existsSync, readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { UserError } from '../user-error.js';
import { settingsOfFile } from './settings-schema.js';
import type { SettingSources } from './setting-sources.js';

/** Read if it is there and CASM_CONFIG names no other. */
const byDefault = 'casm.config.json';

type File = SettingSources['file'];

/** The file of settings that CASM_CONFIG names. Throws a UserError, a line for each fault. */
export const configFile = (named: string | undefined): File => {
  const path = named?.trim() ?? '';
  if (path !== '') return textsIn(path);
  return existsSync(byDefault) ? textsIn(byDefault) : null;
};

const textsIn = (path: string): File => {
  const members = t.UnknownRecord.decode(jsonIn(path));
  if (E.isLeft(members) || Array.isArray(members.right))
    throw new UserError(`${path} must be a JSON object of settings`);
  const { $schema: _, ...given } = members.right;
  const unknown = Object.keys(given).filter((name) => !settingsOfFile.has(name));
  if (unknown.length > 0) throw new UserError(...unknown.map((name) => `${path}: ${name} is not a setting`));
  return { path, texts: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, textOf(value)])) };
};

const jsonIn = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // What JSON.parse says has a part of the text in it, which may be a secret.
    throw new UserError(
      `${path} ${error instanceof SyntaxError ? 'must be JSON' : `cannot be read: ${codeOf(error)}`}`,
    );
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** As it would stand in the environment. */
const textOf = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
