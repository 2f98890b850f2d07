#!/usr/bin/env node
import { decode, instant, wholeNumber } from '@casm/core';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { dev, type DevOptions } from './commands/dev.js';
import { discardDead, listDeadLetters, rebuild, reconcile, retryDead } from './commands/dwh-repair.js';
import { dwhReport } from './commands/dwh-report.js';
import { discardParked, listOutbox, retryParked } from './commands/outbox.js';
import { replayJournal, type ReplayOptions } from './commands/replay.js';
import { migrateOnly, relayOnly, serveOnly, warehouseOnly } from './commands/separate.js';
import { readConfig } from './config.js';
import { environment } from './environment.js';
import { UserError } from './user-error.js';

const out = (text: string): void => void process.stdout.write(`${text}\n`);

const portNumber = (value: string): number => {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return port;
};

/** An argument that a codec reads; what is wrong is told in the codec's words. */
const argument =
  <A>(codec: t.Type<A, unknown, unknown>, from: (text: string) => unknown = (text) => text) =>
  (text: string): A => {
    const decoded = decode(codec)(from(text));
    if (E.isRight(decoded)) return decoded.right;
    throw new InvalidArgumentError(`It ${decoded.left.map(({ rule }) => rule).join('; ')}.`);
  };

const config = () => readConfig(environment);
const dataDirOption = [
  '--data-dir <folder>',
  'where the embedded PostgreSQL, its data and the API token are kept',
  '.casm',
] as const;

const program = new Command('casm')
  .description('CASM changes the segment of a customer, durably, and tells the world.')
  .exitOverride()
  // An option belongs to the command it stands behind: `outbox` and `outbox retry` both have a --data-dir.
  .enablePositionalOptions()
  .showHelpAfterError('(casm --help says more)');

program
  .command('dev')
  .description('everything in one process, on an embedded PostgreSQL and an in-process Kafka broker')
  .option('--port <number>', 'port of the API on 127.0.0.1', portNumber, 8080)
  .option(...dataDirOption)
  .option('--no-seed', 'do not create the example segments and customers')
  .action((options: DevOptions) => dev(config(), options, out));

program
  .command('serve')
  .description('the API only, on CASM_DATABASE_URL')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port to listen on', portNumber, 8080)
  .action((options: { host: string; port: number }) => serveOnly(config(), options, out));

program
  .command('relay')
  .description('publishes the outbox to Kafka; any number may run, each shard of customers has one publisher')
  .action(() => relayOnly(config(), out));

program
  .command('migrate')
  .description('brings both schemas up to date')
  .action(() => migrateOnly(config(), out));

const dwh = program
  .command('dwh')
  .description('reads the topic into the data warehouse, as consumer group casm-dwh')
  .action(() => warehouseOnly(config(), out));

dwh
  .command('report')
  .description('population, moves and freshness as tables')
  .option(...dataDirOption)
  .action(({ dataDir }: { dataDir: string }) => dwhReport(config(), dataDir, out));

dwh
  .command('reconcile')
  .description('compares the warehouse with the journal, names and mends what differs')
  .option('--to <moment>', 'only what occurred before then; by default a minute ago', argument(instant))
  .option(...dataDirOption)
  .action(({ dataDir, to }: { dataDir: string; to?: string }) => reconcile(config(), dataDir, to, out));

dwh
  .command('rebuild')
  .description('fills an empty warehouse from the journal')
  .option(...dataDirOption)
  .action(({ dataDir }: { dataDir: string }) => rebuild(config(), dataDir, out));

const deadLetters = dwh
  .command('dead-letters')
  .description('lists the messages that could not be applied')
  .option(...dataDirOption)
  .action(({ dataDir }: { dataDir: string }) => listDeadLetters(config(), dataDir, out));

deadLetters
  .command('retry')
  .description('reads each of them again, and applies what is a Business Transaction by now')
  .option(...dataDirOption)
  .action(({ dataDir }: { dataDir: string }) => retryDead(config(), dataDir, out));

deadLetters
  .command('discard')
  .description('forgets them for good')
  .argument('<place>', 'topic/partition/offset as listed, or "all"')
  .option(...dataDirOption)
  .action((place: string, { dataDir }: { dataDir: string }) => discardDead(config(), dataDir, place, out));

const outbox = program
  .command('outbox')
  .description('tells what is unpublished, and lists what is parked')
  .option(...dataDirOption)
  .action(({ dataDir }: { dataDir: string }) => listOutbox(config(), dataDir, out));

outbox
  .command('retry')
  .description('puts parked messages back: all, or those of one customer or topic')
  .option('--customer <refId>', 'only those of this customer')
  .option('--topic <name>', 'only those on this topic')
  .option(...dataDirOption)
  .action(({ dataDir, ...of }: { dataDir: string; customer?: string; topic?: string }) =>
    retryParked(config(), dataDir, of, out),
  );

outbox
  .command('discard')
  .description('forgets one parked message for good, and lets go on what waits behind it')
  .requiredOption('--customer <refId>', 'whose message')
  .requiredOption('--customer-version <number>', 'which version', argument(wholeNumber(1, 0x7fffffff), Number))
  .requiredOption('--topic <name>', 'on which topic')
  .option(...dataDirOption)
  .action(
    ({
      dataDir,
      customer,
      customerVersion: version,
      topic,
    }: {
      dataDir: string;
      customer: string;
      customerVersion: number;
      topic: string;
    }) => discardParked(config(), dataDir, { customer, version, topic }, out),
  );

program
  .command('replay')
  .description('publishes again from the journal; all of it, or what the options choose')
  .option('--from <moment>', 'what occurred then or later, as ISO 8601 with an offset', argument(instant))
  .option('--to <moment>', 'what occurred before then', argument(instant))
  .option('--customer <refId>', 'only this customer')
  .option('--topic <name>', 'to this topic; by default the complete one')
  .option(...dataDirOption)
  .action((options: ReplayOptions) => replayJournal(config(), options, out));

const explain = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    for (const line of error.lines) process.stderr.write(`casm: ${line}\n`);
    return 2;
  }
  process.stderr.write(`casm: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
};

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  process.exit(explain(error));
}
