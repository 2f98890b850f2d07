import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { inProcessBroker } from '@casm/adapter-kafka';
import { migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import { republishMissing } from '@casm/core';
import { type Log, startRelay, startWarehouse } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../config.js';
import { type DataDir, openDataDir } from '../embedded/data-dir.js';
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.js';
import { unreadLimit } from '../embedded/unread-limit.js';
import { startAuthentication } from '../runtime/authentication.js';
import { startCampaignWorkers } from '../runtime/campaign-workers.js';
import { mustBeUsable } from '../runtime/check-databases.js';
import { composeAll } from '../runtime/container.js';
import { createTopics } from '../runtime/create-topics.js';
import { storeDatabase, warehouseDatabase } from '../runtime/databases.js';
import type { Decorators } from '../runtime/decorators.js';
import { mustReachKafka } from '../runtime/kafka-connection.js';
import { openProcessLog, type ProcessLog } from '../runtime/log.js';
import { dwhSchema, operationalSchema, topicsOf } from '../runtime/names.js';
import type { RelayParts, SubscriberParts } from '../runtime/parts.js';
import { startHttp } from '../runtime/http-service.js';
import { openTracing } from '../runtime/tracing/open-tracing.js';
import { type Lifecycle, lifecycle, untilSignal } from '../runtime/stop-in-time.js';
import { startApiUpkeep } from '../runtime/upkeep.js';
import type { ApiSettings, RelaySettings, SubscriberSettings } from '../settings.js';
import { UserError } from '../user-error.js';
import { createExampleCustomers } from './example-customers.js';
import { seedCatalogue } from './seed.js';
import { whatToTry } from './what-to-try.js';

type Out = (text: string) => void;

export interface DevOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly seed: boolean;
}

const host = '127.0.0.1';

/** Everything in one process, on what is embedded wherever the configuration names nothing else. */
export const dev = async (config: Config, options: DevOptions, decorators: Decorators, out: Out): Promise<void> => {
  const log = openProcessLog({ format: 'human', level: config.operations.logLevel, write: out });
  const life = lifecycle(log);
  const signal = untilSignal();
  try {
    // A signal that comes before everything runs stops what runs already.
    await Promise.race([signal, start({ config, options, decorators, life, log, out })]);
    await signal;
    out('stopping');
  } finally {
    await life.stop();
  }
};

interface Start {
  readonly config: Config;
  readonly options: DevOptions;
  readonly decorators: Decorators;
  readonly life: Lifecycle;
  readonly log: ProcessLog;
  readonly out: Out;
}

const start = async ({ config, options, decorators, life, log, out }: Start): Promise<void> => {
  await mustReachKafka(config);
  const dataDir = await openDataDir(options.dataDir);
  life.started('the data directory', dataDir.release);
  const tokens = tokensWith(dataDir, config.tokens);
  const settings = await startEmbedded(config, dataDir.path, life);
  await migrateAll(settings);

  const tracing = await openTracing('casm-dev', log);
  life.started('the traces', tracing.stop);
  const composed = composeAll(settings, tracing.decorate(decorators));
  const { api } = composed;
  api.events.on('batch', tracing.batch);
  const { relay, subscriber, fill } =
    config.kafkaBrokers === null ? onForgetfulBroker(composed, settings.topic, log) : { ...composed, fill: null };
  life.started('the store', api.store.close);
  life.started('the replica', async () => api.replica?.close());
  life.started('the data warehouse', api.warehouse.close);
  if (options.seed) {
    await seedCatalogue(api.store.catalogue);
    await createExampleCustomers(api.useCases);
  }
  if (fill === null)
    life.started('the making of the topics', (await createTopics(settings, topicsOf(settings), log)).stop);
  const warehouse = startWarehouse({ ...subscriber, warehouse: subscriber.warehouse.warehouse, log });
  life.started('the subscription', warehouse.stop);
  await warehouse.reading;
  if (fill !== null) {
    life.started('the republication', fill.stop);
    await fill.run();
  }
  life.started('the upkeep', startApiUpkeep(api, settings, log).stop);
  const publishing = startRelay({ ...relay, topics: topicsOf(settings), log });
  relay.events.on('committed', publishing.nudge);
  life.started('the relay', publishing.stop);
  const authentication = startAuthentication({ ...config, tokens }, api.store.apiKeys, log);
  life.started('the authentication', authentication.stop);
  const campaigns = startCampaignWorkers(api, settings, log);
  life.started('the campaigns', campaigns.stop);
  const http = await startHttp(
    api,
    {
      host,
      port: options.port,
      access: authentication.access,
      clientLimits: config.clientLimits,
      deadlineMs: config.deadlineMs,
      topics: topicsOf(settings),
      settings: config.http,
      probes: config.operations,
      // Nobody who presses Ctrl-C wants to wait for balancers.
      drainMs: 0,
      operations: config.installation.operations,
      onCampaignMove: campaigns.nudge,
      traces: tracing.requests,
      beside: { relay: publishing, warehouse: { ...warehouse, ping: api.warehouse.ping } },
    },
    log,
  );
  life.started('the API', http.stop, http.stopMs);
  out(
    whatToTry({
      url: http.url,
      tokenFile: path.join(dataDir.path, 'token'),
      brokers: settings.kafkaBrokers,
      topic: settings.topic,
      reportCommand: `node '${process.argv[1] ?? 'casm'}' dwh report --data-dir '${dataDir.path}'`,
      seeded: options.seed,
    }),
  );
};

