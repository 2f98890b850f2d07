import * as E from 'fp-ts/lib/Either.js';
import { type Config, examineConfig } from '../config.js';
import { extensionsSetting } from '../configuration/declared-settings.js';
import { findText, type SettingSources } from '../configuration/setting-sources.js';
import { settingsOfFile, settingsSchema } from '../configuration/settings-schema.js';
import { type Installation, installationWith } from '../extensions.js';
import { mustReachKafka } from '../runtime/kafka-connection.js';
import { exportersWanted } from '../runtime/tracing/exporters-wanted.js';
import { apiSettings, migrateSettings, relaySettings, subscriberSettings } from '../settings.js';
import { UserError } from '../user-error.js';
import { table } from './table.js';

type Out = (text: string) => void;

/** What each process needs; throws a UserError that names what is missing. */
const needs = {
  serve: apiSettings,
  relay: relaySettings,
  dwh: subscriberSettings,
  migrate: migrateSettings,
} satisfies Readonly<Record<string, (config: Config) => unknown>>;

/** A process whose settings can be checked. */
export type CheckedProcess = keyof typeof needs;
export const checkedProcesses: ReadonlyArray<string> = Object.keys(needs);
export const isCheckedProcess = (name: string): name is CheckedProcess => Object.hasOwn(needs, name);

/**
 * Shows every setting as it holds here, with its source. Throws a UserError that names everything that is wrong, and the faults of the file
 * with it.
 */
export const checkConfig = async (
  sources: SettingSources,
  faultsOfFile: ReadonlyArray<string>,
  process: CheckedProcess | null,
  out: Out,
): Promise<void> => {
  const { installation, faults } = await examinedInstallation(sources);
  const { config, effective, wrong } = examineConfig(sources, installation);
  out(
    table(
      ['setting', 'value', 'from'],
      effective.map(({ name, shown, source }) => [name, shown, source]),
    ),
  );
  const missing = process === null ? [] : await linesOf(() => needs[process](config));
  // A wrong value counts as none: what is wrong with it says enough.
  const told = missing.filter((line) => !wrong.some((each) => each.split(' ')[0] === line.split(' ')[0]));
  const all = [
    ...faultsOfFile,
    ...wrong,
    ...(wrong.length > 0 ? [] : await linesOf(() => mustReachKafka(config))),
    ...faults,
    ...unknownIn(sources.environment),
    // A migration makes no traces.
    ...(process === 'migrate' ? [] : await linesOf(() => exportersWanted(sources.environment))),
    ...told,
  ];
  if (all.length > 0) throw new UserError(...all);
};

/** The JSON Schema of a file of settings. */
export const printSchema = (out: Out): void => out(JSON.stringify(settingsSchema, null, 2));

const product = (): Promise<Installation> => installationWith(undefined);

const examinedInstallation = async (
  sources: SettingSources,
): Promise<{ readonly installation: Installation; readonly faults: ReadonlyArray<string> }> => {
  const found = findText(sources, extensionsSetting);
  try {
    const installation = await installationWith(E.isRight(found) ? found.right?.text : undefined);
    return { installation, faults: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { installation: await product(), faults: error.lines };
  }
};

const linesOf = async (check: () => unknown): Promise<ReadonlyArray<string>> => {
  try {
    await check();
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.lines;
  }
};

/** Misspelt names: no process would say anything of them. */
const unknownIn = (environment: SettingSources['environment']): ReadonlyArray<string> =>
  Object.keys(environment)
    .filter((name) => name.startsWith('CASM_') && name !== 'CASM_CONFIG' && !settingsOfFile.has(name))
    .map((name) => `${name} is not a setting`);
