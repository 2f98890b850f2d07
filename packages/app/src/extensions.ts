import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { conflictsInServing } from '@casm/adapter-http';
import { type BusinessRule, conflictsAmong, type CustomerOperation, customerOperations, examplesOf } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import { ExportedExtensions } from './extension-codec.js';
import { UserError } from './user-error.js';

/** Everything that can be done to a customer in this installation, and its rules. */
export interface Installation {
  /** Those of the product first. */
  readonly operations: ReadonlyArray<CustomerOperation>;
  readonly rules: ReadonlyArray<BusinessRule>;
}

/**
 * The product with the extensions in the module at `file`, a path relative to the working directory; undefined or empty: the
 * product as it is. Throws a UserError, a line for each fault.
 */
export const installationWith = async (file: string | undefined): Promise<Installation> => {
  if (file === undefined || file === '') return { operations: customerOperations, rules: [] };
  const { operations = [], rules = [] } = exportedBy(file, await load(file));
  const installation = { operations: [...customerOperations, ...operations], rules };
  refuse(file, conflictsAmong(installation.operations, rules));
  refuse(file, conflictsInServing(installation.operations));
  refuse(file, faultOfExamples(installation.operations));
  return installation;
};

const refuse = (file: string, faults: ReadonlyArray<string>): void => {
  if (faults.length > 0) throw new UserError(...faults.map((fault) => `CASM_EXTENSIONS ${file}: ${fault}`));
};

const load = async (file: string): Promise<unknown> => {
  try {
    const loaded: unknown = await import(pathToFileURL(path.resolve(file)).href);
    return loaded;
  } catch (error) {
    throw new UserError(`CASM_EXTENSIONS ${file} cannot be loaded: ${firstLineOf(error)}`);
  }
};

const exportedBy = (file: string, module: unknown) => {
  const exported = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  const decoded = decode(ExportedExtensions)(exported);
  if (E.isRight(decoded)) return decoded.right;
  throw new UserError(
    ...decoded.left.map(
      ({ pointer, rule }) => `CASM_EXTENSIONS ${file}: its default export${pointer && ` at ${pointer}`} ${rule}`,
    ),
  );
};

/** The examples are performed: the documents are made of them, and they show whether the operations can be performed at all. */
const faultOfExamples = (operations: ReadonlyArray<CustomerOperation>): ReadonlyArray<string> => {
  try {
    examplesOf(operations);
    return [];
  } catch (error) {
    return [`the examples cannot be performed: ${firstLineOf(error)}`];
  }
};

const firstLineOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
