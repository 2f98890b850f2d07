import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort, kafkaClassPath, startEngineProcess, startPostgres, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as D from 'io-ts';
import pg from 'pg';
import { parse } from 'yaml';
import { filledIn, root } from './how-to.js';
import { casm, clientOf, readyCasm } from './running-casm.js';

/* deploy/compose.yaml without containers: its scripts, certificates, users, rights, settings and commands, with files and ports of this machine. */

const run = promisify(execFile);

const Service = D.intersection([
  D.type({ image: D.string }),
  D.partial({
    command: D.array(D.string),
    environment: D.record(D.string, D.string),
    secrets: D.array(D.union([D.string, D.type({ source: D.string, target: D.string })])),
    healthcheck: D.type({ test: D.array(D.string) }),
  }),
]);
const Compose = D.type({ services: D.record(D.string, Service) });

const compose = Compose.decode(parse(await readFile(path.join(root, 'deploy/compose.yaml'), 'utf8'), { merge: true }));

const serviceOf = (name: string): D.TypeOf<typeof Service> => {
  const service = E.isRight(compose) ? compose.right.services[name] : undefined;
  if (service === undefined) throw new Error(`the compose file has no service ${name}`);
  return service;
};

type Places = Readonly<Record<string, string>>;

/** The text with each place of a container replaced by one of this machine, in one pass: what comes in may look like a place again. */
const placed = (text: string, places: Places): string =>
  text.replace(
    new RegExp(
      Object.keys(places)
        .map((place) => place.replaceAll('.', '\\.'))
        .join('|'),
      'g',
    ),
    (place) => places[place] ?? place,
  );

const folderOf = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-compose-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
};

/** What deploy/make-secrets.sh makes. Other users of this machine may read it, as those of containers may. */
const newSecrets = async (folder: string): Promise<string> => {
  for (const name of ['make-secrets.sh', 'make-certificates.sh'])
    await copyFile(path.join(root, 'deploy', name), path.join(folder, name));
  await run(path.join(folder, 'make-secrets.sh'));
  const secrets = path.join(folder, 'secrets');
  await chmod(secrets, 0o755);
  return secrets;
};