/** Both schemas, each on a database that is checked before and, for the roles that work there, after. */
const migrateAll = async (settings: ApiSettings): Promise<void> => {
  const asOwner = { ...settings, databaseRole: null, dwhDatabaseRole: null };
  const [store, warehouse] = [storeDatabase(asOwner, 'owner'), warehouseDatabase(asOwner, 'owner')];
  await mustBeUsable([store, warehouse]);
  await migrateOperational(store);
  await migrateWarehouse(warehouse);
  await mustBeUsable([storeDatabase(settings, 'service'), warehouseDatabase(settings, 'subscriber')]);
};

const devClient = 'crm';

/** The configured tokens and that of the folder, which must be nobody else's. */
const tokensWith = ({ path: folder, token }: DataDir, configured: Config['tokens']): ReadonlyMap<string, string> => {
  const other = configured?.get(token) ?? devClient;
  if (other !== devClient)
    throw new UserError(
      `CASM_API_TOKENS must not give ${other} the token of ${devClient} in ${path.join(folder, 'token')}`,
    );
  return new Map([...(configured ?? []), [token, devClient]]);
};

/** Starts what the configuration does not name. */
const startEmbedded = async (
  config: Config,
  dataDir: string,
  life: Lifecycle,
): Promise<ApiSettings & RelaySettings & SubscriberSettings> => ({
  ...config,
  ...(await databases(config, dataDir, life)),
  ...(await broker(config, life)),
});

const databases = async ({ databaseUrl, dwhDatabaseUrl }: Config, dataDir: string, life: Lifecycle) => {
  if (databaseUrl !== null && dwhDatabaseUrl !== null)
    return { databaseUrl, databaseRole: null, dwhDatabaseUrl, dwhDatabaseRole: null };
  const { url, stop } = await startEmbeddedPostgres(dataDir);
  life.started('PostgreSQL', stop);
  return {
    databaseUrl: databaseUrl ?? url,
    // The embedded one's superuser works as the roles that the migrations make.
    databaseRole: databaseUrl === null ? `${operationalSchema}_service` : null,
    dwhDatabaseUrl: dwhDatabaseUrl ?? url,
    dwhDatabaseRole: dwhDatabaseUrl === null ? `${dwhSchema}_subscriber` : null,
  };
};

const broker = async ({ kafkaBrokers, kafkaCluster }: Config, life: Lifecycle) => {
  if (kafkaBrokers !== null) return { kafkaBrokers, kafkaCluster, readsExclusively: false };
  const { brokers, close } = await inProcessBroker();
  life.started('the in-process broker', close);
  // A broker in memory is another cluster at each start: its offsets begin at 0 again. It answers a fetch only when its wait is over.
  return {
    kafkaBrokers: brokers,
    kafkaProperties: {},
    kafkaCluster: randomUUID(),
    readsExclusively: true,
    fetchWaitMs: 10,
  };
};

/** The in-process broker drops the oldest of a partition beyond 5 MiB, read or not. */
const unreadLimitBytes = 3 * 1024 * 1024;
/** Less than the relay's lease lasts. */
const relayWaitMs = 2000;
const forAsLongAsItTakesMs = 0x7fffffff;

interface Fill {
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * The parts, so that the in-process broker loses nothing that the warehouse has not read. What it had not handed over died
 * with it: that is published again, once the warehouse reads and before the relay goes on.
 */
const onForgetfulBroker = (
  { relay, subscriber }: { readonly relay: RelayParts; readonly subscriber: SubscriberParts },
  topic: string,
  log: Log,
): { readonly relay: RelayParts; readonly subscriber: SubscriberParts; readonly fill: Fill } => {
  const limit = unreadLimit({ topic, limitBytes: unreadLimitBytes });
  const publisher = limit.publisher(relay.newPublisher(), forAsLongAsItTakesMs);
  const run = async (): Promise<void> => {
    const { journal } = relay.store;
    const { repair: warehouse } = subscriber.warehouse;
    const again = await republishMissing({ journal, warehouse, publisher, topic, now: () => new Date() })();
    await publisher.close();
    if (E.isLeft(again)) throw new Error(`${again.left._tag}: ${again.left.detail}`);
    if (again.right > 0)
      log.info('published again from the journal what the warehouse lacks', { messages: again.right });
  };
  return {
    relay: { ...relay, newPublisher: () => limit.publisher(relay.newPublisher(), relayWaitMs) },
    subscriber: { ...subscriber, subscription: limit.subscription(subscriber.subscription) },
    fill: { run, stop: publisher.close },
  };
};
