import { customerOperations } from '@casm/core';
import test from 'ava';
import { type Config, readConfig } from '../src/config.js';
import { UserError } from '../src/user-error.js';

/** Nothing from outside. */
const product = { operations: customerOperations, rules: [] };

type Settings = Readonly<Record<string, string>>;

/** The lines that a person reads; none where the settings are taken. */
const linesOf = (settings: Settings): ReadonlyArray<string> => {
  try {
    readConfig({ environment: settings, file: null }, product);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.lines;
    throw error;
  }
};

const url = 'must be a URL such as postgres://user:password@host:5432/database';
const percent = 'must have each "%" in its user name, password, host and database written as %25';
const escaped =
  'must have each "/", "?", "#" and "@" in its user name, password and database written as %2F, %3F, %23, %40';
const hosts = 'must have several hosts before its database (host1:5432,host2:5432), not in a parameter';
const broker =
  'must be one or more host:port, separated by commas, with ports from 1 to 65535 and IPv6 addresses in brackets';
const token =
  'must be one or more client:token, separated by commas, with tokens of 16 or more letters, digits and "-._~+/", "=" at their ends';

/** Each wrong value holds the word secret where a person could have one. */
const wrong: ReadonlyArray<readonly [name: string, value: string, rule: string]> = [
  ['CASM_DATABASE_URL', 'mysql://user:secret@host/db', url],
  ['CASM_DATABASE_URL', 'postgres://user:secret@host:99999/db', url],
  ['CASM_DATABASE_URL', 'postgres://user:secret#1@host/db', escaped],
  ['CASM_DATABASE_URL', 'secret', url],
  ['CASM_DATABASE_URL', 'casm:secret@db:5432/casm', url],
  ['CASM_DATABASE_URL', 'postgres:/casm:secret@db/casm', url],
  ['CASM_DATABASE_URL', 'jdbc:postgresql://casm:secret@db/casm', url],
  ['CASM_DATABASE_URL', 'postgres://casm:12/secret@db/casm', escaped],
  ['CASM_DATABASE_URL', 'postgres://casm:12?secret@db/casm', escaped],
  ['CASM_DATABASE_URL', 'postgres://casm:12#secret@db/casm', escaped],
  ['CASM_MIGRATION_DATABASE_URL', 'postgres://casm:secret@one:1,two:99999/casm', url],
  ['CASM_REPLICA_DATABASE_URL', 'postgres://casm:secret@/casm?host=one,two', hosts],
  ['CASM_REPLICA_DATABASE_URL', 'postgres://casm:secret@one/casm?port=1,2', hosts],
  ['CASM_DATABASE_URL', 'postgres://user:100%secret@host/db', percent],
  ['CASM_DATABASE_URL', 'postgres://100%secret:x@host/db', percent],
  ['CASM_DATABASE_URL', 'postgres://user:x@host/100%secret', percent],
  [
    'CASM_DWH_DATABASE_URL',
    'postgres://user:secret@host/db?sslmode=verify-full&sslrootcert=/nowhere/at-all.pem',
    'must name certificates and keys that can be read',
  ],
  ['CASM_DWH_DATABASE_URL', 'postgres://user:%secret@host/db', percent],
  ['CASM_REPLICA_DATABASE_URL', 'mysql://user:secret@host/db', url],
  ['CASM_KAFKA_BROKERS', 'kafka:99999', broker],
  ['CASM_KAFKA_BROKERS', 'kafka:0', broker],
  ['CASM_KAFKA_BROKERS', 'kafka', broker],
  ['CASM_KAFKA_BROKERS', '::1:9092', broker],
  ['CASM_KAFKA_BROKERS', '[::1::]:9092', broker],
  ['CASM_KAFKA_BROKERS', 'kafka:9092,', broker],
  ['CASM_KAFKA_BROKERS', 'kafka-1:9092 kafka-2:9092', broker],
  ['CASM_KAFKA_BROKERS', 'http://kafka:9092', broker],
  [
    'CASM_KAFKA_CLUSTER',
    'a\u001bsecret',
    'must be a string of 1 to 64 characters, without control or formatting characters',
  ],
  [
    'CASM_KAFKA_TOPIC',
    'a topic',
    'must be the name of a topic: letters, digits, ".", "_" and "-", at most 249, neither "." nor ".."',
  ],
  ['CASM_KAFKA_NEW_TOPICS', 'many', 'must be JSON'],
  ['CASM_KAFKA_NEW_TOPICS', '{"replicas":1}', '/partitions is mandatory'],
  ['CASM_KAFKA_NEW_TOPICS', '{"partitions":0,"replicas":1}', '/partitions must be a whole number from 1 to 10000'],
  ['CASM_PUBLICATION_RULES', '{', 'must be JSON'],
  [
    'CASM_PUBLICATION_RULES',
    '[{"topic":"casm.customer"}]',
    '/0/topic must not be casm.customer: it carries every version, and a rule would leave something out there',
  ],
  [
    'CASM_PUBLICATION_RULES',
    '[{"topic":"a","operations":["move"]}]',
    `/0/operations/0 must be one of ${customerOperations.map(({ name }) => name).join(', ')}`,
  ],
  ['CASM_TIME_ZONE', 'Mars', 'must be the IANA name of a time zone, such as Europe/Vienna'],
  ['CASM_API_TOKENS', 'crm', token],
  ['CASM_API_TOKENS', 'crm:secret', token],
  ['CASM_API_TOKENS', ':secret-secret-secret', token],
  ['CASM_API_TOKENS', 'crm:secret secret secret', token],
  ['CASM_API_TOKENS', 'crm:secret-secret-secret\u00e9', token],
  ['CASM_API_TOKENS', 'crm:secret-secret-secret,', token],
  ['CASM_API_TOKENS', `${'c'.repeat(129)}:secret-secret-secret`, token],
  [
    'CASM_API_TOKENS',
    'crm:secret-secret-secret,ordering:secret-secret-secret',
    'must give no two clients, and none twice, the same token',
  ],
  ['CASM_JWT_ISSUERS', 'https://login.example', 'must be JSON'],
  ['CASM_JWT_ISSUERS', '[{"issuer":"https://login.example"}]', '/0/audience is mandatory'],
  [
    'CASM_JWT_ISSUERS',
    '[{"issuer":"http://secret.example","audience":"casm"}]',
    '/0/issuer must be an https URL without a user or a password; http is allowed for this machine only',
  ],
  [
    'CASM_JWT_ISSUERS',
    '[{"issuer":"https://login.example","audience":"casm","jwksUri":"https://:secret@login.example/keys"}]',
    '/0/jwksUri must be an https URL without a user or a password; http is allowed for this machine only',
  ],
  [
    'CASM_JWT_ISSUERS',
    '[{"issuer":"https://login.example","audience":"casm","algorithms":["HS256"]}]',
    '/0/algorithms/0 must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519',
  ],
  ['CASM_OUTBOX_CEILING', '0', 'must be a whole number from 1 to 999999999'],
  ['CASM_OUTBOX_CEILING', '1e3', 'must be a whole number from 1 to 999999999'],
  ['CASM_MAX_BATCH', '-1', 'must be a whole number from 1 to 999999999'],
  ['CASM_MAX_WAIT_MS', '0.5', 'must be a whole number from 1 to 3600000'],
  ['CASM_MAX_QUEUE', 'many', 'must be a whole number from 1 to 999999999'],
  ['CASM_BATCHES_IN_FLIGHT', '0x1', 'must be a whole number from 1 to 100'],
  ['CASM_CAMPAIGN_WORKERS', '5', 'must be a whole number from 0 to 4'],
  ['CASM_REQUEST_ID_HOURS', '23', 'must be a whole number from 24 to 87600'],
  ['CASM_KEEP_ALIVE_SECONDS', '99999999', 'must be a whole number from 1 to 86400'],
  ['CASM_MAX_CONNECTIONS', '0', 'must be a whole number from 1 to 999999999'],
  [
    'CASM_CORS_ORIGINS',
    'https://crm.example,*',
    'must be one or more origins such as https://crm.example, separated by commas, and none of them "*"',
  ],
  ['CASM_MAX_BODY_BYTES', '1000000', 'must be a whole number from 1024 to 131072'],
  ['CASM_OPERATIONS_PORT', '65536', 'must be a whole number from 0 to 65535'],
  ['CASM_DRAIN_SECONDS', '-1', 'must be a whole number from 0 to 86400'],
];

