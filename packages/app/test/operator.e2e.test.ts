import { randomUUID } from 'node:crypto';
import {
  type Dev,
  freshFolder,
  moveTo,
  segmentInWarehouse,
  testDatabase,
  testKafka,
  waitUntil,
} from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import pg from 'pg';
import { casm, casmDev, clientOf } from './running-casm.js';
import { valuesOn } from './topic-reader.js';

/* What an operator can do, on a real PostgreSQL and a real Kafka. */

const kafka = await testKafka();
test.after.always(async () => {
  if (E.isRight(kafka)) await kafka.right.stop();
});

interface Installation {
  readonly dev: Dev;
  readonly brokers: string;
  readonly topic: string;
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  /** The output of a casm command that must succeed. */
  readonly run: (args: ReadonlyArray<string>, more?: Readonly<Record<string, string>>) => Promise<string>;
}

const installation = async (
  t: ExecutionContext,
  brokers: string,
  settings: (topic: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<Installation> => {
  const database = await testDatabase();
  const topic = `operated-${randomUUID()}`;
  const env = {
    CASM_DATABASE_URL: database.url,
    CASM_KAFKA_BROKERS: brokers,
    CASM_KAFKA_TOPIC: topic,
    ...settings(topic),
  };
  const dev = await casmDev(t, await freshFolder(t), env);
  await until('the warehouse has the examples', async () => (await segmentInWarehouse(dev)) === 'RESIDENTIAL');
  const run = async (args: ReadonlyArray<string>, more = {}): Promise<string> => {
    const { code, stdout, stderr } = await casm(args, { ...env, ...more }).ended;
    t.is(code, 0, `${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  return { dev, brokers, topic, databaseUrl: database.url, env, run };
};

const until = (describe: string, condition: () => Promise<boolean>): Promise<void> =>
  waitUntil(condition, { deadlineMs: 30_000, describe: () => describe });

const onKafka = (title: string, run: (t: ExecutionContext, brokers: string) => Promise<void>): void =>
  E.isRight(kafka)
    ? test(title, (t) => run(t, kafka.right.brokers))
    : test.skip(`${title} (${kafka.left})`, (t) => t.fail());

const move = ({ dev }: Installation, customerSegment: string, requestId: string) =>
  clientOf(dev).updateCustomerSegment({ body: moveTo(customerSegment, requestId) });

const query = async (url: string, statement: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
};

const createTopic = (brokers: string, name: string, config: Readonly<Record<string, string>>): Promise<void> =>
  admin(brokers, (client, done) =>
    client.createTopic({ topic: name, num_partitions: 1, replication_factor: 1, config }, 10_000, done),
  );

const admin = async (
  brokers: string,
  call: (client: Kafka.IAdminClient, done: (error?: Kafka.LibrdKafkaError) => void) => void,
): Promise<void> => {
  const client = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  await new Promise<void>((resolve, reject) => {
    call(client, (error) => (error ? reject(new Error(error.message)) : resolve()));
  });
  client.disconnect();
};

const numberOf = (values: ReadonlyArray<string>, requestId: string): number =>
  values.filter((value) => value.includes(requestId)).length;

onKafka('a publication rule adds a topic, which is made as the settings say, and thins nothing', async (t, brokers) => {
  const further = (topic: string): string => `${topic}-segment`;
  const state = (topic: string): string => `${topic}-state`;
  const here = await installation(t, brokers, (topic) => ({
    CASM_PUBLICATION_RULES: JSON.stringify([
      { topic: further(topic), operations: ['updateCustomerSegment'] },
      { topic: state(topic), compacted: true },
    ]),
    CASM_KAFKA_NEW_TOPICS: '{"partitions":3,"replicas":1,"retentionHours":-1}',
  }));
  await move(here, 'SOHO', 'ruled');
  const complete = await valuesOn(brokers, here.topic, (values) => values.length >= 6);
  t.is(complete.length, 6, 'five creations and the move');
  const moves = await valuesOn(brokers, further(here.topic), (values) => values.length > 0);
  t.deepEqual(
    moves,
    complete.filter((value) => value.includes('ruled')),
  );
  t.is((await valuesOn(brokers, state(here.topic), (values) => values.length >= 6)).length, 6);
  const engine = E.isRight(kafka) ? kafka.right.engine : null;
  if (engine === null) return t.log('a Kafka that is not ours: nothing is asked about its topics');
  t.regex(await engine.describeTopic(state(here.topic)), /cleanup\.policy=compact/);
  t.notRegex(await engine.describeTopic(further(here.topic)), /cleanup\.policy=compact/);
});

onKafka('a replay publishes again what the options choose', async (t, brokers) => {
  const here = await installation(t, brokers);
  const { data } = await move(here, 'SOHO', 'replayed');
  const refId = data?.payload.customer.refId ?? '';
  await until('it has arrived', async () => (await segmentInWarehouse(here.dev)) === 'SOHO');
  t.regex(
    await here.run(['replay', '--customer', refId]),
    /^2 of 2 read, 2 published\n2 published again to operated-/m,
  );
  t.regex(await here.run(['replay', '--to', '2000-01-01T00:00:00Z']), /^0 published again/m);
  const range = ['replay', '--customer', refId, '--to', data?.occurredAt ?? ''];
  t.regex(await here.run(range), /^1 of 1 read, 1 published\n2 published again to operated-/m);
  const values = await valuesOn(brokers, here.topic, (found) => found.length >= 10);
  t.is(values.length, 10, 'six, two again, and a range that ends with the newest');
  t.regex(values.filter((value) => value.includes(refId)).at(-1) ?? '', /"version":2/);
  const report = await here.run(['dwh', 'report']);
  t.regex(report, /RESIDENTIAL +SOHO +1\n/, 'the warehouse has counted it once');
  const wrong = await casm(['replay', '--topic', 'nobody.knows'], here.env).ended;
  t.is(wrong.code, 2);
  t.regex(wrong.stderr, /nothing is published to nobody\.knows/);
});

onKafka('reconcile names and mends what differs, and rebuild fills an empty warehouse', async (t, brokers) => {
  const here = await installation(t, brokers);
  await move(here, 'SOHO', 'reconciled');
  await until('it has arrived', async () => (await segmentInWarehouse(here.dev)) === 'SOHO');
  const healthy = await here.run(['dwh', 'report']);
  const all = ['--to', '2999-01-01T00:00:00Z'];
  t.regex(
    await here.run(['dwh', 'reconcile', ...all]),
    /6 versions compared: 0 were missing, 0 different, 0 not in the journal\n.*customers 0, population 0, moves 0, campaigns 0, gaps 0/,
  );

  await query(
    here.databaseUrl,
    `delete from casm_dwh.customer_version where version = 1 and customer ->> 'externalId' = 'CRM-1001'`,
  );
  await query(here.databaseUrl, `update casm_dwh.customer_version set reason = 'forged' where version = 2`);
  await query(here.databaseUrl, 'update casm_dwh.segment_population set customers = 77');
  await query(here.databaseUrl, 'delete from casm_dwh.segment_move');
  const mended = await here.run(['dwh', 'reconcile', ...all]);
  t.regex(mended, /version 1 of customer \S+ was missing\n/);
  t.regex(mended, /version 2 of customer \S+ was different\n/);
  t.regex(mended, /6 versions compared: 1 were missing, 1 different, 0 not in the journal\n/);
  const tablesOf = (report: string): string => report.slice(0, report.indexOf('Freshness'));
  t.is(tablesOf(await here.run(['dwh', 'report'])), tablesOf(healthy));

  const other = { CASM_DWH_DATABASE_URL: (await testDatabase()).url };
  await here.run(['migrate'], other);
  t.regex(
    await here.run(['dwh', 'rebuild'], other),
    /6 versions compared: 6 were missing, 0 different, 0 not in the journal\n/,
  );
  t.is(tablesOf(await here.run(['dwh', 'report'], other)), tablesOf(healthy));
  const again = await casm(['dwh', 'rebuild'], { ...here.env, ...other }).ended;
  t.regex(again.stderr, /^casm: the warehouse is not empty, it has 6 versions/);
});

onKafka(
  'what a topic refuses is parked there with its customer, and can be retried or discarded',
  async (t, brokers) => {
    const strict = (topic: string): string => `${topic}-strict`;
    let name = '';
    const settings = (topic: string) => {
      name = strict(topic);
      return { CASM_PUBLICATION_RULES: JSON.stringify([{ topic: name, operations: ['updateCustomerSegment'] }]) };
    };
    const here = await installation(t, brokers, settings);
    await createTopic(brokers, name, { 'max.message.bytes': '300' });
    for (const [segment, requestId] of [
      ['SOHO', 'parked-2'],
      ['BUSINESS', 'parked-3'],
    ] as const)
      await move(here, segment, requestId);
    await until('the complete topic has both', async () => (await segmentInWarehouse(here.dev)) === 'BUSINESS');
    await until('both are parked', async () => (await here.run(['outbox'])).includes(`2 parked on ${name}`));
    const listed = await here.run(['outbox']);
    t.regex(listed, /^nothing is on its way/);
    const refId = /^(\S+) +2 /m.exec(listed)?.[1] ?? '';
    t.regex(listed, /waits behind an earlier one/);
    await until('the metrics tell it', async () => {
      const { text } = await here.dev.call('GET', '/metrics');
      return text.includes(`casm_outbox_parked_messages{topic="${name}"} 2`);
    });

    await admin(brokers, (client, done) => client.deleteTopic(name, 10_000, done));
    await until('the topic can be made anew', async () => {
      try {
        await createTopic(brokers, name, {});
        return true;
      } catch {
        return false;
      }
    });
    const unknown = ['outbox', 'discard', '--customer', refId, '--customer-version', '9', '--topic', name];
    t.regex((await casm(unknown, here.env).ended).stderr, /version 9 of customer \S+ is not parked/);
    t.regex(
      await here.run(['outbox', 'discard', '--customer', refId, '--customer-version', '2', '--topic', name]),
      /what waited behind it goes on/,
    );
    const values = await valuesOn(brokers, name, (found) => found.length > 0);
    t.deepEqual([numberOf(values, 'parked-2'), numberOf(values, 'parked-3')], [0, 1]);
    t.regex(await here.run(['outbox', 'retry', '--topic', name]), /^0 put back/);
  },
);

onKafka('a dead letter is listed, stays dead when it is read again, and can be forgotten', async (t, brokers) => {
  const here = await installation(t, brokers);
  const producer = new Kafka.Producer({ 'bootstrap.servers': brokers });
  await new Promise<void>((resolve, reject) => {
    producer.connect({ timeout: 10_000 }, (error) => (error instanceof Error ? reject(error) : resolve()));
  });
  producer.produce(here.topic, null, Buffer.from('poison'), 'somebody');
  await new Promise<void>((resolve) => void producer.flush(10_000, () => resolve()));
  await new Promise<void>((resolve) => void producer.disconnect(() => resolve()));
  await until('it is listed', async () =>
    /somebody +is not JSON +poison/.test(await here.run(['dwh', 'dead-letters'])),
  );
  t.regex(await here.run(['dwh', 'dead-letters', 'retry']), /is not JSON\n0 applied, 1 still cannot be/);
  const [, partition = '', offset = ''] = /(\d+) +(\d+) +somebody/.exec(await here.run(['dwh', 'dead-letters'])) ?? [];
  const discard = ['dwh', 'dead-letters', 'discard', here.topic, partition, offset];
  t.regex((await casm([...discard, '--cluster', 'another'], here.env).ended).stderr, /there is no dead letter/);
  t.regex(await here.run(discard), /^forgotten/);
  t.regex(await here.run(['dwh', 'dead-letters']), /there are no dead letters/);
});

test('beside casm dev the commands work on its database, each as the role that is made for it', async (t) => {
  const folder = await freshFolder(t);
  const dev = await casmDev(t, folder);
  await until('the warehouse has the examples', async () => (await segmentInWarehouse(dev)) === 'RESIDENTIAL');
  const run = async (...args: ReadonlyArray<string>): Promise<string> => {
    const { code, stdout, stderr } = await casm([...args, '--data-dir', folder]).ended;
    t.is(code, 0, `${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  t.regex(await run('outbox'), /nothing is parked/);
  t.regex(await run('outbox', 'retry'), /^0 put back/);
  t.regex(await run('dwh', 'dead-letters'), /there are no dead letters/);
  t.regex(await run('dwh', 'dead-letters', 'retry'), /^0 applied/);
  t.regex(await run('dwh', 'reconcile', '--to', '2999-01-01T00:00:00Z'), /5 versions compared: 0 were missing/);
  t.regex(await run('dwh', 'report'), /RESIDENTIAL/);
});