/** PostgreSQL with the certificate, the rule who may connect, and the users with the passwords of their secrets. */
const composedPostgres = async (t: ExecutionContext, folder: string, secrets: string) => {
  const rules = path.join(folder, 'pg_hba.conf');
  const text = await readFile(path.join(root, 'deploy/postgres/pg_hba.conf'), 'utf8');
  // Where the scripts of the image come by a socket, this test comes over the loopback.
  await writeFile(
    rules,
    text.replace(/^local .*$/m, (line) => `${line}\nhost all postgres 127.0.0.1/32 trust`),
  );
  const [certificate, key] = [path.join(secrets, 'postgres.pem'), path.join(secrets, 'postgres-key.pem')];
  const postgres = await startPostgres(
    { hba_file: rules },
    { certificates: { ca: path.join(secrets, 'ca.pem'), server: { certificate, key, identity: key } } },
  );
  t.teardown(postgres.stop);
  const { port } = new URL(postgres.url);
  const done = async (database: string, ...statements: ReadonlyArray<string>): Promise<void> => {
    const client = new pg.Client({ connectionString: postgres.url.replace(/postgres$/, database) });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await done('postgres', 'create database casm');
  await done('casm', await readFile(path.join(root, 'deploy/postgres/roles.sql'), 'utf8'));
  for (const name of (await readdir(secrets)).filter((one) => one.endsWith('-url'))) {
    const file = path.join(secrets, name);
    const url = placed(await readFile(file, 'utf8'), {
      '@postgres:5432': `@localhost:${port}`,
      '/run/secrets': secrets,
    });
    await writeFile(file, url);
    const { username, password } = new URL(url);
    await done('casm', `alter role ${username} password '${password}'`);
  }
  return { port };
};

/** Commands with the names of Kafka's own scripts. */
const kafkaTools = async (folder: string, classPath: string): Promise<void> => {
  const tools = {
    'kafka-storage.sh': 'kafka.tools.StorageTool',
    'kafka-server-start.sh': '-XX:TieredStopAtLevel=1 kafka.Kafka',
    'kafka-acls.sh': 'org.apache.kafka.tools.AclCommand',
    'kafka-broker-api-versions.sh': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  };
  await mkdir(folder);
  for (const [name, main] of Object.entries(tools))
    await writeFile(
      path.join(folder, name),
      `#!/bin/sh\nexec java -Xmx512m -Dorg.slf4j.simpleLogger.logFile=System.err -cp '${classPath}' ${main} "$@"\n`,
      { mode: 0o755 },
    );
};

/** Kafka by its scripts, once its health check passes and each user has its rights. */
const composedKafka = async (t: ExecutionContext, folder: string, secrets: string, classPath: string) => {
  const [port, controllerPort] = [await freePort(), await freePort()];
  const files = path.join(folder, 'kafka');
  const tools = path.join(folder, 'tools');
  const written = path.join(folder, 'written');
  for (const one of [files, written]) await mkdir(one);
  await kafkaTools(tools, classPath);
  const places = {
    '/etc/casm': files,
    '/opt/kafka/bin': tools,
    '/run/secrets': secrets,
    '/tmp': written,
    '/var/lib/kafka/data': path.join(folder, 'log'),
    '//:9092': `//localhost:${port}`,
    'kafka:9092': `localhost:${port}`,
    'localhost:9092': `localhost:${port}`,
    'localhost:9093': `localhost:${controllerPort}`,
  };
  for (const name of await readdir(path.join(root, 'deploy/kafka')))
    await writeFile(
      path.join(files, name),
      placed(await readFile(path.join(root, 'deploy/kafka', name), 'utf8'), places),
      { mode: 0o755 },
    );
  const commandOf = (args: ReadonlyArray<string> = []): ReadonlyArray<string> => args.map((arg) => placed(arg, places));
  const { command, healthcheck } = serviceOf('kafka');
  const [start = ''] = commandOf(command);
  const engine = startEngineProcess({ command: start, args: [], folder });
  t.teardown(() => engine.end('SIGKILL'));
  const [, check = '', ...args] = commandOf(healthcheck?.test);
  let seen = '';
  await waitUntil(
    async () => {
      if (!engine.isRunning()) throw new Error(`Kafka ended:\n${engine.log()}`);
      if (!engine.hasWritten('Kafka Server started')) return false;
      const checked = await run(check, args).catch((error: unknown) => ({ stdout: '', stderr: String(error) }));
      seen = checked.stderr;
      return checked.stdout.includes('Produce');
    },
    { deadlineMs: 180_000, describe: () => `the health check of Kafka passes: ${seen}\n${engine.log()}` },
  );
  const [rights = ''] = commandOf(serviceOf('kafka-rights').command);
  await run(rights);
  return { port };
};

/** The settings of a service of casm, with the secrets that it has and no others. */
const settingsOf = async (
  name: string,
  { secrets, kafkaPort }: { readonly secrets: string; readonly kafkaPort: string },
) => {
  const { environment = {}, secrets: mounted = [] } = serviceOf(name);
  const places = Object.fromEntries(
    mounted.map((secret) =>
      typeof secret === 'string'
        ? [`/run/secrets/${secret}`, path.join(secrets, secret)]
        : [`/run/secrets/${secret.target}`, path.join(secrets, secret.source)],
    ),
  );
  const port = String(await freePort());
  const ofThisMachine = { 'kafka:9092': `localhost:${kafkaPort}`, '0.0.0.0': '127.0.0.1', ...places };
  const settings = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, placed(value, ofThisMachine)]),
  );
  return { ...settings, CASM_OPERATIONS_PORT: port };
};

