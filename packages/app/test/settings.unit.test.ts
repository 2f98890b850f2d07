import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { customerOperations } from '@casm/core';
import { Ajv } from 'ajv';
import test, { type ExecutionContext } from 'ava';
import { checkConfig } from '../src/commands/config.js';
import { examineConfig, readConfig } from '../src/config.js';
import { configFile } from '../src/configuration/config-file.js';
import { declaredSettings } from '../src/configuration/declared-settings.js';
import { settingsSchema } from '../src/configuration/settings-schema.js';
import { UserError } from '../src/user-error.js';
import { settingsFiles } from './committed-settings.js';

const product = { operations: customerOperations, rules: [] };

const folderOf = (t: ExecutionContext): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casm-settings-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const fileWith = (t: ExecutionContext, text: string, name = 'value'): string => {
  const file = path.join(folderOf(t), name);
  writeFileSync(file, text);
  return file;
};

const linesOf = (run: () => unknown): ReadonlyArray<string> => {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.lines;
    throw error;
  }
};

const environmentOnly = (environment: Readonly<Record<string, string>>) => ({ environment, file: null });

test('every setting that is declared is read, and none twice', (t) => {
  const { effective } = examineConfig(environmentOnly({}), product);
  const declared = Object.values(declaredSettings).flat();
  t.deepEqual(effective.map(({ name }) => name).toSorted(), declared.map(({ name }) => name).toSorted());
});

for (const { file, text } of settingsFiles)
  test(`docs/reference/${path.basename(file.pathname)} is what the settings say (npm run contract)`, (t) => {
    t.is(readFileSync(file, 'utf8'), text);
  });

test('a secret can be the content of a file, without the blanks and line ends around it', (t) => {
  const file = fileWith(t, ' postgres://casm:secret@db/casm \n');
  t.is(
    readConfig(environmentOnly({ CASM_DATABASE_URL_FILE: file }), product).databaseUrl,
    'postgres://casm:secret@db/casm',
  );
});

test('a secret that is given twice, whose file is empty or cannot be read, is refused', (t) => {
  const [file, empty] = [fileWith(t, 'postgres://db/casm'), fileWith(t, ' \n')];
  const refused = (environment: Readonly<Record<string, string>>) =>
    linesOf(() => readConfig(environmentOnly(environment), product));
  t.deepEqual(refused({ CASM_DATABASE_URL: 'postgres://db/casm', CASM_DATABASE_URL_FILE: file }), [
    'CASM_DATABASE_URL must not be set together with CASM_DATABASE_URL_FILE',
  ]);
  t.deepEqual(refused({ CASM_DATABASE_URL_FILE: empty, CASM_API_TOKENS_FILE: `${empty}-nowhere` }), [
    'CASM_DATABASE_URL_FILE names a file that is empty',
    'CASM_API_TOKENS_FILE must name a file that can be read: ENOENT',
  ]);
});

test('the environment goes before the file of settings, and the file before the default', (t) => {
  const file = fileWith(
    t,
    JSON.stringify({
      $schema: 'x',
      CASM_MAX_BATCH: 7,
      CASM_MAX_QUEUE: '8',
      CASM_KAFKA_NEW_TOPICS: { partitions: 3, replicas: 1 },
    }),
  );
  const config = readConfig({ environment: { CASM_MAX_QUEUE: '9' }, file: configFile(file) }, product);
  t.like(config, { maxBatch: 7, maxQueue: 9, maxWaitMs: 200, newTopics: { partitions: 3, replicas: 1 } });
});

test('a file of settings that is none, or names what is no setting, is refused without a word of what is in it', (t) => {
  const refused = (text: string) =>
    linesOf(() => configFile(fileWith(t, text))).map((line) => line.replace(/^\S+ /, ''));
  t.deepEqual(refused('{"CASM_API_TOKENS": "secret'), ['must be JSON']);
  t.deepEqual(refused('["secret"]'), ['must be a JSON object of settings']);
  t.deepEqual(refused('{"CASM_MAX_BACH": 1, "CASM_MAX_BATCH_FILE": "a"}'), [
    'CASM_MAX_BACH is not a setting',
    'CASM_MAX_BATCH_FILE is not a setting',
  ]);
  t.regex(linesOf(() => configFile('/nowhere.json')).join(), /^\/nowhere\.json cannot be read: ENOENT$/);
});

test('a file of settings may be YAML: a value is what is written there', (t) => {
  const text = [
    '# yaml-language-server: $schema=casm.config.schema.json',
    'CASM_MAX_BATCH: 7',
    'CASM_API_KEYS: on',
    "CASM_KAFKA_SASL_PASSWORD: '0123'",
    'CASM_KAFKA_CLUSTER: 0123',
    'CASM_MAX_QUEUE:',
    'CASM_KAFKA_NEW_TOPICS: { partitions: 3, replicas: 1 }',
    'CASM_PUBLICATION_RULES:',
    '  - topic: casm.onboarding',
    '    operations: [createCustomer]',
    'CASM_DATABASE_URL: >-',
    '  postgres://casm@db/casm',
  ].join('\n');
  const given = configFile(fileWith(t, text, 'casm.config.yaml'));
  t.is(given?.texts['CASM_KAFKA_SASL_PASSWORD'], '0123');
  t.is(given?.texts['CASM_KAFKA_CLUSTER'], '0123');
  t.like(
    readConfig(
      {
        environment: {
          CASM_KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
          CASM_KAFKA_SASL_MECHANISM: 'PLAIN',
          CASM_KAFKA_SASL_USERNAME: 'casm',
        },
        file: given,
      },
      product,
    ),
    {
      maxBatch: 7,
      apiKeys: true,
      kafkaCluster: '0123',
      maxQueue: 10_000,
      newTopics: { partitions: 3, replicas: 1 },
      publicationRules: [{ topic: 'casm.onboarding', operations: ['createCustomer'] }],
      databaseUrl: 'postgres://casm@db/casm',
    },
  );
  t.deepEqual(configFile(fileWith(t, '# nothing yet', 'casm.config.yml'))?.texts, {});
});

