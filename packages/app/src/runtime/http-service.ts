import {
  type AnsweredRequest,
  httpApi,
  type HttpServer,
  probePaths,
  replicaPaths,
  type RequestTracer,
  uploadPaths,
} from '@casm/adapter-http';
import { asyncApiDocument } from '@casm/adapter-kafka';
import type { CustomerOperation } from '@casm/core';
import type { Config, OperationsSettings } from '../config.js';
import type { HttpSettings } from '../configuration/http-settings.js';
import { causeOf } from './cause-of.js';
import { defectsTo } from './defects.js';
import type { Authentication } from './authentication.js';
import type { HealthOptions } from './health.js';
import type { Log, Service } from '@casm/services';
import { listening } from './listening.js';
import type { ProcessLog } from './log.js';
import { operationsOf } from './operations.js';
import type { ApiParts } from './parts.js';
import { startProbes } from './probes-listener.js';

export interface HttpOptions extends Pick<HealthOptions, 'beside'> {
  readonly host: string;
  readonly port: number;
  /** What each client may take of this process. */
  readonly clientLimits: Config['clientLimits'];
  /** The time in which a request is answered, in milliseconds. */
  readonly deadlineMs: number;
  /** Who may come in. */
  readonly access: Authentication['access'];
  /** The topics that the metrics name. */
  readonly topics: ReadonlyArray<string>;
  readonly settings: HttpSettings;
  readonly probes: Pick<OperationsSettings, 'host' | 'port'>;
  /** How long the API is served on after `stop`, in milliseconds, where the settings say nothing. */
  readonly drainMs: number;
  /** What is served beside the reads. */
  readonly operations: ReadonlyArray<CustomerOperation>;
  /** Called when a campaign was moved: its workers look at once. */
  readonly onCampaignMove: () => void;
  /** Undefined: requests are not traced. */
  readonly traces: RequestTracer | undefined;
}

export interface HttpService extends Service {
  readonly url: string;
  /** Where the probes are; null: on the API's listener. */
  readonly operationsUrl: string | null;
  /** How long `stop` may take, in milliseconds. */
  readonly stopMs: number;
}

/** For the answer to a request whose deadline ends with the time for what is in progress, in milliseconds. */
const answerMs = 500;

/** Serves the API, and tells of this process. Throws a UserError if a port cannot be had. */
export const startHttp = async (parts: ApiParts, options: HttpOptions, log: ProcessLog): Promise<HttpService> => {
  const { host, settings } = options;
  const drainMs = settings.drainMs ?? options.drainMs;
  /** For what is in progress when the drain is over. */
  const graceMs = options.deadlineMs + answerMs;
  let [api, apart]: [HttpServer | null, HttpServer | null] = [null, null];
  const { store, replica, warehouse, events } = parts;
  const operations = operationsOf({
    ...options,
    store,
    replica,
    events,
    pools: () => ({ ...store.status().pools, ...replica?.status().pools, ...warehouse.pools() }),
    log,
    server: () => api?.status() ?? null,
  });
  const onDefect = defectsTo(log);
  const { probes, onLoginFailure, onReplicaRead } = operations;
  const onAnswered = (request: AnsweredRequest): void => {
    operations.onAnswered(request);
    log.debug('request', { ...request });
  };
  const close = async (): Promise<void> => {
    await api?.close(graceMs);
    await apart?.close(0);
    await operations.stop();
  };
  try {
    await operations.known;
    const withProbes = options.probes.port === null;
    api = await listening(
      apiOf(parts, options, log, {
        ...(withProbes ? probes : {}),
        ...(replica === null ? {} : { replica: { reads: replica, onRead: onReplicaRead } }),
        onLoginFailure,
        onDefect,
        onAnswered,
      }),
      {
        host,
        port: options.port,
        limits: settings.limits,
        admits: store.admits,
        urgentPaths: withProbes ? probePaths : [],
        uploadPaths,
        replicaPaths: replica === null ? [] : replicaPaths,
        onDefect,
      },
      'another --port',
    );
    if (options.probes.port !== null)
      apart = await startProbes(probes, { host: options.probes.host ?? host, port: options.probes.port }, log);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: api.url,
    operationsUrl: apart?.url ?? null,
    stopMs: drainMs + graceMs + 1000,
    stop: async () => {
      operations.drain();
      await api?.drain(drainMs);
      await close();
    },
  };
};

type ApiOptions = Parameters<typeof httpApi>[0];

const apiOf = (
  { store, warehouse, useCases }: ApiParts,
  {
    access,
    clientLimits,
    deadlineMs,
    settings: { maxBodyBytes, mostExports, corsOrigins },
    operations,
    onCampaignMove: onMove,
    traces,
  }: HttpOptions,
  log: Log,
  told: Pick<
    ApiOptions,
    'readiness' | 'metrics' | 'openMetrics' | 'replica' | 'onLoginFailure' | 'onDefect' | 'onAnswered'
  >,
) =>
  httpApi({
    deps: useCases,
    operations,
    campaigns: {
      campaigns: store.campaigns,
      campaignLoading: store.campaignLoading,
      newId: useCases.newId,
      now: () => new Date().toISOString(),
      onMove,
    },
    reports: warehouse.reports,
    operator: {
      backlog: store.backlog,
      parked: store.parked,
      leases: store.leases,
      deadLetters: warehouse.deadLetters,
    },
    ...access,
    clientLimits,
    timeoutMs: deadlineMs,
    corsOrigins,
    ...(maxBodyBytes === null ? {} : { maxBodyBytes }),
    ...(mostExports === null ? {} : { mostExports }),
    asyncApi: asyncApiDocument,
    onFailure: (failure, operation, request) =>
      log.warn('requests fail', { operation, cause: causeOf(failure), ...request }),
    ...(traces === undefined ? {} : { traces }),
    ...told,
  });
