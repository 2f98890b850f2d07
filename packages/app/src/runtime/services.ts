import { randomUUID } from 'node:crypto';
import { httpApi, type HttpServer, serve } from '@casm/adapter-http';
import { asyncApiDocument } from '@casm/adapter-kafka';
import { recordInWarehouse } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { HttpSettings } from '../http-settings.js';
import { UserError } from '../user-error.js';
import type { Log } from './log.js';
import { metricsOf } from './metrics.js';
import type { ApiParts, SubscriberParts } from './parts.js';

/** Something that runs until it is stopped. `stop` finishes what is in hand. */
export interface Service {
  readonly stop: () => Promise<void>;
}

/** Reads the topic into the warehouse. It can be stopped from the start on; `reading` resolves when it reads. */
export const startWarehouse = (
  { subscription, warehouse: { warehouse } }: SubscriberParts,
  log: Log,
): Service & { readonly reading: Promise<void> } => {
  const recorder = recordInWarehouse({
    warehouse,
    subscriber: randomUUID(),
    onDeadLetter: ({ kind, delivery: { partition, offset }, error }) =>
      log.warn('a message cannot be applied: see casm dwh dead-letters', { kind, ...partition, offset, error }),
    onStartOver: (partitions) =>
      log.warn('the topic was made anew since it was read: it is read again from the beginning', { partitions }),
  });
  const reading = subscription.start(recorder, (error) => log.warn('the warehouse has trouble reading', { error }));
  return { stop: subscription.close, reading };
};

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly tokens: ReadonlyMap<string, string>;
  /** The topics that the metrics name. */
  readonly topics: ReadonlyArray<string>;
  readonly settings: Pick<HttpSettings, 'limits'>;
  /** Whether this process reads the topic now; without it, it need not, to be ready. */
  readonly isReading?: () => boolean;
}

/** Serves the API. Throws a UserError if the port cannot be had. */
export const startHttp = async (
  { store, warehouse, useCases }: ApiParts,
  { host, port, tokens, topics, settings, isReading }: HttpOptions,
  log: Log,
): Promise<Service & HttpServer> => {
  const onDefect = (defect: unknown, id: string | null = null): void =>
    log.warn('a defect', { id, defect: defect instanceof Error ? (defect.stack ?? defect.message) : String(defect) });
  const app = httpApi({
    deps: useCases,
    reports: warehouse.reports,
    authenticate: (token) => tokens.get(token) ?? null,
    readiness: async () => {
      const postgres = E.isRight(await store.ping());
      if (isReading === undefined) return { ready: postgres, postgres };
      const dwh = E.isRight(await warehouse.ping()) && isReading();
      return { ready: postgres && dwh, postgres, warehouse: dwh };
    },
    metrics: metricsOf(store, topics),
    asyncApi: asyncApiDocument,
    onFailure: (failure, operation) =>
      log.warn('requests fail', {
        operation,
        cause: 'detail' in failure ? `${failure._tag}: ${failure.detail}` : failure._tag,
      }),
    onDefect,
  });
  const server = await serve(app, {
    host,
    port,
    limits: settings.limits,
    admits: store.admits,
    urgentPaths: ['/livez', '/readyz', '/metrics'],
    onDefect,
  }).catch((error: unknown) => {
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