test('whatever is wrong with a setting is one line with its name, and none of its secrets', (t) => {
  for (const [name, value, rule] of wrong) {
    const lines = linesOf({ [name]: value });
    t.deepEqual(lines, [`${name} ${rule}`], `${name} ${value}`);
    t.notRegex(lines.join(), /secret/);
  }
});

test('what is wrong with several is told together', (t) => {
  const all = {
    CASM_TIME_ZONE: 'Mars',
    CASM_MAX_BATCH: '0',
    CASM_PUBLICATION_RULES: '[{"topic":"a b"},{"topik":"a"}]',
  };
  t.deepEqual(
    linesOf(all).map((line) => line.replace(/ must.*/, '')),
    [
      'CASM_PUBLICATION_RULES /0/topic',
      'CASM_PUBLICATION_RULES /1/topic is mandatory',
      'CASM_PUBLICATION_RULES /1/topik is not a known member',
      'CASM_TIME_ZONE',
      'CASM_MAX_BATCH',
    ],
  );
});

const settings = {
  databaseUrl: ['CASM_DATABASE_URL', ' postgres://user:100%25@[::1]:5432/db?sslmode=disable\n'],
  kafkaBrokers: ['CASM_KAFKA_BROKERS', 'kafka_1.example:9092, [::1]:9093 ,10.0.0.1:1'],
  tokens: ['CASM_API_TOKENS', 'crm:one-two-three-four, crm:five-six-seven-eight=='],
  timeZone: ['CASM_TIME_ZONE', 'Europe/Vienna'],
} as const;

