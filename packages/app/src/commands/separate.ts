import type { Probes } from '@casm/adapter-http';
import { listenForCommits, migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import { type Log, startRelay, startWarehouse } from '@casm/services';
import type { Config } from '../config.js';
import { startAuthentication } from '../runtime/authentication.js';
import { type ConfiguredDatabase, usableOnceReached, whatIsOutOfReach } from '../runtime/check-databases.js';
import { composeApi, composeRelay, composeSubscriber } from '../runtime/container.js';
import { createTopics } from '../runtime/create-topics.js';
import { storeDatabase, warehouseDatabase } from '../runtime/databases.js';
import type { Decorators } from '../runtime/decorators.js';
import { startCampaignWorkers } from '../runtime/campaign-workers.js';
import { openProcessLog, type ProcessLog } from '../runtime/log.js';
import { mustReachKafka } from '../runtime/kafka-connection.js';
import { operationalSchema, topicsOf } from '../runtime/names.js';
import { startProbes } from '../runtime/probes-listener.js';
import { relayOperations } from '../runtime/relay-operations.js';
import { subscriberOperations } from '../runtime/subscriber-operations.js';
import { startHttp } from '../runtime/http-service.js';
import { openTracing } from '../runtime/tracing/open-tracing.js';
import { type Lifecycle, lifecycle, untilSignal } from '../runtime/stop-in-time.js';
import { isThisMachine } from '../runtime/this-machine.js';
import { startApiUpkeep } from '../runtime/upkeep.js';
import { UserError } from '../user-error.js';
import { apiSettings, migrateSettings, relaySettings, subscriberSettings } from '../settings.js';

type Out = (line: string) => void;

/** Runs what `start` starts until SIGINT or SIGTERM. */
const untilStopped = async (
  { operations: { logLevel } }: Config,
  out: Out,
  start: (life: Lifecycle, log: ProcessLog) => Promise<void>,
): Promise<void> => {
  const log = openProcessLog({ format: 'json', level: logLevel, write: out });
  const life = lifecycle(log);
  const signal = untilSignal();
  try {
    const started = start(life, log).then(() => log.info('ready'));
    // A signal that comes before everything runs stops what runs already.
    await Promise.race([signal, started]);
    await signal;
    log.info('stopping');
  } finally {
    await life.stop();
  }
};

/** Longer than it takes a balancer that asks once a second to see that this process is not ready, three times. */
const serveDrainMs = 4000;

/** Whoever can reach the listener may do everything. */
const mustBeOfThisMachine = (host: string): void => {
  if (!isThisMachine(host))
    throw new UserError(
      `CASM_AUTH=none serves this machine only: --host must be 127.0.0.1, ::1 or localhost, not ${host}`,
    );
};

/** The API only; `casm relay` and `casm dwh` do the rest. */
export const serveOnly = (
  config: Config,
  { host, port }: { readonly host: string; readonly port: number },
  decorators: Decorators,
  out: Out,
): Promise<void> => {
  const settings = apiSettings(config);
  if (config.auth === 'none') mustBeOfThisMachine(host);
  return untilStopped(config, out, async (life, log) => {
    const outOfReach = await whatIsOutOfReach([
      storeDatabase(settings, 'service'),
      warehouseDatabase(settings, 'subscriber'),
    ]);
    // Each request is answered that the store is unavailable; readiness checks again.
    for (const cause of outOfReach ?? []) log.warn('a database cannot be checked', { cause });
    const tracing = await openTracing('casm-serve', log);
    life.started('the traces', tracing.stop);
    const parts = composeApi(settings, tracing.decorate(decorators));
    parts.events.on('batch', tracing.batch);
    life.started('the store', parts.store.close);
    life.started('the replica', async () => parts.replica?.close());
    life.started('the data warehouse', parts.warehouse.close);
    life.started('the upkeep', startApiUpkeep(parts, settings, log).stop);
    const authentication = startAuthentication(config, parts.store.apiKeys, log);
    life.started('the authentication', authentication.stop);
    const campaigns = startCampaignWorkers(parts, settings, log);
    life.started('the campaigns', campaigns.stop);
    const http = await startHttp(
      parts,
      {
        host,
        port,
        access: authentication.access,
        clientLimits: config.clientLimits,
        deadlineMs: config.deadlineMs,
        topics: topicsOf(settings),
        settings: config.http,
        probes: config.operations,
        drainMs: serveDrainMs,
        operations: config.installation.operations,
        onCampaignMove: campaigns.nudge,
        traces: tracing.requests,
      },
      log,
    );
    life.started('the API', http.stop, http.stopMs);
    log.info('listening', {
      url: http.url,
      ...(http.operationsUrl === null ? {} : { operationsUrl: http.operationsUrl }),
    });
  });
};

/** Serves the probes where the settings name a port for them. */
const probesOf = async (
  { operations: { host, port } }: Config,
  probes: Required<Probes>,
  life: Lifecycle,
  log: Log,
): Promise<void> => {
  if (port === null) return;
  const listener = await startProbes(probes, { host: host ?? '127.0.0.1', port }, log);
  life.started('the listener of the probes', () => listener.close(0));
  log.info('listening', { operationsUrl: listener.url });
};

export const relayOnly = async (config: Config, decorators: Decorators, out: Out): Promise<void> => {
  const settings = relaySettings(config);
  await mustReachKafka(settings);
  return untilStopped(config, out, async (life, log) => {
    const tracing = await openTracing('casm-relay', log);
    life.started('the traces', tracing.stop);
    const parts = composeRelay(settings, tracing.decorate(decorators));
    life.started('the store', parts.store.close);
    const topics = topicsOf(settings);
    const operations = relayOperations(parts.store, topics, log);
    life.started('the probes', operations.stop);
    // The process is alive while it waits for the database.
    await probesOf(config, operations.probes, life, log);
    await usableOnceReached([storeDatabase(settings, 'service')], 'the relay', log);
    life.started('the making of the topics', (await createTopics(settings, topics, log)).stop);
    const relay = startRelay({ ...parts, topics, log, onPublished: operations.onPublished });
    operations.tellOf(relay);
    life.started('the relay', relay.stop);
    const commits = listenForCommits({
      url: settings.databaseUrl,
      schema: operationalSchema,
      onCommit: relay.nudge,
      onTrouble: (error) => log.warn('announcements of commits are not heard; the outbox is polled', { error }),
    });
    life.started('the listener', commits.stop);
  });
};

export const warehouseOnly = async (config: Config, decorators: Decorators, out: Out): Promise<void> => {
  const settings = subscriberSettings(config);
  await mustReachKafka(settings);
  return untilStopped(config, out, async (life, log) => {
    const tracing = await openTracing('casm-dwh', log);
    life.started('the traces', tracing.stop);
    const parts = composeSubscriber(settings, tracing.decorate(decorators));
    life.started('the data warehouse', parts.warehouse.close);
    const operations = subscriberOperations(parts.warehouse, parts.lag, log);
    life.started('the probes', operations.stop);
    await probesOf(config, operations.probes, life, log);
    await usableOnceReached([warehouseDatabase(settings, 'subscriber')], 'the warehouse', log);
    // It may be the first to ask for the topic, and a broker that creates what is asked for does so in its own way.
    life.started('the making of the topic', (await createTopics(settings, [settings.topic], log)).stop);
    const service = startWarehouse({
      subscription: parts.subscription,
      warehouse: operations.measured(parts.warehouse.warehouse),
      log,
    });
    operations.tellOf(service);
    life.started('the subscription', service.stop);
    await service.reading;
  });
};

/** The database with the setting that an operator knows it by, where that is another one than as a rule. */
const namedBy = (database: ConfiguredDatabase, setting: string, isAnother: boolean): ConfiguredDatabase =>
  isAnother ? { ...database, setting } : database;

export const migrateOnly = async (config: Config, out: Out): Promise<void> => {
  const settings = migrateSettings(config);
  const store = namedBy(
    storeDatabase(settings, 'owner'),
    'CASM_MIGRATION_DATABASE_URL',
    settings.databaseUrl !== config.databaseUrl,
  );
  const warehouse = namedBy(
    warehouseDatabase(settings, 'owner'),
    'CASM_DWH_MIGRATION_DATABASE_URL',
    settings.dwhDatabaseUrl !== config.dwhDatabaseUrl,
  );
  // What cannot be reached is told by the migration.
  await whatIsOutOfReach([store, warehouse]);
  const applied = { store: await migrateOperational(store), warehouse: await migrateWarehouse(warehouse) };
  out(`${store.schema}: ${applied.store.join(', ') || 'up to date'}`);
  out(`${warehouse.schema}: ${applied.warehouse.join(', ') || 'up to date'}`);
};
