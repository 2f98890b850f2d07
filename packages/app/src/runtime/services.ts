import { httpApi, type HttpServer, serve } from '@casm/adapter-http';
import { asyncApiDocument } from '@casm/adapter-kafka';
import type { CustomerOperation, ReadFailure } from '@casm/core';
import type { Log, RelayService, Service, WarehouseService } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import type { HttpSettings } from '../http-settings.js';
import { UserError } from '../user-error.js';
import { metricsOf } from './metrics.js';
import type { ApiParts } from './parts.js';

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly tokens: ReadonlyMap<string, string>;
  /** The topics that the metrics name. */
  readonly topics: ReadonlyArray<string>;
  readonly settings: Pick<HttpSettings, 'limits'>;
  /** What is served beside the reads. */
  readonly operations: ReadonlyArray<CustomerOperation>;
  /** Where this process publishes and reads the topic as well: it must be reading, to be ready. */
  readonly beside?: {
    readonly relay: Pick<RelayService, 'waits'>;
    readonly warehouse: Pick<WarehouseService, 'waits'>;
  };
}

/** Serves the API. Throws a UserError if the port cannot be had. */
export const startHttp = async (
  { store, warehouse, useCases }: ApiParts,
  { host, port, tokens, topics, settings, operations, beside }: HttpOptions,
  log: Log,
): Promise<Service & HttpServer> => {
  const onDefect = (defect: unknown, id: string | null = null): void =>
    log.warn('a defect', { id, defect: defect instanceof Error ? (defect.stack ?? defect.message) : String(defect) });
  const app = httpApi({
    deps: useCases,
    operations,
    reports: warehouse.reports,
    authenticate: (token) => tokens.get(token) ?? null,
    readiness: async () => {
      const pinged = await store.ping();
      const postgres = E.isRight(pinged);
      if (beside === undefined) return { ready: postgres, postgres, problems: problemsIn(pinged) };
      const dwhPinged = await warehouse.ping();
      const reading = beside.warehouse.waits();
      const waits = [...(reading === null ? [] : [reading]), ...beside.relay.waits()];
      const dwh = E.isRight(dwhPinged) && reading === null;
      const problems = problemsIn(pinged, dwhPinged);
      return { ready: postgres && dwh, postgres, warehouse: dwh, kafka: waits.length === 0, waits, problems };
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

/** What an operator has to mend; an outage is none. */
const problemsIn = (...pings: ReadonlyArray<E.Either<ReadFailure, void>>): ReadonlyArray<string> =>
  pings.flatMap((pinged) =>
    E.isLeft(pinged) && pinged.left._tag === 'StoreMisconfigured' ? [pinged.left.detail] : [],
  );

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? 'the port is in use (choose another with --port)'
    : error instanceof Error
      ? error.message
      : String(error);
