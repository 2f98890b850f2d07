import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { inProcessBroker } from '@casm/adapter-kafka';
import { migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import { republishMissing } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Container } from 'inversify';
import type { Config } from '../config.js';
import { openDataDir } from '../embedded/data-dir.js';
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.js';
import { compose, parts } from '../runtime/container.js';
import { dwhSchema, type Endpoints, operationalSchema } from '../runtime/endpoints.js';
import { type Log, openLog } from '../runtime/log.js';
import { startUpkeep } from '../runtime/upkeep.js';
import { createTopics } from '../runtime/create-topics.js';
import { startRelay } from '../runtime/relay-service.js';
import { startHttp, startWarehouse } from '../runtime/services.js';
import { type Lifecycle, lifecycle, untilSignal } from '../runtime/stop-in-time.js';
import { seed } from './seed.js';
import { whatToTry } from './what-to-try.js';

export interface DevOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly seed: boolean;
}

const host = '127.0.0.1';

/** Everything in one process, on what is embedded wherever the configuration names nothing else. */
export const dev = async (config: Config, options: DevOptions, out: (text: string) => void): Promise<void> => {
  const log = openLog('human', out);
  const life = lifecycle(log);
  const signal = untilSignal();
  try {
    // A signal that comes before everything runs stops what runs already.
    await Promise.race([signal, start(config, options, life, log, out)]);
    await signal;
    out('stopping');
  } finally {
    await life.stop();
  }
};

const start = async (
  config: Config,
  options: DevOptions,
  life: Lifecycle,
  log: Log,
  out: (text: string) => void,
): Promise<void> => {
  const dataDir = await openDataDir(options.dataDir);
  life.started('the data directory', dataDir.release);
  const endpoints = await startEmbedded(config, dataDir.path, life);
  await migrateOperational({ url: endpoints.databaseUrl, schema: operationalSchema });
  await migrateWarehouse({ url: endpoints.dwhDatabaseUrl, schema: dwhSchema });

  const container = compose(endpoints);
  life.started('the store', container.get(parts.store).close);
  life.started('the data warehouse', container.get(parts.warehouse).close);
  if (options.seed) await seed(container.get(parts.useCaseDeps));
  if (config.kafkaBrokers === null) await fillForgetfulBroker(container, log);
  life.started('the upkeep', startUpkeep(container, log).stop);
  if (config.kafkaBrokers !== null) await createTopics(endpoints, log);
  const relay = startRelay(container, log);
  life.started('the relay', relay.stop);
  const warehouse = startWarehouse(container, log);
  life.started('the subscription', warehouse.stop);
  await warehouse.reading;
  const tokens = new Map([...config.tokens, [dataDir.token, 'crm']]);
  const http = await startHttp(container, { host, port: options.port, tokens, readsTopic: true }, log);
  life.started('the API', http.stop);
  out(
    whatToTry({
      url: http.url,
      tokenFile: path.join(dataDir.path, 'token'),
      brokers: endpoints.brokers,
      topic: endpoints.topic,
      reportCommand: `node '${process.argv[1] ?? 'casm'}' dwh report --data-dir '${dataDir.path}'`,
      seeded: options.seed,
    }),
  );
};

const startEmbedded = async (config: Config, dataDir: string, life: Lifecycle): Promise<Endpoints> => {
  const postgres = config.databaseUrl === null ? await startEmbeddedPostgres(dataDir) : null;
  if (postgres !== null) life.started('PostgreSQL', postgres.stop);
  const broker = config.kafkaBrokers === null ? await inProcessBroker() : null;
  if (broker !== null) life.started('the in-process broker', broker.close);
  const databaseUrl = config.databaseUrl ?? postgres?.url ?? '';
  return {
    ...config,
    databaseUrl,
    dwhDatabaseUrl: config.dwhDatabaseUrl ?? databaseUrl,
    brokers: config.kafkaBrokers ?? broker?.brokers ?? '',
    // A broker in memory is another cluster at each start: its offsets begin at 0 again.
    kafkaCluster: broker === null ? config.kafkaCluster : randomUUID(),
    readsAlone: broker !== null,
    asRoles: config.databaseUrl === null && config.dwhDatabaseUrl === null,
  };
};

/** What the in-process broker had not handed to the warehouse died with it: it is published again, before the relay goes on. */
const fillForgetfulBroker = async (container: Container, log: Log): Promise<void> => {
  const { topic } = container.get(parts.endpoints);
  const { journal } = container.get(parts.store);
  const { repair } = container.get(parts.warehouse);
  const publisher = container.get(parts.publisher);
  const again = await republishMissing({ journal, warehouse: repair, publisher, topic })();
  await publisher.close();
  if (E.isLeft(again)) throw new Error(`${again.left._tag}: ${again.left.detail}`);
  if (again.right > 0) log.info('published again from the journal what the warehouse lacks', { messages: again.right });
};
