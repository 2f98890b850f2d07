import { DatabaseUnusable, MigrationGaveUp } from '@casm/adapter-postgres';
import { WiringDefect } from '@casm/core';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { addApiKeyCommands } from './api-key-commands.js';
import { dataDirOption, wholeArgument } from './arguments.js';
import { completionScript, isShell, type Shell, shells } from './commands/completion.js';
import { dev, type DevOptions } from './commands/dev.js';
import { dwhReport } from './commands/dwh-report.js';
import { seed } from './commands/seed.js';
import { migrateOnly, relayOnly, serveOnly, warehouseOnly } from './commands/separate.js';
import {
  checkConfig,
  type CheckedProcess,
  checkedProcesses,
  isCheckedProcess,
  printSchema,
} from './commands/config.js';
import { readConfig } from './config.js';
import { configFile, examinedFile } from './configuration/config-file.js';
import { extensionsSetting } from './configuration/declared-settings.js';
import { findText, type SettingSources } from './configuration/setting-sources.js';
import { environment } from './environment.js';
import { installationWith } from './extensions.js';
import { addCampaignCommands } from './campaign-commands.js';
import { addOperatorCommands } from './operator-commands.js';
import { printable, printableLines } from './printable.js';
import type { Decorators } from './runtime/decorators.js';
import { progressTo } from './terminal.js';
import { Detached, RowsRefused, UserError } from './user-error.js';
import { version } from './version.js';

export type { Decorators } from './runtime/decorators.js';

/** Whatever is written, and whoever it comes from, passes here: nothing of it steers the terminal. */
const out = (text: string): void => void process.stdout.write(`${printableLines(text)}\n`);

const complain = (text: string): void => void process.stderr.write(`casm: ${printableLines(text)}\n`);

const port = wholeArgument(0, 65_535);

const checkedProcess = (name: string): CheckedProcess => {
  if (isCheckedProcess(name)) return name;
  throw new InvalidArgumentError(`It must be one of ${checkedProcesses.join(', ')}.`);
};

const shellNamed = (name: string): Shell => {
  if (isShell(name)) return name;
  throw new InvalidArgumentError(`It must be one of ${shells.join(', ')}.`);
};

const sources = (): SettingSources => ({ environment, file: configFile(environment['CASM_CONFIG']) });

/** The extensions come first: publication rules may name their operations. */
const config = async () => {
  const given = sources();
  const extensions = findText(given, extensionsSetting);
  return readConfig(given, await installationWith(E.isRight(extensions) ? extensions.right?.text : undefined));
};

const programWith = (decorators: Decorators): Command => {
  const program = new Command('casm')
    .description('CASM changes the segment of a customer, durably, and tells the world.')
    .version(version())
    .exitOverride()
    // An option belongs to the command it stands behind: `outbox` and `outbox retry` both have a --data-dir.
    .enablePositionalOptions()
    .showHelpAfterError('(casm --help says more)');

  program
    .command('dev')
    .description('everything in one process, on an embedded PostgreSQL and an in-process Kafka broker')
    .option('--port <number>', 'port of the API on 127.0.0.1', port, 8080)
    .option(...dataDirOption)
    .option('--no-seed', 'do not create the example segments and customers')
    .action(async (options: DevOptions) => dev(await config(), options, decorators, out));

  program
    .command('serve')
    .description('the API only, on CASM_DATABASE_URL')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', port, 8080)
    .action(async (options: { host: string; port: number }) => serveOnly(await config(), options, decorators, out));

  program
    .command('relay')
    .description('publishes the outbox to Kafka; any number may run, each shard of customers has one publisher')
    .action(async () => relayOnly(await config(), decorators, out));

  program
    .command('migrate')
    .description('brings both schemas up to date')
    .action(async () => migrateOnly(await config(), out));

  const dwh = program
    .command('dwh')
    .description('reads the topic into the data warehouse, as consumer group casm-dwh')
    .action(async () => warehouseOnly(await config(), decorators, out));

  dwh
    .command('report')
    .description('population, moves and freshness as tables')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => dwhReport(await config(), dataDir, out));

  program
    .command('seed')
    .description('adds the documented segments, state reasons and customer profiles that are not there yet')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => seed(await config(), dataDir, out));

  const settings = program.command('config').description('what the settings are, and what is wrong with them');

  settings
    .command('check', { isDefault: true })
    .description('shows every setting with its source, without secrets, and names everything that is wrong')
    .option('--for <process>', `also what this process lacks: ${checkedProcesses.join(', ')}`, checkedProcess)
    .action(async (options: { for?: CheckedProcess }) => {
      const { file, faults } = examinedFile(environment['CASM_CONFIG']);
      await checkConfig({ environment, file }, faults, options.for ?? null, out);
    });

  settings
    .command('schema')
    .description('prints the JSON Schema of casm.config.json')
    .action(() => printSchema(out));

  program
    .command('completion')
    .description('prints what makes a shell complete the commands and options of casm')
    .argument('<shell>', shells.join(' or '), shellNamed)
    .action((shell: Shell) => out(completionScript(program, shell)));

  addOperatorCommands({ program, dwh }, config, out);
  addApiKeyCommands(program, config, out);
  addCampaignCommands(program, config, { out, progress: progressTo(process.stdout, out) });
  return program;
};

/** The exit code of a command that SIGINT has ended. */
const interrupted = 130;

/** What went wrong, on stderr, and the exit code for it. */
const explained = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    for (const line of error.lines) complain(printable(line));
    return 2;
  }
  if (error instanceof RowsRefused || error instanceof Detached) {
    complain(printable(error.message));
    return error instanceof Detached ? interrupted : 3;
  }
  if (error instanceof DatabaseUnusable) {
    for (const { detail } of error.problems) complain(printable(detail));
    return 2;
  }
  if (error instanceof MigrationGaveUp || error instanceof WiringDefect) {
    complain(error.message);
    return error instanceof WiringDefect ? 2 : 1;
  }
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
};

/**
 * Runs the casm command that `argv` (as in `process.argv`) names, on the settings in the environment, and resolves with its exit code.
 * `decorators` are put around the parts of the processes that serve, relay and read; by default there are none.
 */
export const runCommandLine = async (argv: ReadonlyArray<string>, decorators: Decorators = {}): Promise<number> => {
  try {
    await programWith(decorators).parseAsync(argv);
    return 0;
  } catch (error) {
    return explained(error);
  }
};
