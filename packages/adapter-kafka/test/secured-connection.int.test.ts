import { randomUUID } from 'node:crypto';
import { kafkaMissing, makeCertificates, startKafka, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { ensureTopics, type KafkaConnection, kafkaPublisher, whyNoBroker } from '../src/index.js';
import { aMessage } from './a-message.js';
import { messagesOn } from './independent-consumer.js';

const users = { writer: 'writer-password' };

/** A broker that has just started answers late on a busy machine. */
const patienceMs = 30_000;

const started = async () => {
  const certificates = await makeCertificates();
  const kafka = await startKafka(null, {}, { certificates, users });
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  const { secured, brokers, stop } = kafka.right;
  if (secured === null) throw new Error('the broker has no listener over TLS');
  return { certificates, secured, brokers, stop };
};

const missing = await kafkaMissing();
const broker = missing === null ? await started() : null;
test.after.always(async () => {
  await broker?.stop();
  await broker?.certificates.remove();
});

type Broker = NonNullable<typeof broker>;
type Settings = NonNullable<KafkaConnection['settings']>;

const sasl =
  (mechanism: string) =>
  ({ secured, certificates }: Broker): KafkaConnection => ({
    brokers: secured.sasl,
    settings: {
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': mechanism,
      'sasl.username': 'writer',
      'sasl.password': users.writer,
      'ssl.ca.location': certificates.ca,
    },
  });

const clientCertificate = ({ secured, certificates }: Broker): KafkaConnection => ({
  brokers: secured.mutual,
  settings: {
    'security.protocol': 'SSL',
    'ssl.ca.location': certificates.ca,
    'ssl.certificate.location': certificates.client.certificate,
    'ssl.key.location': certificates.client.key,
  },
});

/** The ways in, each with the listener that it is for. */
const ways: Readonly<Record<string, (given: Broker) => KafkaConnection>> = {
  'SASL PLAIN over TLS': sasl('PLAIN'),
  'SASL SCRAM-SHA-256 over TLS': sasl('SCRAM-SHA-256'),
  'SASL SCRAM-SHA-512 over TLS': sasl('SCRAM-SHA-512'),
  'a certificate of the client': clientCertificate,
};

const onKafka = (title: string, body: (t: ExecutionContext, given: Broker) => Promise<void>): void =>
  broker === null ? test.skip(`${title} (${missing})`, (t) => t.fail()) : test(title, (t) => body(t, broker));

for (const [way, connectionTo] of Object.entries(ways))
  onKafka(`a topic is made and a message published by ${way}`, async (t, given) => {
    const topic = `secured-${randomUUID()}`;
    const connection = connectionTo(given);
    t.is(await whyNoBroker(connection, patienceMs), null);
    await ensureTopics(connection, [{ name: topic, partitions: 1, replicas: 1 }]);
    const publisher = kafkaPublisher({ ...connection, timeoutMs: patienceMs });
    t.teardown(publisher.close);
    const published = await publisher.publish([aMessage(topic, 'c-1', 1)])();
    t.true(E.isRight(published), JSON.stringify(published));
    t.is((await messagesOn(given.brokers, topic, 1)).length, 1);
  });

/** Resolves as soon as an attempt ends with these words. An attempt may end before a busy broker has refused anything. */
const saysInTime = async (attempt: () => Promise<string>, words: RegExp): Promise<void> => {
  let said = '';
  await waitUntil(async () => words.test((said = await attempt())), {
    deadlineMs: patienceMs,
    describe: () => `${words} is said, not: ${said}`,
  });
};

const failsWith = async (t: ExecutionContext, connection: KafkaConnection, words: RegExp): Promise<void> => {
  const publisher = kafkaPublisher({ ...connection, timeoutMs: 4000 });
  t.teardown(publisher.close);
  await saysInTime(async () => {
    const published = await publisher.publish([aMessage('any', 'c-1', 1)])();
    return E.isLeft(published) ? published.left.detail : t.fail('published');
  }, words);
  t.pass();
};

const scram = (given: Broker, more: Settings): KafkaConnection => {
  const { brokers, settings } = sasl('SCRAM-SHA-256')(given);
  return { brokers, settings: { ...settings, ...more } };
};

onKafka('a wrong password is named in what the publisher waits for', (t, given) =>
  failsWith(t, scram(given, { 'sasl.password': 'another' }), /waits for a broker at .*authentication failed/i),
);

onKafka('the reason why no broker answers is told', async (t, given) => {
  const tells = (connection: KafkaConnection, words: RegExp): Promise<void> =>
    saysInTime(async () => (await whyNoBroker(connection)) ?? t.fail('a broker answers'), words);
  await tells(scram(given, { 'sasl.password': 'another' }), /authentication failed/i);
  await tells(scram(given, { 'ssl.ca.location': given.certificates.strangersCa }), /certificate verify failed/i);
  await tells({ brokers: '127.0.0.1:1' }, /connection refused/i);
  t.pass();
});

onKafka('a broker that another authority has signed is not spoken to', (t, given) =>
  failsWith(t, scram(given, { 'ssl.ca.location': given.certificates.strangersCa }), /certificate verify failed/i),
);

onKafka('a broker whose certificate names another host is not spoken to', (t, given) =>
  failsWith(
    t,
    // The same address, by a name that the certificate does not have.
    { ...scram(given, {}), brokers: given.secured.sasl.replace('127.0.0.1', '127.1') },
    /certificate verify failed/i,
  ),
);
