import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  kafkaMissing,
  makeCertificates,
  type RunningKafka,
  startKafka,
  testDatabase,
  waitUntil,
} from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import { casm, clientOf, movedIntoWarehouse } from './running-casm.js';
import { valuesOn } from './topic-reader.js';

/* docs/how-to/connect-to-a-secured-kafka.md: its settings and its rights, and no others, are those of the processes here. */

const run = promisify(execFile);

const passwords = { 'casm-relay': 'relay-password-1', 'casm-dwh': 'dwh-password-1' };
type User = keyof typeof passwords;

const page = await readFile(new URL('../../../docs/how-to/connect-to-a-secured-kafka.md', import.meta.url), 'utf8');
const shellBlocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);

/** A broker with an authorizer: whoever comes without TLS, which the tools and the broker itself do, may do everything. */
const started = async () => {
  const certificates = await makeCertificates();
  const authorizer = {
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'auto.create.topics.enable': 'false',
  };
  const kafka = await startKafka(null, authorizer, { certificates, users: passwords });
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  const { secured } = kafka.right;
  if (secured === null) throw new Error('the broker has no listener over TLS');
  return { engine: kafka.right, brokers: secured.sasl, certificates };
};

const missing = await kafkaMissing();
const broker = missing === null ? await started() : null;
test.after.always(async () => {
  await broker?.engine.stop();
  await broker?.certificates.remove();
});

type Broker = NonNullable<typeof broker>;

const onKafka = (title: string, body: (t: ExecutionContext, given: Broker) => Promise<void>): void =>
  broker === null ? test.skip(`${title} (${missing})`, (t) => t.fail()) : test.serial(title, (t) => body(t, broker));

interface Granted {
  /** To whom the rights of the relay are given. */
  readonly relay?: string;
  /** A topic of a publication rule, to which the relay alone gets its rights. */
  readonly ruled?: string;
}

/** Runs those blocks of the page that hand out rights. */
const grant = async (
  t: ExecutionContext,
  { toolCommand, brokers }: RunningKafka,
  { relay = 'casm-relay', ruled }: Granted = {},
): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-acls-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const script = `#!/bin/sh\nexec ${toolCommand('org.apache.kafka.tools.AclCommand')} "$@"\n`;
  await writeFile(path.join(folder, 'kafka-acls.sh'), script, { mode: 0o755 });
  const rights = shellBlocks.filter((block) => block.includes('kafka-acls.sh'));
  t.is(rights.length, 3);
  const granted =
    ruled === undefined
      ? rights
      : rights
          .filter((block) => block.includes('User:casm-relay'))
          .map((block) => block.replaceAll('casm.customer', ruled));
  const commands = granted
    .join('\n')
    .replaceAll('kafka-1.example:9092', brokers)
    // This administrator comes without TLS.
    .replaceAll(' --command-config admin.properties', '')
    .replaceAll('User:casm-relay', `User:${relay}`);
  await run('/bin/bash', ['-euo', 'pipefail', '-c', commands], { env: { PATH: `${folder}:${process.env['PATH']}` } });
};

/** The settings that a block exports. */
const exportedBy = async (block: string): Promise<Record<string, string>> => {
  const { stdout } = await run('/bin/bash', ['-c', `${block}\nenv -0`], { env: { PATH: process.env['PATH'] } });
  return Object.fromEntries(
    stdout.split('\0').flatMap((line): ReadonlyArray<[string, string]> => {
      const [, name = '', value = ''] = /^(CASM_\w+)=(.*)$/s.exec(line) ?? [];
      return name === '' ? [] : [[name, value]];
    }),
  );
};

/** The settings of the page's first block, for this broker and this user. */
const settingsOf = async (
  t: ExecutionContext,
  { brokers, certificates }: Broker,
  user: User,
): Promise<Record<string, string>> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-secret-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const password = path.join(folder, 'password');
  await writeFile(password, `${passwords[user]}\n`);
  const [settings = ''] = shellBlocks;
  const given = settings
    .replace("='casm-relay'", `='${user}'`)
    .replace('/run/secrets/casm-relay-kafka', password)
    .replace('/etc/casm/kafka-ca.pem', certificates.ca);
  return { CASM_KAFKA_BROKERS: brokers, ...(await exportedBy(given)) };
};

