import { migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import type { Container } from 'inversify';
import type { Config } from '../config.js';
import { compose, parts } from '../runtime/container.js';
import { dwhSchema, type Endpoints, operationalSchema } from '../runtime/endpoints.js';
import { type Log, openLog } from '../runtime/log.js';
import { startUpkeep } from '../runtime/upkeep.js';
import { createTopics } from '../runtime/create-topics.js';
import { startRelay } from '../runtime/relay-service.js';
import { startHttp, startWarehouse } from '../runtime/services.js';
import { type Lifecycle, lifecycle, untilSignal } from '../runtime/stop-in-time.js';
import { UserError } from '../user-error.js';

type Need = 'CASM_DATABASE_URL' | 'CASM_DWH_DATABASE_URL' | 'CASM_KAFKA_BROKERS' | 'CASM_API_TOKENS';

/** Throws a UserError that names every setting that a command needs and does not have. */
const endpointsOf = (config: Config, ...needs: ReadonlyArray<Need>): Endpoints => {
  const given: Readonly<Record<Need, boolean>> = {
    CASM_DATABASE_URL: config.databaseUrl !== null,
    CASM_DWH_DATABASE_URL: config.dwhDatabaseUrl !== null,
    CASM_KAFKA_BROKERS: config.kafkaBrokers !== null,
    CASM_API_TOKENS: config.tokens.size > 0,
  };
  const [first, ...others] = needs
    .filter((need) => !given[need])
    .map((need) => `${need} is mandatory for this command`);
  if (first !== undefined) throw new UserError(first, ...others);
  return {
    ...config,
    databaseUrl: config.databaseUrl ?? '',
    dwhDatabaseUrl: config.dwhDatabaseUrl ?? '',
    brokers: config.kafkaBrokers ?? '',
    readsAlone: false,
    asRoles: false,
  };
};

/** Runs what `start` starts until SIGINT or SIGTERM. */
const untilStopped = async (
  endpoints: Endpoints,
  out: (line: string) => void,
  start: (container: Container, life: Lifecycle, log: Log) => Promise<void>,
): Promise<void> => {
  const log = openLog('json', out);
  const life = lifecycle(log);
  const signal = untilSignal();
  try {
    const started = start(compose(endpoints), life, log).then(() => log.info('ready'));
    // A signal that comes before everything runs stops what runs already.
    await Promise.race([signal, started]);
    await signal;
    log.info('stopping');
  } finally {
    await life.stop();
  }
};

/** The API only; `casm relay` and `casm dwh` do the rest. */
export const serveOnly = (
  config: Config,
  { host, port }: { readonly host: string; readonly port: number },
  out: (line: string) => void,
): Promise<void> =>
  untilStopped(
    endpointsOf(config, 'CASM_DATABASE_URL', 'CASM_DWH_DATABASE_URL', 'CASM_API_TOKENS'),
    out,
    async (container, life, log) => {
      life.started('the store', container.get(parts.store).close);
      life.started('the data warehouse', container.get(parts.warehouse).close);
      life.started('the upkeep', startUpkeep(container, log).stop);
      const http = await startHttp(container, { host, port, tokens: config.tokens, readsTopic: false }, log);
      life.started('the API', http.stop);
      log.info('listening', { url: http.url });
    },
  );

export const relayOnly = (config: Config, out: (line: string) => void): Promise<void> =>
  untilStopped(endpointsOf(config, 'CASM_DATABASE_URL', 'CASM_KAFKA_BROKERS'), out, async (container, life, log) => {
    await createTopics(container.get(parts.endpoints), log);
    life.started('the store', container.get(parts.store).close);
    life.started('the relay', startRelay(container, log).stop);
  });

export const warehouseOnly = (config: Config, out: (line: string) => void): Promise<void> =>
  untilStopped(
    endpointsOf(config, 'CASM_DWH_DATABASE_URL', 'CASM_KAFKA_BROKERS'),
    out,
    async (container, life, log) => {
      // It may be the first to ask for the topic, and a broker that creates what is asked for does so in its own way.
      await createTopics(container.get(parts.endpoints), log);
      life.started('the data warehouse', container.get(parts.warehouse).close);
      const { stop, reading } = startWarehouse(container, log);
      life.started('the subscription', stop);
      await reading;
    },
  );

export const migrateOnly = async (config: Config, out: (line: string) => void): Promise<void> => {
  const { databaseUrl, dwhDatabaseUrl } = endpointsOf(config, 'CASM_DATABASE_URL', 'CASM_DWH_DATABASE_URL');
  const operational = await migrateOperational({ url: databaseUrl, schema: operationalSchema });
  const warehouse = await migrateWarehouse({ url: dwhDatabaseUrl, schema: dwhSchema });
  out(`${operationalSchema}: ${operational.join(', ') || 'up to date'}`);
  out(`${dwhSchema}: ${warehouse.join(', ') || 'up to date'}`);
};
