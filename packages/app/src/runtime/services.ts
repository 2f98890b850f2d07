import { randomUUID } from 'node:crypto';
import { httpApi, type HttpServer, serve } from '@casm/adapter-http';
import { recordInWarehouse } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Container } from 'inversify';
import { UserError } from '../user-error.js';
import { parts } from './container.js';
import { topicsOf } from './endpoints.js';
import type { Log } from './log.js';
import { metricsOf } from './metrics.js';

/** Something that runs until it is stopped. `stop` finishes what is in hand. */
export interface Service {
  readonly stop: () => Promise<void>;
}

/** Reads the topic into the warehouse. It can be stopped from the start on; `reading` resolves when it reads. */
export const startWarehouse = (container: Container, log: Log): Service & { readonly reading: Promise<void> } => {
  const subscription = container.get(parts.subscription);
  const { warehouse } = container.get(parts.warehouse);
  const reading = subscription.start(recordInWarehouse(warehouse, randomUUID()), (error) =>
    log.warn('the warehouse has trouble reading', { error }),
  );
  return { stop: subscription.close, reading };
};

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly tokens: ReadonlyMap<string, string>;
  /** Whether this process must also be reading the topic to be ready. */
  readonly readsTopic: boolean;
}

/** Serves the API. Throws a UserError if the port cannot be had. */
export const startHttp = async (
  container: Container,
  { host, port, tokens, readsTopic }: HttpOptions,
  log: Log,
): Promise<Service & HttpServer> => {
  const [store, warehouse] = [container.get(parts.store), container.get(parts.warehouse)];
  const app = httpApi({
    deps: container.get(parts.useCaseDeps),
    reports: warehouse.reports,
    authenticate: (token) => tokens.get(token) ?? null,
    readiness: async () => {
      const postgres = E.isRight(await store.ping());
      if (!readsTopic) return { ready: postgres, postgres };
      const dwh = E.isRight(await warehouse.ping()) && container.get(parts.subscription).isReading();
      return { ready: postgres && dwh, postgres, warehouse: dwh };
    },
    metrics: metricsOf(store, topicsOf(container.get(parts.endpoints))),
    onDefect: (defect, id) =>
      log.warn('a defect', { id, defect: defect instanceof Error ? (defect.stack ?? defect.message) : String(defect) }),
  });
  const server = await serve(app, { host, port }).catch((error: unknown) => {
    throw new UserError(`the API cannot listen on ${host}:${port}: ${reasonOf(error)}`);
  });
  return { ...server, stop: () => server.close(5000) };
};

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? 'the port is in use (choose another with --port)'
    : error instanceof Error
      ? error.message
      : String(error);
