import { customerOperations } from '@casm/core';
import test from 'ava';
import { casm } from './running-casm.js';

const refused = async (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Promise<string> => {
  const { code, stderr } = await casm(args, env).ended;
  return `${code}: ${stderr.split('\n')[0]}`;
};

test('wrong flags, values and commands are one clear line and exit code 2', async (t) => {
  t.is(await refused(['dev', '--prot', '1']), "2: error: unknown option '--prot'");
  t.regex(await refused(['dev', '--port', 'x']), /^2: error: option '--port <number>' argument 'x' is invalid/);
  t.is(await refused(['nonsense']), "2: error: unknown command 'nonsense'");
});

test('a data directory that cannot be used is told', async (t) => {
  t.regex(
    await refused(['dev', '--data-dir', '/etc/passwd/x']),
    /^2: casm: the data directory \/etc\/passwd\/x cannot be used: ENOTDIR/,
  );
});

test('every wrong setting is named at once, before anything connects', async (t) => {
  const { code, stderr } = await casm(['dev'], {
    CASM_DATABASE_URL: 'mysql://x',
    CASM_TIME_ZONE: 'Mars',
    CASM_API_TOKENS: 'crm',
    CASM_PUBLICATION_RULES: '[{"topic":"casm.customer"},{"topic":"a b","operations":["move"]}]',
    CASM_KAFKA_NEW_TOPICS: 'many',
  }).ended;
  t.is(code, 2);
  t.deepEqual(stderr.trim().split('\n'), [
    'casm: CASM_DATABASE_URL must be a URL such as postgres://user:password@host:5432/database',
    'casm: CASM_PUBLICATION_RULES /0/topic must not be casm.customer: it carries every version, and a rule would leave something out there',
    `casm: CASM_PUBLICATION_RULES /1/operations/0 must be one of ${customerOperations.map(({ name }) => name).join(', ')}`,
    'casm: CASM_PUBLICATION_RULES /1/topic must be the name of a topic: letters, digits, ".", "_" and "-", at most 249, neither "." nor ".."',
    'casm: CASM_KAFKA_NEW_TOPICS must be JSON',
    'casm: CASM_TIME_ZONE must be the IANA name of a time zone, such as Europe/Vienna',
    'casm: CASM_API_TOKENS must be one or more client:token, separated by commas, with tokens of 16 characters or more',
  ]);
});

test('a command names all the settings that it lacks', async (t) => {
  const { code, stderr } = await casm(['serve']).ended;
  t.is(code, 2);
  t.deepEqual(stderr.trim().split('\n'), [
    'casm: CASM_DATABASE_URL is mandatory for this command',
    'casm: CASM_DWH_DATABASE_URL is mandatory for this command',
    'casm: CASM_API_TOKENS is mandatory for this command',
  ]);
});

test('help is help, and no error', async (t) => {
  const { code, stdout } = await casm(['--help']).ended;
  t.is(code, 0);
  for (const command of ['dev', 'serve', 'relay', 'dwh', 'migrate']) t.regex(stdout, new RegExp(`\\b${command}\\b`));
});