/** Whether its health check passes; it asks on this port. */
const isHealthy = async (name: string, { CASM_OPERATIONS_PORT: port }: { readonly CASM_OPERATIONS_PORT: string }) => {
  const [, command = '', ...args] = serviceOf(name).healthcheck?.test ?? [];
  const ended = await run(
    command,
    args.map((arg) => filledIn(arg, arg.includes('8081') ? { '8081': port } : {})),
  ).catch(() => null);
  return ended !== null;
};

const classPath = await kafkaClassPath();
const onKafka = (title: string, body: (t: ExecutionContext, classPath: string) => Promise<void>): void =>
  E.isLeft(classPath)
    ? test.skip(`${title} (${classPath.left})`, (t) => t.fail())
    : test(title, (t) => body(t, classPath.right));

onKafka(
  'a change goes from the API to the warehouse as deploy/compose.yaml runs the processes',
  async (t, kafkaJars) => {
    const folder = await folderOf(t);
    const secrets = await newSecrets(folder);
    const postgres = await composedPostgres(t, folder, secrets);
    const kafka = await composedKafka(t, folder, secrets, kafkaJars);
    const settings = (name: string) => settingsOf(name, { secrets, kafkaPort: String(kafka.port) });
    const operator = async (...args: ReadonlyArray<string>): Promise<void> => {
      const { code, stderr } = await casm(args, await settings('operator')).ended;
      t.is(code, 0, `${args.join(' ')}: ${stderr}`);
    };
    const { code, stderr } = await casm(serviceOf('migrate').command ?? [], await settings('migrate')).ended;
    t.is(code, 0, stderr);
    await operator('seed');
    const started = async (name: string) => {
      const env = await settings(name);
      const args = serviceOf(name).command ?? [];
      const spawned = await readyCasm(
        t,
        args.map((arg) => placed(arg, { '0.0.0.0': '127.0.0.1', '8080': '0' })),
        env,
      );
      await waitUntil(() => isHealthy(name, env), { deadlineMs: 30_000, describe: () => `${name} is healthy` });
      return spawned;
    };
    const serve = await started('serve');
    for (const name of ['relay', 'dwh']) await started(name);

    const [, token = ''] = (await readFile(path.join(secrets, 'api-tokens'), 'utf8')).trim().split(':');
    const api = clientOf({ url: /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '', token });
    const state = { state: 'ACTIVE', stateReason: 'dfltActive' } as const;
    const made = await api.createCustomer({
      body: { requestId: 'r-1', externalId: 'CRM-1', customerSegment: 'RESIDENTIAL', state },
    });
    t.is(made.response.status, 201, JSON.stringify(made.error));
    const moved = await api.updateCustomerSegment({
      body: { requestId: 'r-2', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' },
    });
    t.is(moved.response.status, 200, JSON.stringify(moved.error));
    let seen = '';
    await waitUntil(
      async () => {
        const { data, error } = await api.dwhCustomerByExternalId({ params: { query: { externalId: 'CRM-1' } } });
        seen = JSON.stringify(data ?? error);
        return seen.includes('"SOHO"');
      },
      { deadlineMs: 60_000, describe: () => `the warehouse has the move: ${seen}` },
    );
    await operator('replay');
    await operator('dwh', 'reconcile');

    // Nobody comes in without TLS, or without a right.
    const plain = new pg.Client({ connectionString: `postgres://casm_api@127.0.0.1:${postgres.port}/casm` });
    await t.throwsAsync(plain.connect(), { message: /no pg_hba\.conf entry .* no encryption/ });
    const asDwh = {
      ...(await settings('operator')),
      CASM_KAFKA_SASL_USERNAME: 'casm-dwh',
      CASM_KAFKA_SASL_PASSWORD_FILE: path.join(secrets, 'casm-dwh-kafka'),
    };
    await api.updateCustomerSegment({
      body: { requestId: 'r-3', customer: { externalId: 'CRM-1' }, customerSegment: 'BUSINESS' },
    });
    const refused = await casm(['replay'], asDwh).ended;
    t.not(refused.code, 0);
    t.regex(refused.stderr, /permission to write to topic casm\.customer/);
  },
);
