import { connect } from 'node:net';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { freePort, kafkaMissing, startKafka } from '../src/index.js';

const accepts = (brokers: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [host, port] = brokers.split(':');
    const socket = connect(Number(port), host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

onKafka('Kafka can be killed and started again under the same addresses', async (t) => {
  const detour = await freePort();
  const kafka = await startKafka({ port: detour, advertisedPort: detour });
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  const { brokers, kill, restart, stop } = kafka.right;
  t.teardown(stop);
  t.true(await accepts(brokers));
  await kill();
  t.false(await accepts(brokers));
  await restart();
  t.true(await accepts(brokers));
  t.true(await accepts(`127.0.0.1:${detour}`));
});
