import test from 'ava';
import { connectionFaults, kafkaPublisher, propertyFaults } from '../src/index.js';
import { propertiesFor } from '../src/librdkafka-properties.js';
import { missingFeatures } from '../src/missing-features.js';

test('a property that a guarantee depends on is refused by name', (t) => {
  for (const name of ['acks', 'enable.idempotence', 'partitioner', 'isolation.level', 'enable.auto.commit', 'group.id'])
    t.regex(propertyFaults({ [name]: 'any' })[0]?.rule ?? '', /^must not be set: /, name);
  t.regex(propertyFaults({ 'bootstrap.servers': 'a:1' })[0]?.rule ?? '', /has a setting of its own/);
  t.regex(propertyFaults({ 'plugin.library.paths': '/a' })[0]?.rule ?? '', /is not a property that can be set/);
  t.throws(() => kafkaPublisher({ brokers: 'a:1', settings: { acks: 0 } }), { message: /acks must not be set/ });
});

test('every invalid property has a violation, also one of the wrong type', (t) => {
  t.deepEqual(
    propertyFaults({ acks: 1, nothing: 1, 'client.rack': ['a'], 'linger.ms': 5 }).map(({ pointer }) => pointer),
    ['/acks', '/nothing', '/client.rack'],
  );
});

test('each kind of client gets its own properties', (t) => {
  const given = { 'client.rack': 'a', 'linger.ms': 5, 'fetch.min.bytes': 1 };
  t.deepEqual(propertiesFor('producer', given), { 'client.rack': 'a', 'linger.ms': 5 });
  t.deepEqual(propertiesFor('consumer', given), { 'client.rack': 'a', 'fetch.min.bytes': 1 });
  t.deepEqual(propertiesFor('admin', given), { 'client.rack': 'a' });
});

test('a feature that the build of librdkafka lacks is named with the property that requires it', (t) => {
  const bare = ['gzip', 'sasl', 'sasl_plain', 'sasl_oauthbearer'];
  t.deepEqual(missingFeatures({ 'security.protocol': 'PLAINTEXT' }, []), []);
  t.deepEqual(
    missingFeatures({ 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'SCRAM-SHA-512' }, bare).map((fault) =>
      fault.replace(/ and this build.*/, ''),
    ),
    [
      'security.protocol sasl_ssl needs a librdkafka with ssl,',
      'sasl.mechanism SCRAM-SHA-512 needs a librdkafka with sasl_scram,',
    ],
  );
  const oidc = {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'OAUTHBEARER',
    'sasl.oauthbearer.method': 'oidc',
  };
  t.regex(missingFeatures(oidc, bare).join(), /^sasl\.oauthbearer\.method oidc needs .*libcurl/);
});

test('unreadable files are reported without connecting', async (t) => {
  const settings = { 'security.protocol': 'SSL', 'ssl.ca.location': '/nowhere/ca.pem' };
  t.regex((await connectionFaults({ settings })).join(), /ssl\.ca\.location/);
  t.deepEqual(await connectionFaults({}), []);
});
