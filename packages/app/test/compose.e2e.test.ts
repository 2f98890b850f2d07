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
import { casm, clientOf, movedIntoWarehouse, readyCasm } from './running-casm.js';

/* deploy/compose.yaml without containers: its scripts, certificates, users, rights, settings and commands, with files and ports of this machine. */

const run = promisify(execFile);

const Service = D.intersection([
  D.type({ image: D.string }),
  D.partial({
    command: D.array(D.string),
    environment: D.record(D.string, D.string),
    volumes: D.array(D.string),
    secrets: D.array(D.union([D.string, D.type({ source: D.string, target: D.string })])),
    healthcheck: D.type({ test: D.array(D.string) }),
  }),
]);
const Compose = D.type({ services: D.record(D.string, Service) });

const decoded = Compose.decode(parse(await readFile(path.join(root, 'deploy/compose.yaml'), 'utf8'), { merge: true }));
if (E.isLeft(decoded)) throw new Error(`deploy/compose.yaml: ${JSON.stringify(decoded.left)}`);
const { services } = decoded.right;

const serviceOf = (name: string): D.TypeOf<typeof Service> => {
  const service = services[name];
  if (service === undefined) throw new Error(`the compose file has no service ${name}`);
  return service;
};

/** The secrets of a service: by the name in its container, the file. */
const secretsOf = (name: string, secrets: string): ReadonlyArray<readonly [target: string, file: string]> =>
  (serviceOf(name).secrets ?? []).map((secret) =>
    typeof secret === 'string'
      ? [secret, path.join(secrets, secret)]
      : [secret.target, path.join(secrets, secret.source)],
  );

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

/** Kafka by its scripts, once its health check passes and each user has its rights. Each container has its own secrets and files only. */
const composedKafka = async (t: ExecutionContext, folder: string, secrets: string, classPath: string) => {
  const [port, controllerPort] = [await freePort(), await freePort()];
  const tools = path.join(folder, 'tools');
  await kafkaTools(tools, classPath);
  const container = async (name: string) => {
    const [home, own] = [path.join(folder, name), path.join(folder, name, 'secrets')];
    for (const one of [home, own, path.join(home, 'tmp')]) await mkdir(one);
    for (const [target, file] of secretsOf(name, secrets)) await copyFile(file, path.join(own, target));
    const places = {
      '/etc/casm': home,
      '/opt/kafka/bin': tools,
      '/run/secrets': own,
      '/tmp': path.join(home, 'tmp'),
      '/var/lib/kafka/data': path.join(home, 'log'),
      '//:9092': `//localhost:${port}`,
      'kafka:9092': `localhost:${port}`,
      'localhost:9092': `localhost:${port}`,
      'localhost:9093': `localhost:${controllerPort}`,
    };
    const { volumes = [], command = [], healthcheck } = serviceOf(name);
    for (const volume of volumes.filter((one) => one.startsWith('./'))) {
      const [from = '', to = ''] = volume.split(':');
      await writeFile(
        path.join(home, path.basename(to)),
        placed(await readFile(path.join(root, 'deploy', from), 'utf8'), places),
      );
    }
    const commandOf = (args: ReadonlyArray<string>): ReadonlyArray<string> => args.map((arg) => placed(arg, places));
    return { home, command: commandOf(command), check: commandOf(healthcheck?.test.slice(1) ?? []) };
  };
  const kafka = await container('kafka');
  const [start = '', ...args] = kafka.command;
  const engine = startEngineProcess({ command: start, args, folder });
  t.teardown(() => engine.end('SIGKILL'));
  const [check = '', ...ofCheck] = kafka.check;
  let seen = '';
  await waitUntil(
    async () => {
      if (!engine.isRunning()) throw new Error(`Kafka ended:\n${engine.log()}`);
      if (!engine.hasWritten('Kafka Server started')) return false;
      const checked = await run(check, ofCheck, { timeout: 20_000 }).catch((error: unknown) => ({
        stdout: '',
        stderr: String(error),
      }));
      seen = checked.stderr;
      return checked.stdout.includes('Produce');
    },
    { deadlineMs: 120_000, describe: () => `the health check of Kafka passes: ${seen}\n${engine.log()}` },
  );
  const [shell = '', ...script] = (await container('kafka-rights')).command;
  await run(shell, script, { timeout: 60_000 });

  /** Starts it a second time, with another password than its log has. */
  const withOtherPassword = async (): Promise<string> => {
    await writeFile(path.join(kafka.home, 'secrets', 'casm-dwh-kafka'), 'another\n');
    return run(start, args, { timeout: 20_000 }).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
  };
  return { port, withOtherPassword };
};

