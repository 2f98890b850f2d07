import { propertyFaults, type LibrdkafkaProperties } from '@casm/adapter-kafka';
import type { Violation } from '@casm/core';
import { label } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { filePath, json, text, word } from './kinds.js';
import { maskAll, maskProperties } from './mask.js';
import type { Read } from './read-settings.js';
import { setting } from './setting.js';

const name = text(label(1, 1024), 'text');

/** The properties of librdkafka that have a setting of their own, by their names there. */
const byProperty = {
  'security.protocol': setting({
    name: 'CASM_KAFKA_SECURITY_PROTOCOL',
    meaning: 'how the brokers are spoken to',
    kind: word('PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'),
    byDefault: null,
    defaultInWords: '`PLAINTEXT`',
  }),
  'sasl.mechanism': setting({
    name: 'CASM_KAFKA_SASL_MECHANISM',
    meaning: 'how a client says who it is',
    kind: word('PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'),
    byDefault: null,
  }),
  'sasl.username': setting({
    name: 'CASM_KAFKA_SASL_USERNAME',
    meaning: 'the user, for `PLAIN` and `SCRAM`',
    kind: name,
    byDefault: null,
  }),
  'sasl.password': setting({
    name: 'CASM_KAFKA_SASL_PASSWORD',
    meaning: 'its password',
    kind: name,
    byDefault: null,
    mask: maskAll,
  }),
  'ssl.ca.location': setting({
    name: 'CASM_KAFKA_SSL_CA_LOCATION',
    meaning: 'the certificates (PEM) that the brokers’ are signed by',
    kind: filePath,
    byDefault: null,
    defaultInWords: 'those of the system',
  }),
  'ssl.certificate.location': setting({
    name: 'CASM_KAFKA_SSL_CERTIFICATE_LOCATION',
    meaning: 'the certificate (PEM) of this client, where brokers ask for one',
    kind: filePath,
    byDefault: null,
  }),
  'ssl.key.location': setting({
    name: 'CASM_KAFKA_SSL_KEY_LOCATION',
    meaning: 'its private key (PEM)',
    kind: filePath,
    byDefault: null,
  }),
  'ssl.key.password': setting({
    name: 'CASM_KAFKA_SSL_KEY_PASSWORD',
    meaning: 'the password of that key',
    kind: name,
    byDefault: null,
    mask: maskAll,
  }),
};

const nameOf = (property: keyof typeof byProperty): string => byProperty[property].name;

/** The other properties: those with a setting of their own are given there, so that no two can contradict each other. */
const otherProperties = (input: unknown): E.Either<ReadonlyArray<Violation>, LibrdkafkaProperties> => {
  if (!t.UnknownRecord.is(input) || Array.isArray(input))
    return E.left([{ pointer: '', rule: 'must be a JSON object' }]);
  const own = Object.entries(byProperty).flatMap(([property, { name: its }]) =>
    property in input ? [{ pointer: `/${property}`, rule: `must be set by ${its}` }] : [],
  );
  const faults = [...own, ...propertyFaults(input)];
  return t.record(t.string, t.union([t.string, t.number, t.boolean])).is(input) && faults.length === 0
    ? E.right(input)
    : E.left(faults);
};

const properties = setting({
  name: 'CASM_KAFKA_PROPERTIES',
  meaning:
    'further [properties of librdkafka](../how-to/connect-to-a-secured-kafka.md#further-properties) by their own names; one that a promise rests on is refused',
  kind: json(otherProperties, 'JSON object', { type: 'object' }),
  byDefault: null,
  mask: maskProperties,
});

export const kafkaSecuritySettings = [...Object.values(byProperty), properties];

/** How clients reach the cluster, as properties of librdkafka. `refuse` hears of settings that do not go together. */
export const kafkaProperties = (read: Read, refuse: (line: string) => void): LibrdkafkaProperties => {
  const own: Record<string, string> = {};
  for (const [property, each] of Object.entries(byProperty)) {
    const value = read<string, null>(each);
    if (value !== null) own[property] = value;
  }
  conflictsIn(own).forEach(refuse);
  return { ...read(properties), ...own };
};

const conflictsIn = (own: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const protocol = own['security.protocol'] ?? 'PLAINTEXT';
  const mechanism = own['sasl.mechanism'];
  const [needsSsl, needsSasl] = ['ssl.', 'sasl.'].map((prefix) =>
    Object.entries(byProperty)
      .filter(([property]) => property.startsWith(prefix) && property in own)
      .map(([, each]) => each.name),
  );
  const mandatory = (property: keyof typeof byProperty, because: string): ReadonlyArray<string> =>
    property in own ? [] : [`${nameOf(property)} is mandatory with ${because}`];
  return [
    ...(protocol.endsWith('SSL')
      ? []
      : (needsSsl ?? []).map((given) => `${given} needs ${nameOf('security.protocol')} SSL or SASL_SSL`)),
    ...(protocol.startsWith('SASL')
      ? mandatory('sasl.mechanism', `${nameOf('security.protocol')} ${protocol}`)
      : (needsSasl ?? []).map((given) => `${given} needs ${nameOf('security.protocol')} SASL_SSL or SASL_PLAINTEXT`)),
    ...(mechanism === undefined || mechanism === 'OAUTHBEARER'
      ? []
      : [
          ...mandatory('sasl.username', `${nameOf('sasl.mechanism')} ${mechanism}`),
          ...mandatory('sasl.password', `${nameOf('sasl.mechanism')} ${mechanism}`),
        ]),
    ...('ssl.certificate.location' in own ? mandatory('ssl.key.location', nameOf('ssl.certificate.location')) : []),
    ...('ssl.key.location' in own ? mandatory('ssl.certificate.location', nameOf('ssl.key.location')) : []),
  ];
};
