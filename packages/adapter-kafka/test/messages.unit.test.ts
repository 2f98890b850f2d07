import test from 'ava';
import { headersOf } from '../src/message-headers.js';
import { inBatches, kafkaRecord, keyHash } from '../src/messages.js';
import { aMessage } from './a-message.js';

test('a record has the key, the body and the headers that the publisher writes', (t) => {
  const message = { ...aMessage('casm.customer', 'c-1', 2), replayedAt: '2026-02-03T08:00:00.000Z' };
  const { topic, key, value, headers, timestamp } = kafkaRecord(message);
  t.deepEqual([topic, key, value], ['casm.customer', 'c-1', 'c-1 2']);
  t.is(timestamp, Date.parse('2026-02-01T08:00:00.000Z'));
  t.deepEqual(
    Object.entries(headers),
    headersOf(message).flatMap((header) => Object.entries(header)),
  );
  t.is(headers['ce_replayedat'], message.replayedAt);
});

test('a record that is ahead of the clock has the present moment: a broker would refuse it', (t) => {
  const before = Date.now();
  const { timestamp } = kafkaRecord({ ...aMessage('t', 'c-1', 1), occurredAt: '2999-01-01T00:00:00.000Z' });
  t.true(timestamp >= before && timestamp <= Date.now());
});

test('the size of a record counts bytes, with room for key and headers', (t) => {
  const bytesOf = (body: string) => kafkaRecord({ ...aMessage('t', 'c-1', 1), body }).bytes;
  t.is(bytesOf('äöü') - bytesOf(''), 6);
  const { headers, key } = kafkaRecord(aMessage('t', 'c'.repeat(64), 1));
  t.true(bytesOf('') > JSON.stringify([headers, key]).length);
});

/** The cases of Kafka's own test, UtilsTest.testMurmur2. */
const javasHashes: Readonly<Record<string, number>> = {
  '21': -973932308,
  foobar: -790332482,
  'a-little-bit-long-string': -985981536,
  'a-little-bit-longer-string': -1486304829,
  lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58897971,
  abc: 479470107,
};

test('the hash of a key is that of the Java clients, without its sign', (t) => {
  for (const [key, hash] of Object.entries(javasHashes)) t.is(keyHash(key), hash & 0x7fffffff, key);
});

test('batches keep the order and stay below 256 KiB, and what a topic may refuse goes alone', (t) => {
  const sizes = [100, 60, 60, 60, 200, 10, 300, 300, 20, 20].map((kilobytes) => kilobytes * 1024);
  const batches = inBatches(sizes.map((bytes, index) => ({ bytes, index })));
  t.deepEqual(
    batches.map((batch) => batch.map(({ index }) => index)),
    [[0, 1, 2], [3], [4], [5], [6], [7], [8, 9]],
  );
  t.deepEqual(inBatches([]), []);
});
