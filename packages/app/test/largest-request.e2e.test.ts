import { randomUUID } from 'node:crypto';
import { freshFolder, startKafka, testDatabase, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import { casm, casmDev } from './running-casm.js';

/* What the API takes, a topic of the documented size takes. */

const kafka = await startKafka();
test.after.always(async () => {
  if (E.isRight(kafka)) await kafka.right.stop();
});

/** As docs/how-to/run-it.md asks of every topic. */
const documented = { 'max.message.bytes': String(256 * 1024) };

const createTopic = (brokers: string, topic: string): Promise<void> => {
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  return new Promise<void>((resolve, reject) => {
    const wanted = { topic, num_partitions: 1, replication_factor: 1, config: documented };
    admin.createTopic(wanted, 10_000, (error) => {
      admin.disconnect();
      if (error) reject(new Error(error.message));
      else resolve();
    });
  });
};

/** Custom attributes of so many bytes as JSON, `{"k0":"aa…","k1":…}`. */
const attributesOf = (bytes: number, letter: string): Readonly<Record<string, string>> => {
  const attributes: Record<string, string> = {};
  const size = (): number => JSON.stringify(attributes).length;
  for (let n = 0; size() < bytes; n += 1) {
    const key = `k${String(n).padStart(2, '0')}`;
    attributes[key] = '';
    attributes[key] = letter.repeat(Math.min(1024, bytes - size()));
  }
  return attributes;
};

const most = 64 * 1024;

/** Each of its characters takes six bytes in JSON. */
const reason = '\u0001'.repeat(1024);

test('the sizes are those that the test speaks of', (t) => {
  t.is(JSON.stringify(attributesOf(most, 'a')).length, most);
});

const withKafka = E.isRight(kafka) ? test : test.skip;

withKafka('the largest requests become messages that a topic of the documented size takes', async (t) => {
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  const { brokers } = kafka.right;
  const topic = `largest-${randomUUID()}`;
  await createTopic(brokers, topic);
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const env = { CASM_DATABASE_URL: url, CASM_KAFKA_BROKERS: brokers, CASM_KAFKA_TOPIC: topic };
  const { call } = await casmDev(t, await freshFolder(t), env);

  const externalId = '\u{1f600}'.repeat(256);
  const created = await call('POST', '/v1/casm/customers', {
    requestId: 'largest-1',
    externalId,
    customName: '\u{1f600}'.repeat(256),
    customerSegment: 'SOHO',
    customAttributes: attributesOf(most, 'a'),
    state: { state: 'ACTIVE', stateReason: 'dfltActive' },
    reason,
  });
  t.is(created.status, 201, created.text.slice(0, 500));
  const change = (requestId: string, customAttributes: Readonly<Record<string, string>>) =>
    call('PUT', '/v1/casm/customers/custom-attributes', {
      requestId,
      customer: { externalId },
      customAttributes,
      reason,
    });
  const changed = await change('largest-2', attributesOf(most, 'b'));
  t.is(changed.status, 200);
  t.true(changed.text.length > 3 * most, `${changed.text.length} bytes: before, after, and the customer`);

  const refused = await change('largest-3', attributesOf(most + 1, 'c'));
  t.is(refused.status, 422);
  t.like(refused.json, { type: 'urn:casm:problem:attributes-too-large' });
  const tooLarge = await change('largest-4', { k: 'x'.repeat(128 * 1024) });
  t.is(tooLarge.status, 413);

  await waitUntil(
    async () => {
      const { text } = await call('GET', `/v1/dwh/customers?externalId=${encodeURIComponent(externalId)}`);
      return /"version":2/.test(text);
    },
    { deadlineMs: 60_000, describe: () => 'both versions are in the warehouse' },
  );
  t.regex((await casm(['outbox'], env).ended).stdout, /nothing is parked/);
});