/** Those of its block on certificates of the client, at the listener that asks for one. */
const settingsByCertificate = async ({ engine, certificates }: Broker): Promise<Record<string, string>> => {
  const block = shellBlocks[1] ?? '';
  const given = block
    .replace('/etc/casm/kafka-ca.pem', certificates.ca)
    .replace('/etc/casm/relay.pem', certificates.client.certificate)
    .replace('/etc/casm/relay.key', certificates.client.key);
  return { CASM_KAFKA_BROKERS: engine.secured?.mutual ?? '', ...(await exportedBy(given)) };
};

/** A process until the test ends. */
const running = (t: ExecutionContext, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
  const spawned = casm(args, env);
  t.teardown(() => {
    spawned.process.kill('SIGTERM');
    return spawned.ended;
  });
  const says = (words: RegExp): Promise<void> =>
    waitUntil(() => words.test(spawned.stdout()), {
      deadlineMs: 30_000,
      describe: () => `${words}: ${spawned.stdout()}`,
    });
  return { ...spawned, says };
};

/** The settings of a database with both schemas, until the test ends. */
const migrated = async (t: ExecutionContext) => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const databases = { CASM_DATABASE_URL: url, CASM_DWH_DATABASE_URL: url };
  await casm(['migrate'], databases).ended;
  return databases;
};

/** The API on a catalogue, and its client. */
const serving = async (t: ExecutionContext, env: Readonly<Record<string, string>>) => {
  await casm(['seed'], env).ended;
  const token = 'a-token-of-this-test';
  const serve = running(t, ['serve', '--port', '0'], { ...env, CASM_API_TOKENS: `crm:${token}` });
  await serve.says(/"listening"/);
  return { ...serve, api: clientOf({ url: /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '', token }) };
};

onKafka(
  'a change goes from the API to the warehouse over TLS, with the documented settings and rights',
  async (t, given) => {
    await grant(t, given.engine);
    const databases = await migrated(t);
    const serve = await serving(t, databases);
    const newTopics = { CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}' };
    const properties = await exportedBy(shellBlocks.at(-1) ?? '');
    t.regex(properties['CASM_KAFKA_PROPERTIES'] ?? '', /"compression\.codec"/, 'the block on further properties');
    const everywhere = { ...databases, ...properties };
    const dwh = running(t, ['dwh'], { ...everywhere, ...(await settingsOf(t, given, 'casm-dwh')) });
    const relay = running(t, ['relay'], { ...everywhere, ...newTopics, ...(await settingsOf(t, given, 'casm-relay')) });
    await movedIntoWarehouse(t, serve.api, 'first');
    const logs = [serve, relay, dwh].map(({ stdout }) => stdout()).join('');
    t.notRegex(logs, /password-1/);

    // Each has its own rights and not the other's.
    const refused = await casm(['replay'], { ...databases, ...(await settingsOf(t, given, 'casm-dwh')) }).ended;
    t.not(refused.code, 0);
    t.regex(refused.stderr, /permission to write to topic casm\.customer/);
  },
);

onKafka(
  'the topic of a publication rule needs the rights of the relay, and delays no other topic without them',
  async (t, given) => {
    const ruled = 'casm.customer-ruled';
    await grant(t, given.engine);
    const databases = await migrated(t);
    const rules = { CASM_PUBLICATION_RULES: JSON.stringify([{ topic: 'casm.customer-refused' }, { topic: ruled }]) };
    const { api } = await serving(t, { ...databases, ...rules });
    const newTopics = { CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}' };
    await grant(t, given.engine, { ruled });
    running(t, ['dwh'], { ...databases, ...(await settingsOf(t, given, 'casm-dwh')) });
    const relay = running(t, ['relay'], {
      ...databases,
      ...rules,
      ...newTopics,
      ...(await settingsOf(t, given, 'casm-relay')),
    });
    await relay.says(/topics could not be created[^\n]*"names":\["casm\.customer-refused"\]/);
    await movedIntoWarehouse(t, api);
    await relay.says(/publishing to casm\.customer-refused waits for/);
    t.is((await valuesOn(given.engine.brokers, ruled, (values) => values.length >= 2)).length, 2);
  },
);

