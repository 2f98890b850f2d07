import { randomUUID } from 'node:crypto';
import { freePort, type RunningKafka, startKafka, testDatabase, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import pg from 'pg';
import { casm } from './running-casm.js';

/* What a process waits for is named within 5 s, and the wait ends by itself. */

const namedMs = 5000;

/** A broker that makes no topic by itself. */
const kafka = await startKafka(null, {
  'auto.create.topics.enable': 'false',
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': 'true',
});
test.after.always(async () => {
  if (E.isRight(kafka)) await kafka.right.stop();
});

const onKafka = (title: string, run: (t: ExecutionContext, engine: RunningKafka) => Promise<void>): void =>
  E.isRight(kafka) ? test(title, (t) => run(t, kafka.right)) : test.skip(`${title} (${kafka.left})`, (t) => t.fail());

const createTopic = (brokers: string, topic: string): Promise<void> => {
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  return new Promise<void>((resolve, reject) => {
    admin.createTopic({ topic, num_partitions: 2, replication_factor: 1 }, 10_000, (error) => {
      admin.disconnect();
      if (error) reject(new Error(error.message));
      else resolve();
    });
  });
};

/** A database with both schemas, and the settings for a topic of its own. */
const settingsFor = async (brokers: string, topic = `waited-${randomUUID()}`) => {
  const { url } = await testDatabase();
  const env = {
    CASM_DATABASE_URL: url,
    CASM_DWH_DATABASE_URL: url,
    CASM_KAFKA_BROKERS: brokers,
    CASM_KAFKA_TOPIC: topic,
  };
  await casm(['migrate'], env).ended;
  return { env, topic };
};

/** A process of its own, until the test ends; `says` resolves when its log matches, within the time from its start. */
const running = (t: ExecutionContext, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
  const spawned = casm(args, env);
  t.teardown(() => {
    spawned.process.kill('SIGTERM');
    return spawned.ended;
  });
  return {
    says: (words: RegExp, deadlineMs: number): Promise<void> =>
      waitUntil(() => words.test(spawned.stdout()), { deadlineMs, describe: () => `${words}: ${spawned.stdout()}` }),
  };
};

/** Node’s own start takes as long as it takes; the time to name counts from there. */
const startMs = 60_000;

const unpublished = async (url: string, topic: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `insert into casm.business_transaction (ref_id, version, transaction_id, operation, occurred_at, body)
     values ('c', 1, 't', 'createCustomer', now(), '{}')`,
  );
  await client.query(
    `insert into casm.outbox (shard, ref_id, version, topic) values (casm.shard_of('c'), 'c', 1, $1)`,
    [topic],
  );
  await client.end();
};

onKafka('casm dwh names the topic that does not exist, and reads it once it does', async (t, { brokers }) => {
  const { env, topic } = await settingsFor(brokers);
  const dwh = running(t, ['dwh'], env);
  await dwh.says(new RegExp(`the warehouse waits for topic ${topic}, which does not exist`), namedMs + startMs);
  await createTopic(brokers, topic);
  await dwh.says(/"message":"ready"/, 20_000);
  await dwh.says(/the warehouse waits no more/, 5000);
  t.pass();
});

onKafka('casm relay names the topic that does not exist, and publishes once it does', async (t, { brokers }) => {
  const { env, topic } = await settingsFor(brokers);
  await unpublished(env.CASM_DATABASE_URL, topic);
  const relay = running(t, ['relay'], env);
  await relay.says(
    new RegExp(`publishing to ${topic} waits for topic ${topic}, which does not exist`),
    namedMs + startMs,
  );
  await createTopic(brokers, topic);
  await relay.says(/waits no more/, 20_000);
  t.pass();
});

onKafka(
  'a topic of more replicas than there are brokers is waited for, and made by nobody else',
  async (t, { brokers }) => {
    const { env, topic } = await settingsFor(brokers);
    const more = { CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":3}' };
    const ruled = { CASM_PUBLICATION_RULES: JSON.stringify([{ topic: `${topic}-ruled` }]) };
    const [dwh, relay] = [
      running(t, ['dwh'], { ...env, ...more }),
      running(t, ['relay'], { ...env, ...more, ...ruled }),
    ];
    const waitsFor = (reasons: string): RegExp =>
      new RegExp(`the making of the topics waits for a broker at \\S+ \\(${reasons}: [^"]*eplication factor`);
    for (const each of [dwh, relay]) await each.says(waitsFor(topic), namedMs + startMs);
    // An administrator may make it meanwhile.
    await createTopic(brokers, topic);
    for (const each of [dwh, relay]) await each.says(/"message":"ready"/, 20_000);
    await relay.says(waitsFor(`${topic}-ruled`), 20_000);
    t.pass();
  },
);

onKafka('a relay that cannot reach its broker for a minute leaves its work to one that can', async (t, { brokers }) => {
  const { env, topic } = await settingsFor(brokers);
  await createTopic(brokers, topic);
  await unpublished(env.CASM_DATABASE_URL, topic);
  const cut = running(t, ['relay'], { ...env, CASM_KAFKA_BROKERS: `127.0.0.1:${await freePort()}` });
  await cut.says(new RegExp(`publishing to ${topic} waits for a broker`), namedMs + startMs);
  const whole = running(t, ['relay'], env);
  await whole.says(/"message":"ready"/, startMs);
  const client = new pg.Client(env.CASM_DATABASE_URL);
  await client.connect();
  t.teardown(() => client.end());
  await waitUntil(async () => (await client.query('select from casm.outbox')).rowCount === 0, {
    deadlineMs: 150_000,
    describe: 'the message is published',
  });
  await cut.says(/nothing could be published for a minute/, 5000);
  await cut.says(/waits no more/, 30_000);
  t.pass();
});

onKafka('permission that is missing is named, for the topic and for the group', async (t, engine) => {
  const { brokers } = engine;
  const { env, topic } = await settingsFor(brokers);
  await createTopic(brokers, topic);
  await engine.deny('topic', topic);
  await unpublished(env.CASM_DATABASE_URL, topic);
  const [dwh, relay] = [running(t, ['dwh'], env), running(t, ['relay'], env)];
  await dwh.says(new RegExp(`the warehouse waits for permission to read topic ${topic}`), namedMs + startMs);
  await relay.says(new RegExp(`waits for permission to write to topic ${topic}`), namedMs + startMs);
  const other = await settingsFor(brokers);
  await createTopic(brokers, other.topic);
  await engine.deny('group', 'casm-dwh');
  const denied = running(t, ['dwh'], other.env);
  await denied.says(/the warehouse waits for permission to use the consumer group casm-dwh/, namedMs + startMs);
  t.pass();
});

test('a broker that cannot be reached is named by both', async (t) => {
  const brokers = `127.0.0.1:${await freePort()}`;
  const { env, topic } = await settingsFor(brokers);
  await unpublished(env.CASM_DATABASE_URL, topic);
  const [dwh, relay] = [running(t, ['dwh'], env), running(t, ['relay'], env)];
  await dwh.says(new RegExp(`the warehouse waits for a broker at ${brokers}`), namedMs + startMs);
  await relay.says(new RegExp(`publishing to ${topic} waits for a broker at ${brokers}`), namedMs + startMs);
  t.pass();
});
