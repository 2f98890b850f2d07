import { migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import { type Log, startRelay, startWarehouse } from '@casm/services';
import type { Config } from '../config.js';
import { composeApi, composeRelay, composeSubscriber } from '../runtime/container.js';
import { createTopics } from '../runtime/create-topics.js';
import type { Decorators } from '../runtime/decorators.js';
import { openLog } from '../runtime/log.js';
import { dwhSchema, operationalSchema, topicsOf } from '../runtime/names.js';
import { startHttp } from '../runtime/services.js';
import { type Lifecycle, lifecycle, untilSignal } from '../runtime/stop-in-time.js';
import { startApiUpkeep } from '../runtime/upkeep.js';
import { apiSettings, migrateSettings, relaySettings, subscriberSettings } from '../settings.js';

type Out = (line: string) => void;

/** Runs what `start` starts until SIGINT or SIGTERM. */
const untilStopped = async (out: Out, start: (life: Lifecycle, log: Log) => Promise<void>): Promise<void> => {
  const log = openLog('json', out);
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

/** The API only; `casm relay` and `casm dwh` do the rest. */
export const serveOnly = (
  config: Config,
  { host, port }: { readonly host: string; readonly port: number },
  decorators: Decorators,
  out: Out,
): Promise<void> => {
  const settings = apiSettings(config);
  return untilStopped(out, async (life, log) => {
    const parts = composeApi(settings, decorators);
    life.started('the store', parts.store.close);
    life.started('the data warehouse', parts.warehouse.close);
    life.started('the upkeep', startApiUpkeep(parts, settings.requestIdHours, log).stop);
    const http = await startHttp(
      parts,
      {
        host,
        port,
        tokens: settings.tokens,
        topics: topicsOf(settings),
        settings: config.http,
        operations: config.installation.operations,
      },
      log,
    );
    life.started('the API', http.stop);
    log.info('listening', { url: http.url });
  });
};

export const relayOnly = (config: Config, decorators: Decorators, out: Out): Promise<void> => {
  const settings = relaySettings(config);
  return untilStopped(out, async (life, log) => {
    await createTopics(settings, log);
    const parts = composeRelay(settings, decorators);
    life.started('the store', parts.store.close);
    life.started('the relay', startRelay({ ...parts, topics: topicsOf(settings), log }).stop);
  });
};

export const warehouseOnly = (config: Config, decorators: Decorators, out: Out): Promise<void> => {
  const settings = subscriberSettings(config);
  return untilStopped(out, async (life, log) => {
    // It may be the first to ask for the topic, and a broker that creates what is asked for does so in its own way.
    await createTopics(settings, log);
    const parts = composeSubscriber(settings, decorators);
    life.started('the data warehouse', parts.warehouse.close);
    const { stop, reading } = startWarehouse({
      subscription: parts.subscription,
      warehouse: parts.warehouse.warehouse,
      log,
    });
    life.started('the subscription', stop);
    await reading;
  });
};

export const migrateOnly = async (config: Config, out: Out): Promise<void> => {
  const { databaseUrl, dwhDatabaseUrl } = migrateSettings(config);
  const operational = await migrateOperational({ url: databaseUrl, schema: operationalSchema });
  const warehouse = await migrateWarehouse({ url: dwhDatabaseUrl, schema: dwhSchema });
  out(`${operationalSchema}: ${operational.join(', ') || 'up to date'}`);
  out(`${dwhSchema}: ${warehouse.join(', ') || 'up to date'}`);
};