const read = (): Config =>
  readConfig(
    { environment: Object.fromEntries(Object.values(settings).map(([name, value]) => [name, value])), file: null },
    product,
  );

test('blanks after commas and around a value are nothing, and a client may have two tokens', (t) => {
  t.like(read(), {
    databaseUrl: 'postgres://user:100%25@[::1]:5432/db?sslmode=disable',
    dwhDatabaseUrl: 'postgres://user:100%25@[::1]:5432/db?sslmode=disable',
    kafkaBrokers: 'kafka_1.example:9092,[::1]:9093,10.0.0.1:1',
    timeZone: 'Europe/Vienna',
  });
  t.deepEqual(
    [...(read().tokens ?? [])],
    [
      ['one-two-three-four', 'crm'],
      ['five-six-seven-eight==', 'crm'],
    ],
  );
});

test('every form of a database URL that the driver and the adapter know is taken as it is', (t) => {
  for (const given of [
    'postgres://casm@r1:5432,r2:5432/casm',
    'postgresql://casm:100%25@r1,[::1]:5433/casm?sslmode=disable',
    'postgres://u@/db?host=/run/postgresql',
    'postgres:///db',
    'postgres://db/casm?user=a@b&application_name=casm@here',
  ])
    t.is(
      readConfig({ environment: { CASM_REPLICA_DATABASE_URL: given }, file: null }, product).replicaDatabaseUrl,
      given,
    );
});

