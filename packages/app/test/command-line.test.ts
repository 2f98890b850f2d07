import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
    'casm: nobody could come in: set CASM_JWT_ISSUERS, CASM_API_KEYS=on or CASM_API_TOKENS (CASM_AUTH=none lets everybody in, on this machine only)',
  ]);
});

test('without authentication it serves this machine only, and only where that is said', async (t) => {
  const databases = { CASM_DATABASE_URL: 'postgres://localhost:1/db' };
  const linesOf = async (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
    const { code, stderr } = await casm(['serve', ...args], { ...databases, ...env }).ended;
    return [code, ...stderr.trim().split('\n')];
  };
  t.deepEqual(await linesOf([], {}), [
    2,
    'casm: nobody could come in: set CASM_JWT_ISSUERS, CASM_API_KEYS=on or CASM_API_TOKENS (CASM_AUTH=none lets everybody in, on this machine only)',
  ]);
  for (const host of ['0.0.0.0', '::', '192.168.1.1', '127.0.0.1.example', 'example.org'])
    t.deepEqual(await linesOf(['--host', host], { CASM_AUTH: 'none' }), [
      2,
      `casm: CASM_AUTH=none serves this machine only: --host must be 127.0.0.1, ::1 or localhost, not ${host}`,
    ]);
  t.deepEqual(await linesOf([], { CASM_AUTH: 'none', CASM_API_KEYS: 'on' }), [
    2,
    'casm: CASM_AUTH=none lets everybody in: leave CASM_JWT_ISSUERS, CASM_API_KEYS and CASM_API_TOKENS out',
  ]);
  t.deepEqual(await linesOf([], { CASM_AUTH: 'off' }), [2, 'casm: CASM_AUTH must be one of required, none']);
});

test('a check names what is wrong with the file together with what is wrong with its values; two files are refused', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-two-files-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const check = async () => {
    const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
    const child = spawn(process.execPath, [main, 'config', 'check'], { cwd: folder, env: {} });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += String(text)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return [code, stderr];
  };
  await writeFile(path.join(folder, 'casm.config.yaml'), 'CASM_MAX_BATCH: many\n');
  t.deepEqual(await check(), [2, 'casm: CASM_MAX_BATCH must be a whole number from 1 to 999999999\n']);
  await writeFile(path.join(folder, 'casm.config.yaml'), 'CASM_MAX_BATCH: many\nCASM_MAX_BACH: 1\n');
  t.deepEqual(await check(), [
    2,
    'casm: casm.config.yaml: CASM_MAX_BACH is not a setting\ncasm: CASM_MAX_BATCH must be a whole number from 1 to 999999999\n',
  ]);
  await writeFile(path.join(folder, 'casm.config.json'), '{}');
  t.deepEqual(await check(), [2, 'casm: casm.config.json and casm.config.yaml are both here: keep one of them\n']);
});

test('help is help, and no error', async (t) => {
  const { code, stdout } = await casm(['--help']).ended;
  t.is(code, 0);
  for (const command of ['dev', 'serve', 'relay', 'dwh', 'migrate']) t.regex(stdout, new RegExp(`\\b${command}\\b`));
});
