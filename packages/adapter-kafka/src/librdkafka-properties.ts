import type { Violation } from '@casm/core';

/** Properties of librdkafka by name. */
export type LibrdkafkaProperties = Readonly<Record<string, string | number | boolean>>;

/** The kinds of client. librdkafka logs a warning about a property of another kind. */
export type Client = 'producer' | 'consumer' | 'admin';

const allClients: ReadonlyArray<Client> = ['producer', 'consumer', 'admin'];

/*
 * The allowed properties of https://github.com/confluentinc/librdkafka/blob/v2.12.0/CONFIGURATION.md: those for connections, security
 * and throughput, whose effect on CASM's guarantees is known. All others are refused.
 */
const allowed: ReadonlyArray<readonly [names: ReadonlyArray<string>, clients: ReadonlyArray<Client>]> = [
  [
    [
      'security.protocol',
      'sasl.mechanism',
      'sasl.mechanisms',
      'sasl.username',
      'sasl.password',
      'sasl.oauthbearer.config',
      'sasl.oauthbearer.method',
      'sasl.oauthbearer.client.id',
      'sasl.oauthbearer.client.secret',
      'sasl.oauthbearer.scope',
      'sasl.oauthbearer.extensions',
      'sasl.oauthbearer.token.endpoint.url',
      'sasl.kerberos.service.name',
      'sasl.kerberos.principal',
      'sasl.kerberos.kinit.cmd',
      'sasl.kerberos.keytab',
      'sasl.kerberos.min.time.before.relogin',
      'ssl.ca.location',
      'ssl.ca.pem',
      'ssl.certificate.location',
      'ssl.certificate.pem',
      'ssl.key.location',
      'ssl.key.pem',
      'ssl.key.password',
      'ssl.keystore.location',
      'ssl.keystore.password',
      'ssl.crl.location',
      'ssl.cipher.suites',
      'ssl.curves.list',
      'ssl.sigalgs.list',
      'ssl.endpoint.identification.algorithm',
      'enable.sasl.oauthbearer.unsecure.jwt',
      'enable.ssl.certificate.verification',
      'https.ca.location',
      'https.ca.pem',
      'broker.address.family',
      'broker.address.ttl',
      'client.dns.lookup',
      'connections.max.idle.ms',
      'reconnect.backoff.ms',
      'reconnect.backoff.max.ms',
      'retry.backoff.ms',
      'retry.backoff.max.ms',
      'socket.timeout.ms',
      'socket.connection.setup.timeout.ms',
      'socket.keepalive.enable',
      'socket.nagle.disable',
      'socket.send.buffer.bytes',
      'socket.receive.buffer.bytes',
      'socket.max.fails',
      'topic.metadata.refresh.interval.ms',
      'metadata.max.age.ms',
      'metadata.recovery.strategy',
      'metadata.recovery.rebootstrap.trigger.ms',
      'receive.message.max.bytes',
      'client.rack',
      'enable.metrics.push',
    ],
    allClients,
  ],
  [['compression.codec', 'compression.type', 'compression.level', 'linger.ms', 'queue.buffering.max.ms'], ['producer']],
  [
    [
      'group.instance.id',
      'session.timeout.ms',
      'heartbeat.interval.ms',
      'max.poll.interval.ms',
      'partition.assignment.strategy',
      'queued.min.messages',
      'queued.max.messages.kbytes',
      'fetch.wait.max.ms',
      'fetch.min.bytes',
      'fetch.max.bytes',
      'fetch.message.max.bytes',
      'fetch.error.backoff.ms',
      'check.crcs',
    ],
    ['consumer'],
  ],
];

const clientsOf: ReadonlyMap<string, ReadonlyArray<Client>> = new Map(
  allowed.flatMap(([names, clients]) => names.map((name) => [name, clients] as const)),
);

const durability = 'a message counts as published when all in-sync replicas have it';
const order = 'the order of one customer’s messages rests on it';
const positions = 'the warehouse keeps its positions with its data';

/** The properties that a guarantee depends on, each with the guarantee. */
const promised: Readonly<Record<string, string>> = {
  acks: durability,
  'request.required.acks': durability,
  'enable.idempotence': order,
  'max.in.flight': order,
  'max.in.flight.requests.per.connection': order,
  'message.send.max.retries': order,
  retries: order,
  'message.timeout.ms': order,
  'delivery.timeout.ms': order,
  'request.timeout.ms': order,
  partitioner: order,
  'transactional.id': order,
  'isolation.level': 'the warehouse reads what is committed',
  'enable.auto.commit': positions,
  'enable.auto.offset.store': positions,
  'auto.commit.interval.ms': positions,
  'auto.offset.reset': positions,
  'offset.store.method': positions,
  'message.max.bytes': 'a record that is too large for its topic is known by it',
  'group.id': 'positions are kept under the name of the group',
};

const ownSetting: ReadonlySet<string> = new Set(['bootstrap.servers', 'metadata.broker.list', 'client.id']);

/** Returns the violations in properties of a configuration, each with the name of the property. */
export const propertyFaults = (properties: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> =>
  Object.entries(properties).flatMap(([name, value]) => {
    const pointer = `/${name}`;
    const promise = promised[name];
    if (promise !== undefined) return [{ pointer, rule: `must not be set: ${promise}` }];
    if (ownSetting.has(name)) return [{ pointer, rule: 'must not be set here: it has a setting of its own' }];
    if (!clientsOf.has(name)) return [{ pointer, rule: 'is not a property that can be set' }];
    return ['string', 'number', 'boolean'].includes(typeof value)
      ? []
      : [{ pointer, rule: 'must be a string, a number or a boolean' }];
  });

/** Returns the properties that apply to this kind of client. */
export const propertiesFor = (client: Client, properties: LibrdkafkaProperties): LibrdkafkaProperties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => clientsOf.get(name)?.includes(client) === true));
