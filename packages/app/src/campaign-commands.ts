import { randomUUID } from 'node:crypto';
import { CampaignFilter, type CampaignOrder, ClientName, Code, LifecycleState, RowOutcome } from '@casm/core';
import { decode, instant, oneOf } from '@casm/core/codecs';
import { type Command, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { argument, dataDirOption } from './arguments.js';
import {
  campaignRows,
  campaignStatus,
  listCampaigns,
  type MoveOptions,
  moveTo,
  startCampaign,
  type StartOptions,
  type Told,
} from './commands/campaign.js';
import type { Config } from './config.js';
import { UserError } from './user-error.js';

interface FilterOptions {
  readonly inSegment?: string;
  readonly inState?: LifecycleState;
  readonly testCustomer?: boolean;
  readonly attribute?: { readonly name: string; readonly value: string };
  readonly changedBefore?: string;
  readonly createdBefore?: string;
}

interface StartArguments extends FilterOptions {
  readonly name: string;
  readonly segment?: string;
  readonly reason?: string;
  readonly startAt?: string;
  readonly requestId?: string;
  readonly client: string;
  readonly format?: 'csv' | 'ndjson';
  readonly validate?: boolean;
  readonly run?: boolean;
  readonly follow?: boolean;
  readonly dataDir: string;
}

const followOption = [
  '--follow',
  'tells the progress until it has ended; Ctrl-C detaches, and the campaign goes on',
] as const;
const idArgument = ['<campaign>', 'the id of the campaign'] as const;

const attribute = (text: string): { readonly name: string; readonly value: string } => {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must be name=value.');
  return { name, value };
};

const yesOrNo = (text: string): boolean => argument(oneOf('true', 'false'))(text) === 'true';

/** `casm campaign …`: what is done by `casm serve` or `casm dev` on the same database. */
export const addCampaignCommands = (program: Command, config: () => Promise<Config>, told: Told): void => {
  const campaign = program
    .command('campaign')
    .description('lists campaigns, which move many customers to another segment')
    .option(...dataDirOption)
    .action(async ({ dataDir }: { dataDir: string }) => listCampaigns(await config(), dataDir, told));

  campaign
    .command('start')
    .description('creates a campaign of a file, or of the customers that the options choose')
    .argument('[file]', 'CSV or NDJSON, plain or gzip; - is the standard input')
    .requiredOption('--name <text>', 'a name for people')
    .option('--segment <code>', 'the target; a row may name another one', argument(Code))
    .option('--reason <text>', 'kept with each change')
    .option('--start-at <moment>', 'no row is changed before', argument(instant))
    .option('--request-id <text>', 'the same one again creates nothing; by default a new one')
    .option('--client <name>', 'who gives the order', argument(ClientName), 'operator')
    .option('--format <csv|ndjson>', 'by default as the name of the file says', argument(oneOf('csv', 'ndjson')))
    .option('--in-segment <code>', 'customers in this segment', argument(Code))
    .option('--in-state <state>', 'customers in this state', argument(LifecycleState))
    .option('--test-customer <true|false>', 'test customers, or others', yesOrNo)
    .option('--attribute <name=value>', 'customers with this custom attribute', attribute)
    .option('--changed-before <moment>', 'customers whose latest change occurred before', argument(instant))
    .option('--created-before <moment>', 'customers that were created before', argument(instant))
    .option('--validate', 'begins a dry run')
    .option('--run', 'runs it at once, without a dry run')
    .option(...followOption)
    .option(...dataDirOption)
    .action(async (file: string | undefined, options: StartArguments) =>
      startCampaign(await config(), startOptions(file, options), told),
    );

  campaign
    .command('validate')
    .description('begins a dry run, which writes nothing')
    .argument(...idArgument)
    .option(...followOption)
    .option(...dataDirOption)
    .action(async (id: string, options: MoveOptions) => moveTo(await config(), id, 'VALIDATED', options, told));

  campaign
    .command('run')
    .description('starts a campaign that is validated')
    .argument(...idArgument)
    .option('--skip-validation', 'starts it without a dry run')
    .option(...followOption)
    .option(...dataDirOption)
    .action(async (id: string, options: MoveOptions) => moveTo(await config(), id, 'RUNNING', options, told));

  campaign
    .command('pause')
    .description('when it has ended, no row is changed any more')
    .argument(...idArgument)
    .option(...dataDirOption)
    .action(async (id: string, options: MoveOptions) => moveTo(await config(), id, 'PAUSED', options, told));

  campaign
    .command('resume')
    .description('goes on with a campaign that is paused')
    .argument(...idArgument)
    .option(...followOption)
    .option(...dataDirOption)
    .action(async (id: string, options: MoveOptions) => moveTo(await config(), id, 'RUNNING', options, told));

  campaign
    .command('cancel')
    .description('ends it for good; what was changed stays changed')
    .argument(...idArgument)
    .option(...dataDirOption)
    .action(async (id: string, options: MoveOptions) => moveTo(await config(), id, 'CANCELLED', options, told));

  campaign
    .command('status')
    .description('how far it has come, and how many rows came to which end')
    .argument(...idArgument)
    .option(...followOption)
    .option(...dataDirOption)
    .action(async (id: string, options: MoveOptions) => campaignStatus(await config(), id, options, told));

  campaign
    .command('rows')
    .description('what became of its rows, as CSV')
    .argument(...idArgument)
    .option('--outcome <outcome>', 'only rows with this outcome', argument(RowOutcome))
    .option(...dataDirOption)
    .action(async (id: string, options: { dataDir: string; outcome?: RowOutcome }) =>
      campaignRows(await config(), id, options, told),
    );
};

const startOptions = (file: string | undefined, options: StartArguments): StartOptions => {
  const { client, validate = false, run = false, follow = false, dataDir } = options;
  if (validate && run) throw new UserError('--validate and --run exclude each other');
  if (follow && !validate && !run) throw new UserError('--follow needs --validate or --run');
  const goal = run ? 'RUNNING' : validate ? 'VALIDATED' : 'DRAFT';
  return { dataDir, order: orderOf(options), client, source: sourceOf(file, options), goal, follow };
};

const orderOf = ({ name, segment, reason, startAt, requestId = randomUUID() }: StartArguments): CampaignOrder => ({
  requestId,
  name,
  ...(segment === undefined ? {} : { customerSegment: segment }),
  ...(reason === undefined ? {} : { reason }),
  ...(startAt === undefined ? {} : { startAt }),
});

const sourceOf = (file: string | undefined, options: StartArguments): StartOptions['source'] => {
  const {
    inSegment,
    inState,
    testCustomer,
    attribute: customAttribute,
    changedBefore,
    createdBefore,
    format,
  } = options;
  const conditions = Object.entries({
    customerSegment: inSegment,
    state: inState,
    testCustomer,
    customAttribute,
    changedBefore,
    createdBefore,
  });
  const given = conditions.filter(([, condition]) => condition !== undefined);
  if ((file === undefined) === (given.length === 0))
    throw new UserError('the customers are those of a file, or those that --in-segment, --in-state, … choose');
  if (file !== undefined) return { file, format: format ?? (/\.(nd)?jsonl?(\.gz)?$/.test(file) ? 'ndjson' : 'csv') };
  const customers = decode(CampaignFilter)(Object.fromEntries(given));
  if (E.isRight(customers)) return { customers: customers.right };
  throw new UserError(...customers.left.map(({ pointer, rule }) => `${pointer} ${rule}`));
};