onKafka('with OAUTHBEARER a process is whom its token names, with the rights of that user', async (t, given) => {
  await grant(t, given.engine);
  const databases = await migrated(t);
  const byToken = async (principal: string) => {
    const {
      CASM_KAFKA_SASL_USERNAME: _,
      CASM_KAFKA_SASL_PASSWORD_FILE: __,
      ...over
    } = await settingsOf(t, given, 'casm-relay');
    return {
      ...databases,
      ...over,
      CASM_KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
      // An unsigned token, which no broker of an installation takes.
      CASM_KAFKA_PROPERTIES: JSON.stringify({
        'enable.sasl.oauthbearer.unsecure.jwt': true,
        'sasl.oauthbearer.config': `principal=${principal}`,
      }),
    };
  };
  const newTopics = { CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}' };
  const relay = running(t, ['relay'], { ...newTopics, ...(await byToken('casm-relay')) });
  await relay.says(/"ready"/);
  const replayed = await casm(['replay'], await byToken('casm-relay')).ended;
  t.is(replayed.code, 0, replayed.stderr);
  const dwh = running(t, ['dwh'], await byToken('casm-dwh'));
  await dwh.says(/"ready"/);
  const stranger = running(t, ['dwh'], await byToken('stranger'));
  // A topic without any right to it looks like none.
  await stranger.says(/waits for topic casm\.customer/);
  t.notRegex(stranger.stdout(), /"ready"/);
});

onKafka('with a certificate of the client a process is whom the certificate names', async (t, given) => {
  await grant(t, given.engine, { relay: 'CN=casm-client' });
  const databases = await migrated(t);
  const newTopics = { CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}' };
  const relay = running(t, ['relay'], { ...databases, ...newTopics, ...(await settingsByCertificate(given)) });
  await relay.says(/"ready"/);
  const {
    CASM_KAFKA_SSL_CERTIFICATE_LOCATION: _,
    CASM_KAFKA_SSL_KEY_LOCATION: __,
    ...without
  } = await settingsByCertificate(given);
  const stranger = running(t, ['dwh'], { ...databases, ...without });
  await stranger.says(/bad certificate|certificate required/i);
});

onKafka('a wrong password is named, and is not in the log', async (t, given) => {
  const databases = await migrated(t);
  const { CASM_KAFKA_SASL_PASSWORD_FILE: _, ...settings } = await settingsOf(t, given, 'casm-dwh');
  const dwh = running(t, ['dwh'], { ...databases, ...settings, CASM_KAFKA_SASL_PASSWORD: 'wrong-password-1' });
  await dwh.says(/authentication failed/i);
  t.notRegex(dwh.stdout(), /wrong-password-1/);
});

onKafka('brokers whose certificate another authority has signed are not spoken to', async (t, given) => {
  const databases = await migrated(t);
  const settings = await settingsOf(t, given, 'casm-dwh');
  const dwh = running(t, ['dwh'], {
    ...databases,
    ...settings,
    CASM_KAFKA_SSL_CA_LOCATION: given.certificates.strangersCa,
  });
  await dwh.says(/certificate verify failed/i);
  t.notRegex(dwh.stdout(), /"ready"/);
  const relay = running(t, ['relay'], {
    ...databases,
    ...(await settingsOf(t, given, 'casm-relay')),
    CASM_KAFKA_SSL_CA_LOCATION: given.certificates.strangersCa,
    CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}',
  });
  await relay.says(/the making of the topics waits for a broker at \S+ \([^"]*certificate verify failed/i);
});

test('tokens of an identity provider need a librdkafka with oidc: one that lacks it says so in one line', async (t) => {
  const [, , tokens = ''] = shellBlocks;
  t.regex(tokens, /"oidc"/);
  const { stdout } = await run('/bin/bash', ['-c', `${tokens}\nprintf %s "$CASM_KAFKA_PROPERTIES"`]);
  const { code, stderr } = await casm(['relay'], {
    CASM_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    CASM_KAFKA_BROKERS: '127.0.0.1:1',
    CASM_KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    CASM_KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
    CASM_KAFKA_PROPERTIES: stdout,
  }).ended;
  if (Kafka.features.includes('oidc')) {
    t.notRegex(stderr, /needs a librdkafka with oidc/);
    return;
  }
  t.is(code, 2);
  t.regex(stderr, /^casm: [^\n]*sasl\.oauthbearer\.method oidc needs a librdkafka with oidc[^\n]*libcurl[^\n]*\n$/);
});

test('what this build or the file system lacks is one line, before anything connects', async (t) => {
  const env = {
    CASM_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    CASM_KAFKA_BROKERS: '127.0.0.1:1',
    CASM_KAFKA_SECURITY_PROTOCOL: 'SSL',
    CASM_KAFKA_SSL_CA_LOCATION: '/nowhere/ca.pem',
  };
  const { code, stderr } = await casm(['relay'], env).ended;
  t.is(code, 2);
  t.regex(stderr, /^casm: the settings of Kafka cannot be used: .*ssl\.ca\.location[^\n]*\n$/);
});