test('a YAML file that is none is refused with the line, and without a word of what is in it', (t) => {
  const refused = (text: string) =>
    linesOf(() => configFile(fileWith(t, text, 'casm.config.yaml'))).map((line) => line.replace(/^\S+ /, ''));
  t.deepEqual(refused('CASM_MAX_BATCH: 7\nCASM_API_TOKENS: "secret'), ['must be YAML: line 2 (MISSING_CHAR)']);
  t.deepEqual(refused('CASM_MAX_BATCH: 7\nCASM_MAX_BATCH: 8'), ['must be YAML: line 2 (DUPLICATE_KEY)']);
  t.deepEqual(refused('CASM_API_TOKENS: !secret secret'), ['must be YAML: line 1 (TAG_RESOLVE_FAILED)']);
  t.deepEqual(refused('- secret'), ['must be a YAML mapping of settings']);
  t.deepEqual(refused('CASM_MAX_BACH: 1'), ['CASM_MAX_BACH is not a setting']);
});

test('the JSON Schema takes what the readers take, and refuses another member', (t) => {
  const takes = new Ajv({ strict: false }).compile(settingsSchema);
  t.true(
    takes({ CASM_MAX_BATCH: 7, CASM_KAFKA_NEW_TOPICS: { partitions: 3, replicas: 1 }, CASM_API_TOKENS_FILE: '/a' }),
  );
  t.true(takes({ CASM_MAX_BATCH: '7' }));
  t.false(takes({ CASM_MAX_BACH: 7 }));
  t.false(takes({ CASM_MAX_BATCH: 0 }));
});

test('a check shows each setting with its source, and neither a password nor a token', async (t) => {
  const file = fileWith(t, 'crm:a-secret-a-secret,ordering:b-secret-b-secret');
  const shown: Array<string> = [];
  await checkConfig(
    environmentOnly({
      CASM_DATABASE_URL: 'postgres://casm:a-secret@db/casm?password=a-secret',
      CASM_API_TOKENS_FILE: file,
      CASM_MAX_BATCH: '7',
    }),
    [],
    'serve',
    (text) => shown.push(text),
  );
  const text = shown.join('\n');
  t.notRegex(text, /secret/);
  t.regex(text, /CASM_DATABASE_URL +postgres:\/\/casm:\*+@db\/casm\?password=\S+ +environment/);
  t.regex(text, /CASM_API_TOKENS +crm:\*+,ordering:\*+ +\S+ \(environment\)/);
  t.regex(text, /CASM_MAX_BATCH +7 +environment/);
  t.regex(text, /CASM_MAX_QUEUE +10000 +default/);
});

test('a check accepts a database URL with several hosts, and a socket', async (t) => {
  const shown: Array<string> = [];
  await checkConfig(
    environmentOnly({
      CASM_DATABASE_URL: 'postgres://casm:a-secret@/casm?host=/run/postgresql',
      CASM_REPLICA_DATABASE_URL: 'postgres://casm:a-secret@r1:5432,r2:5432/casm',
      CASM_API_KEYS: 'on',
    }),
    [],
    'serve',
    (text) => shown.push(text),
  );
  t.regex(shown.join(), /postgres:\/\/casm:\*+@\/casm\?host=\/run\/postgresql /);
  t.regex(shown.join(), /postgres:\/\/casm:\*+@r1:5432,r2:5432\/casm /);
});

test('a check names everything that is wrong at once: values, misspelt names, and what the process lacks', async (t) => {
  const environment = {
    CASM_MAX_BATCH: '0',
    CASM_MAX_BACH: '1',
    CASM_KAFKA_BROKERS: 'kafka',
    CASM_EXTENSIONS: '/nowhere.mjs',
  };
  const error = await t.throwsAsync(
    checkConfig(environmentOnly(environment), ['a fault of the file'], 'relay', () => undefined),
    { instanceOf: UserError },
  );
  t.deepEqual(
    error.lines.map((line) => line.replace(/ must.*| cannot.*/, '')),
    [
      'a fault of the file',
      'CASM_KAFKA_BROKERS',
      'CASM_MAX_BATCH',
      'CASM_EXTENSIONS /nowhere.mjs',
      'CASM_MAX_BACH is not a setting',
      'CASM_DATABASE_URL is mandatory for this command',
    ],
  );
});

test('a check reports the variables of OpenTelemetry by which a process would not start, but not for a migration', async (t) => {
  const environment = {
    CASM_DATABASE_URL: 'postgres://db/casm',
    CASM_KAFKA_BROKERS: 'kafka:9092',
    CASM_MAX_BATCH: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  };
  const check = (process: 'relay' | 'migrate' | null) =>
    checkConfig(environmentOnly(environment), [], process, () => undefined);
  for (const process of ['relay', null] as const)
    t.deepEqual((await t.throwsAsync(check(process), { instanceOf: UserError })).lines, [
      'CASM_MAX_BATCH must be a whole number from 1 to 999999999',
      'OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json, not "grpc"',
    ]);
  t.deepEqual((await t.throwsAsync(check('migrate'), { instanceOf: UserError })).lines.length, 1);
});
