import { readFile } from 'node:fs/promises';
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

test('every wrong setting is named at once, without its secrets, before anything connects', async (t) => {
  const { code, stdout, stderr } = await casm(['dev'], {
    CASM_DATABASE_URL: 'postgres://user:100%secret@host/db',
    CASM_KAFKA_BROKERS: '::1:9092',
    CASM_API_TOKENS: 'crm:secret-secret-secret,ordering:secret-secret-secret',
  }).ended;
  t.is(code, 2);
  t.is(stdout, '');
  t.deepEqual(stderr.trim().split('\n'), [
    'casm: CASM_DATABASE_URL must have each "%" in its user name, password, host and database written as %25',
    'casm: CASM_KAFKA_BROKERS must be one or more host:port, separated by commas, with ports from 1 to 65535 and IPv6 addresses in brackets',
    'casm: CASM_API_TOKENS must give no two clients, and none twice, the same token',
  ]);
});

test('the version is that of the package', async (t) => {
  const { code, stdout } = await casm(['--version']).ended;
  t.is(code, 0);
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  t.true(manifest.includes(`"version": "${stdout.trim()}"`), stdout);
});

test('a command names all the settings that it lacks', async (t) => {
  const { code, stderr } = await casm(['serve']).ended;
  t.is(code, 2);
  t.deepEqual(stderr.trim().split('\n'), [
    'casm: CASM_DATABASE_URL is mandatory for this command',
    'casm: CASM_DWH_DATABASE_URL is mandatory for this command',
    'casm: CASM_API_TOKENS or CASM_JWT_ISSUERS is mandatory for this command',
  ]);
});

test('help is help, and no error', async (t) => {
  const { code, stdout } = await casm(['--help']).ended;
  t.is(code, 0);
  for (const command of ['dev', 'serve', 'relay', 'dwh', 'migrate']) t.regex(stdout, new RegExp(`\\b${command}\\b`));
});
