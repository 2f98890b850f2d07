import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@casm/embedded-postgres';
import * as E from 'fp-ts/lib/Either.js';
import { startEngineProcess, type EngineProcess } from './engine-process.js';
import { kafkaClassPath } from './kafka-files.js';
import { type KafkaSecurity, scramUsers, type SecuredPorts, securedProperties } from './secured-listeners.js';
import { waitUntil } from './wait-until.js';

const run = promisify(execFile);

/** One broker of Apache Kafka on loopback, without durability beyond its process: Kafka does not fsync. */
export interface RunningKafka {
  /** host:port, for `bootstrap.servers`. */
  readonly brokers: string;
  /** SIGKILL, as a crash; its data stays for `restart`. */
  readonly kill: () => Promise<void>;
  /** Stops it where it stands: its connections stay open, and no request is answered, until `thaw`. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** On the same port with the same data; ends it first, in good order, if it runs. Resolves when it serves. */
  readonly restart: () => Promise<void>;
  /** Gives a topic that exists other settings, such as `{ 'max.message.bytes': '300' }`. Takes some 2 s. */
  readonly alterTopic: (name: string, settings: Settings) => Promise<void>;
  /** The settings of a topic that are not the broker's, as Kafka's own tool tells them. Takes some 2 s. */
  readonly describeTopic: (name: string) => Promise<string>;
  /** Where clients come over TLS; null: nowhere. */
  readonly secured: { readonly sasl: string; readonly mutual: string } | null;
  /** A tool of Kafka's by its main class, as a command of the shell. */
  readonly toolCommand: (main: string) => string;
  /** Takes away everybody's right to a topic or a consumer group; needs an authorizer among the settings. Takes some 2 s. */
  readonly deny: (kind: 'topic' | 'group', name: string) => Promise<void>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

/** A second way to the broker, for clients that go through a proxy: a broker tells its clients where to connect next. */
export interface Detour {
  /** Where the broker listens for them. */
  readonly port: number;
  /** Where it tells them that it is. */
  readonly advertisedPort: number;
}

type Settings = Readonly<Record<string, string>>;

interface Ports {
  readonly port: number;
  readonly controllerPort: number;
  readonly detour: Detour | null;
  readonly secured: SecuredPorts | null;
}

const listeners = ({ port, controllerPort, detour, secured }: Ports): string => {
  const direct = `PLAINTEXT://127.0.0.1:${port}`;
  const overTls =
    secured === null ? [] : [`SECURED://127.0.0.1:${secured.sasl}`, `MUTUAL://127.0.0.1:${secured.mutual}`];
  const all = [
    direct,
    ...overTls,
    ...(detour === null ? [] : [`DETOUR://127.0.0.1:${detour.port}`]),
    `CONTROLLER://127.0.0.1:${controllerPort}`,
  ];
  const advertised = [direct, ...overTls, ...(detour === null ? [] : [`DETOUR://127.0.0.1:${detour.advertisedPort}`])];
  return `listeners=${all.join(',')}
advertised.listeners=${advertised.join(',')}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,DETOUR:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL,MUTUAL:SSL
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER`;
};

/* Nothing is removed for its age: a record is as old as its change, and half a minute after its start a broker looks. */
const properties = (folder: string, ports: Ports, more: Settings): string => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${ports.controllerPort}
${listeners(ports)}
log.dirs=${folder}/data
broker.heartbeat.interval.ms=1000
broker.session.timeout.ms=4000
num.partitions=4
log.retention.ms=-1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
${Object.entries(more)
  .map(([name, value]) => `${name}=${value}\n`)
  .join('')}`;

const serving = 'Kafka Server started';

/**
 * Starts a broker with an empty log; left where Java or Maven is missing, with the reason. Takes some 8 s. `more` are further settings of
 * the broker; with `security` it has listeners over TLS too.
 */
export const startKafka = async (
  detour: Detour | null = null,
  more: Settings = {},
  security: KafkaSecurity | null = null,
): Promise<E.Either<string, RunningKafka>> => {
  const classPath = await kafkaClassPath();
  if (E.isLeft(classPath)) return classPath;
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const configuration = path.join(folder, 'server.properties');
  const secured = security === null ? null : { sasl: await freePort(), mutual: await freePort() };
  const given = { ...(security === null ? {} : Object.fromEntries(securedProperties(security))), ...more };
  await writeFile(configuration, properties(folder, { port, controllerPort, detour, secured }, given));
  const storageTool = ['-cp', classPath.right, 'kafka.tools.StorageTool'];
  const { stdout } = await run('java', [...storageTool, 'random-uuid']);
  const users = security === null ? [] : scramUsers(security);
  await run('java', [...storageTool, 'format', '-t', stdout.trim(), '-c', configuration, ...users]);

  const start = async (): Promise<EngineProcess> => {
    const args = ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-cp', classPath.right, 'kafka.Kafka', configuration];
    await rm(path.join(folder, 'engine.log'), { force: true });
    const started = startEngineProcess({ command: 'java', args, folder });
    await waitUntil(
      () => {
        if (!started.isRunning()) throw new Error(`Kafka ended:\n${started.log()}`);
        return started.hasWritten(serving);
      },
      { deadlineMs: 180_000, describe: () => `Kafka serves:\n${started.log()}` },
    );
    return started;
  };
  let broker = await start();
  const brokers = `127.0.0.1:${port}`;
  return E.right({
    brokers,
    secured: secured === null ? null : { sasl: `127.0.0.1:${secured.sasl}`, mutual: `127.0.0.1:${secured.mutual}` },
    toolCommand: (main) => `java -cp '${classPath.right}' ${main}`,
    kill: () => broker.end('SIGKILL'),
    freeze: () => broker.freeze(),
    thaw: () => broker.thaw(),
    restart: async () => {
      await broker.end('SIGTERM');
      broker = await start();
    },
    alterTopic: async (name, settings) => {
      const config = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
      const tool = ['-cp', classPath.right, 'kafka.admin.ConfigCommand', '--bootstrap-server', brokers];
      const change = ['--entity-type', 'topics', '--entity-name', name, '--alter', '--add-config', config.join(',')];
      await run('java', [...tool, ...change]);
    },
    describeTopic: async (name) => {
      const tool = ['-cp', classPath.right, 'kafka.admin.ConfigCommand', '--bootstrap-server', brokers];
      const { stdout } = await run('java', [...tool, '--entity-type', 'topics', '--entity-name', name, '--describe']);
      return stdout;
    },
    deny: async (kind, name) => {
      const tool = ['-cp', classPath.right, 'org.apache.kafka.tools.AclCommand', '--bootstrap-server', brokers];
      const change = ['--add', '--deny-principal', 'User:*', '--operation', 'All', `--${kind}`, name];
      await run('java', [...tool, ...change]);
    },
    stop: async () => {
      await broker.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  });
};