/** The settings of a service of casm, with the secrets that it has and no others. */
const settingsOf = async (
  name: string,
  { secrets, kafkaPort }: { readonly secrets: string; readonly kafkaPort: number },
) => {
  const places = Object.fromEntries(secretsOf(name, secrets).map(([target, file]) => [`/run/secrets/${target}`, file]));
  const ofThisMachine = { 'kafka:9092': `localhost:${kafkaPort}`, '0.0.0.0': '127.0.0.1', ...places };
  const settings = Object.fromEntries(
    Object.entries(serviceOf(name).environment ?? {}).map(([key, value]) => [key, placed(value, ofThisMachine)]),
  );
  return { ...settings, CASM_OPERATIONS_PORT: String(await freePort()) };
};

/** Whether its health check passes; it asks on this port. */
const isHealthy = async (name: string, { CASM_OPERATIONS_PORT: port }: { readonly CASM_OPERATIONS_PORT: string }) => {
  const [, command = '', ...args] = serviceOf(name).healthcheck?.test ?? [];
  const ended = await run(
    command,
    args.map((arg) => filledIn(arg, arg.includes('8081') ? { '8081': port } : {})),
    { timeout: 10_000 },
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
    t.timeout(300_000);
    const folder = await folderOf(t);
    const secrets = await newSecrets(folder);
    const postgres = await composedPostgres(t, folder, secrets);
    const kafka = await composedKafka(t, folder, secrets, kafkaJars);
    const settings = (name: string) => settingsOf(name, { secrets, kafkaPort: kafka.port });
    const ended = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
      const spawned = casm(args, env);
      t.teardown(() => spawned.process.kill('SIGKILL'));
      return spawned.ended;
    };
    const operator = async (...args: ReadonlyArray<string>): Promise<string> => {
      const { code, stdout, stderr } = await ended(args, await settings('operator'));
      t.is(code, 0, `${args.join(' ')}: ${stderr}`);
      return stdout.trim();
    };
    const migrated = await ended(serviceOf('migrate').command ?? [], await settings('migrate'));
    t.is(migrated.code, 0, migrated.stderr);
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
    const [, url = ''] = /"url":"([^"]+)"/.exec(serve.stdout()) ?? [];
    const api = clientOf({ url, token });
    await movedIntoWarehouse(t, api);
    const key = await operator('api-key', 'create', '--client', 'call-centre', '--scopes', 'dwh:read');
    const byKey = () =>
      clientOf({ url, token: key }).dwhCustomerByExternalId({ params: { query: { externalId: 'CRM-1' } } });
    // Keys take effect in every process within seconds.
    await waitUntil(async () => (await byKey()).response.status === 200, {
      deadlineMs: 10_000,
      describe: () => 'the key lets its client in',
    });
    t.regex((await byKey()).response.headers.get('ratelimit-policy') ?? '', /"client";q=1000;/);
    await operator('replay');
    await operator('dwh', 'reconcile');

    // PostgreSQL takes nobody without TLS.
    const plain = new pg.Client({ connectionString: `postgres://casm_api@127.0.0.1:${postgres.port}/casm` });
    await t.throwsAsync(plain.connect(), { message: /no pg_hba\.conf entry .* no encryption/ });

    // The user of dwh may not write to the topic.
    const asDwh = {
      ...(await settings('operator')),
      CASM_KAFKA_SASL_USERNAME: 'casm-dwh',
      CASM_KAFKA_SASL_PASSWORD_FILE: path.join(secrets, 'casm-dwh-kafka'),
    };
    const refused = await ended(['replay'], asDwh);
    t.not(refused.code, 0);
    t.regex(refused.stderr, /permission to write to topic casm\.customer/);

    t.regex(await kafka.withOtherPassword(), /users with other passwords than deploy\/secrets/);
  },
);