test('a setting without a value counts as one that is not there', (t) => {
  const blank = Object.fromEntries(wrong.map(([name]) => [name, ' ']));
  t.deepEqual(
    readConfig({ environment: blank, file: null }, product),
    readConfig({ environment: {}, file: null }, product),
  );
});

/** Settings that do not go together: each line that is told. */
const together: ReadonlyArray<readonly [Settings, ReadonlyArray<string>]> = [
  [
    { CASM_KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' },
    ['CASM_KAFKA_SASL_MECHANISM is mandatory with CASM_KAFKA_SECURITY_PROTOCOL SASL_SSL'],
  ],
  [
    { CASM_KAFKA_SECURITY_PROTOCOL: 'sasl_ssl', CASM_KAFKA_SASL_MECHANISM: 'plain' },
    [
      'CASM_KAFKA_SASL_USERNAME is mandatory with CASM_KAFKA_SASL_MECHANISM PLAIN',
      'CASM_KAFKA_SASL_PASSWORD is mandatory with CASM_KAFKA_SASL_MECHANISM PLAIN',
    ],
  ],
  [
    { CASM_KAFKA_SASL_PASSWORD: 'secret', CASM_KAFKA_SSL_CA_LOCATION: '/ca.pem' },
    [
      'CASM_KAFKA_SSL_CA_LOCATION needs CASM_KAFKA_SECURITY_PROTOCOL SSL or SASL_SSL',
      'CASM_KAFKA_SASL_PASSWORD needs CASM_KAFKA_SECURITY_PROTOCOL SASL_SSL or SASL_PLAINTEXT',
    ],
  ],
  [
    { CASM_KAFKA_SECURITY_PROTOCOL: 'SSL', CASM_KAFKA_SSL_CERTIFICATE_LOCATION: '/a.pem' },
    ['CASM_KAFKA_SSL_KEY_LOCATION is mandatory with CASM_KAFKA_SSL_CERTIFICATE_LOCATION'],
  ],
  [
    { CASM_KAFKA_PROPERTIES: '{"acks":0,"sasl.password":"secret","nothing":1}' },
    [
      'CASM_KAFKA_PROPERTIES /sasl.password must be set by CASM_KAFKA_SASL_PASSWORD',
      'CASM_KAFKA_PROPERTIES /acks must not be set: a message counts as published when all in-sync replicas have it',
      'CASM_KAFKA_PROPERTIES /nothing is not a property that can be set',
    ],
  ],
];

test('the limits for each client are those of the settings, and there is none by default', (t) => {
  const limitsBy = (environment: Settings) => readConfig({ environment, file: null }, product).clientLimits;
  t.deepEqual(limitsBy({}), { refusalDelayMs: 1000 });
  const settings = {
    CASM_CLIENT_RATE: '500',
    CASM_CLIENT_BURST: '50',
    CASM_CLIENT_CONCURRENCY: '64',
    CASM_CLIENT_REFUSAL_DELAY_MS: '0',
  };
  t.deepEqual(limitsBy(settings), { ratePerSecond: 500, burst: 50, concurrency: 64, refusalDelayMs: 0 });
});

test('settings of Kafka that do not go together are refused, and none fails open', (t) => {
  for (const [given, lines] of together) t.deepEqual(linesOf(given), lines);
});

test('the settings of Kafka become properties of librdkafka', (t) => {
  const given = {
    CASM_KAFKA_SECURITY_PROTOCOL: 'sasl_ssl',
    CASM_KAFKA_SASL_MECHANISM: 'scram-sha-512',
    CASM_KAFKA_SASL_USERNAME: 'casm',
    CASM_KAFKA_SASL_PASSWORD: 'a password',
    CASM_KAFKA_PROPERTIES: '{"client.rack":"a"}',
  };
  t.deepEqual(readConfig({ environment: given, file: null }, product).kafkaProperties, {
    'security.protocol': 'SASL_SSL',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.username': 'casm',
    'sasl.password': 'a password',
    'client.rack': 'a',
  });
});
