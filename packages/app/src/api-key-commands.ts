import { ApiKeyId, ClientName, schedulerName, Scope } from '@casm/core';
import { instant, listOf, satisfying } from '@casm/core/codecs';
import type { Command } from 'commander';
import { argument, dataDirOption, duration, durationMs } from './arguments.js';
import { createApiKey, listApiKeys, type NewKey, revokeApiKey, rotateApiKey } from './commands/api-keys.js';
import type { Config } from './config.js';

const client = argument(
  satisfying(ClientName, 'must not be the name of the scheduler', (name) => name !== schedulerName),
);
const scopes = argument(listOf(Scope, 1), (text) => [...new Set(text.split(',').map((each) => each.trim()))]);
const keyId = argument(ApiKeyId);

/** A lifetime such as 90d, or a moment. */
const expires = (text: string): ((now: Date) => Date) => {
  const lifetimeMs = durationMs(text);
  if (lifetimeMs !== null) return (now) => new Date(now.getTime() + lifetimeMs);
  const moment = argument(instant)(text);
  return () => new Date(moment);
};

interface Place {
  readonly dataDir: string;
}

/** The API keys of clients: each command does one thing and ends. */
export const addApiKeyCommands = (
  program: Command,
  config: () => Promise<Config>,
  out: (line: string) => void,
): void => {
  const apiKey = program.command('api-key').description('makes, lists and ends the API keys of clients');

  apiKey
    .command('create')
    .description('makes a key and writes it to the output: it is shown this one time')
    .requiredOption('--client <name>', 'whose key it is', client)
    .requiredOption('--scopes <list>', 'what its client may do, comma-separated', scopes)
    .option('--expires <when>', 'a lifetime such as 90d or 12h, or a moment; by default never', expires)
    .option(...dataDirOption)
    .action(async ({ dataDir, ...key }: NewKey & Place) => createApiKey(await config(), dataDir, key, out));

  apiKey
    .command('list')
    .description('lists all keys, with their last use')
    .option(...dataDirOption)
    .action(async ({ dataDir }: Place) => listApiKeys(await config(), dataDir, out));

  apiKey
    .command('rotate')
    .description('makes a successor of a key and writes it to the output; the key itself ends after the overlap')
    .argument('<id>', 'as listed', keyId)
    .option('--overlap <time>', 'how long both are valid, such as 30s, 15m, 1h or 2d', duration, 3_600_000)
    .option(...dataDirOption)
    .action(async (id: string, { dataDir, overlap: overlapMs }: Place & { overlap: number }) =>
      rotateApiKey(await config(), dataDir, { keyId: id, overlapMs }, out),
    );

  apiKey
    .command('revoke')
    .description('ends a key for good, in every process within seconds')
    .argument('<id>', 'as listed', keyId)
    .option(...dataDirOption)
    .action(async (id: string, { dataDir }: Place) => revokeApiKey(await config(), dataDir, id, out));
};
