import { instant } from '@casm/core/codecs';
import type { Command } from 'commander';
import { argument, dataDirOption, wholeArgument } from './arguments.js';
import { dwhCampaign } from './commands/dwh-campaign.js';
import { discardDead, listDeadLetters, rebuild, reconcile, retryDead } from './commands/dwh-repair.js';
import { discardParked, listOutbox, retryParked } from './commands/outbox.js';
import { replayJournal, type ReplayOptions } from './commands/replay.js';
import type { Config } from './config.js';

/** What an operator does to a running installation: each does one thing and ends. */
export const addOperatorCommands = (
  { program, dwh }: { readonly program: Command; readonly dwh: Command },
  config: () => Promise<Config>,
  out: (line: string) => void,
): void => {
  dwh
    .command('campaign')
    .description(
      'tells how many changes of a campaign are in the warehouse, and its customers by segment before and after',
    )
    .argument('<campaign>', 'its id')
    .option(...dataDirOption)
    .action(async (campaignId: string, { dataDir }: { dataDir: string }) =>
      dwhCampaign(await config(), campaignId, dataDir, out),
    );

  dwh
    .command('reconcile')
    .description('compares the warehouse with the journal, names and mends what differs')
    .option('--to <moment>', 'only what occurred before then; by default a minute ago', argument(instant))
    .option(...dataDirOption)
    .action(async ({ dataDir, to }: { dataDir: string; to?: string }) => reconcile(await config(), dataDir, to, out));

  dwh
    .command('rebuild')
    .description('fills an empty warehouse from the journal')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => rebuild(await config(), dataDir, out));

  const deadLetters = dwh
    .command('dead-letters')
    .description('lists the messages that could not be applied')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => listDeadLetters(await config(), dataDir, out));

  deadLetters
    .command('retry')
    .description('reads each of them again, and applies what is a Business Transaction by now')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => retryDead(await config(), dataDir, out));

  deadLetters
    .command('discard')
    .description('forgets one of them for good')
    .argument('<topic>', 'as listed')
    .argument('<partition>', 'as listed', wholeArgument(0, 0x7fffffff))
    .argument('<offset>', 'as listed', wholeArgument(0, Number.MAX_SAFE_INTEGER))
    .option('--cluster <name>', 'as listed; by default CASM_KAFKA_CLUSTER')
    .option(...dataDirOption)
    .action(
      async (
        topic: string,
        partition: number,
        offset: number,
        { dataDir, ...rest }: { dataDir: string; cluster?: string },
      ) => discardDead(await config(), dataDir, { topic, partition, offset, ...rest }, out),
    );

  const outbox = program
    .command('outbox')
    .description('tells what is unpublished, and lists what is parked')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => listOutbox(await config(), dataDir, out));

  outbox
    .command('retry')
    .description('puts parked messages back: all, or those of one customer or topic')
    .option('--customer <refId>', 'only those of this customer')
    .option('--topic <name>', 'only those on this topic')
    .option(...dataDirOption)
    .action(async ({ dataDir, ...of }: { dataDir: string; customer?: string; topic?: string }) =>
      retryParked(await config(), dataDir, of, out),
    );

  outbox
    .command('discard')
    .description('forgets one parked message for good, and lets go on what waits behind it')
    .requiredOption('--customer <refId>', 'whose message')
    .requiredOption('--customer-version <number>', 'which version', wholeArgument(1, 0x7fffffff))
    .requiredOption('--topic <name>', 'on which topic')
    .option(...dataDirOption)
    .action(
      async ({
        dataDir,
        customer,
        customerVersion: version,
        topic,
      }: {
        dataDir: string;
        customer: string;
        customerVersion: number;
        topic: string;
      }) => discardParked(await config(), dataDir, { customer, version, topic }, out),
    );

  program
    .command('replay')
    .description('publishes again from the journal; all of it, or what the options choose')
    .option('--from <moment>', 'what occurred then or later, as ISO 8601 with an offset', argument(instant))
    .option('--to <moment>', 'what occurred before then', argument(instant))
    .option('--customer <refId>', 'only this customer')
    .option('--topic <name>', 'to this topic; by default the complete one')
    .option(...dataDirOption)
    .action(async (options: ReplayOptions) => replayJournal(await config(), options, out));
};
