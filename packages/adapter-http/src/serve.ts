import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { parse } from 'node:querystring';
import { setTimeout as pause } from 'node:timers/promises';
import type Koa from 'koa';
import { replicaPreferenceOf } from './replica-preference.js';
import type { ReplicaPath } from './routes/replica-paths.js';
import { connections, type ConnectionsStatus } from './server/connections.js';
import { dispatch, type DispatchStatus } from './server/dispatch.js';
import { pacer } from './server/pacer.js';
import { faultOfParsing, isTimeout, noTunnel, onTheWire } from './server/refusals.js';
import { connectionsByDefault, defaultLimits, type ServerLimits } from './server/server-limits.js';
import { targetsOf } from './server/targets.js';

/** The options of `serve`. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Omitted members have the values of `defaultLimits`. */
  readonly limits?: Partial<ServerLimits>;
  /** The prefix of the application's paths, as for `httpApi`; the paths below are without it. None by default. */
  readonly prefix?: string;
  /** Paths that are answered while other requests are refused, such as those of probes and metrics. */
  readonly urgentPaths?: ReadonlyArray<string>;
  /** Paths, without a query, whose bodies may take any time while bytes come: `uploadPaths` of this package. */
  readonly uploadPaths?: ReadonlyArray<string>;
  /** Paths whose reads wait apart from the others if a replica answers them: `replicaPaths` of this package. */
  readonly replicaPaths?: ReadonlyArray<ReplicaPath>;
  /**
   * Called before any work for a change. False: the change is answered 503 overloaded. By default all changes are
   * admitted.
   */
  readonly admits?: () => boolean;
  /**
   * Receives defects that cannot be reported to a client: an exception of the application, or an error of the listener.
   */
  readonly onDefect: (defect: unknown) => void;
}

/** The server's state, for metrics. Reading it has no effect. */
export interface HttpServerStatus {
  readonly connections: ConnectionsStatus;
  readonly requests: DispatchStatus;
}

/** A running HTTP server. */
export interface HttpServer {
  /** http://host:port */
  readonly url: string;
  readonly status: () => HttpServerStatus;
  /** Continues to serve for `ms` milliseconds, and closes each connection with its next answer. */
  readonly drain: (ms: number) => Promise<void>;
  /**
   * Refuses new requests, lets those in flight finish, and closes the remaining connections after `graceMs`
   * milliseconds.
   */
  readonly close: (graceMs: number) => Promise<void>;
}

/**
 * The share of each turn of the event loop for sending refusals. A client sends its next request when the last one is
 * answered, so this limits the requests to refuse that arrive as well. Without a limit, 10,000 of them a second can make
 * a turn last a second; a change needs three turns.
 */
const refusalShare = 0.02;

/** A refusal is sent within this time, in milliseconds, even if refusals take more than their share then. */
const longestRefusalMs = 2000;

/** Starts to listen. Rejects with the system's error, such as EADDRINUSE. */
export const serve = async (app: Koa, options: ServeOptions): Promise<HttpServer> => {
  const { host, port, prefix = '', admits = () => true, onDefect } = options;
  const limits: ServerLimits = { connections: connectionsByDefault(), ...defaultLimits, ...options.limits };
  const { urgentPaths = [], uploadPaths = [], replicaPaths = [] } = options;
  const targets = (paths: ReadonlyArray<string>) => targetsOf(paths.map((path) => `${prefix}${path}`));
  const [isUrgentTarget, isUploadTarget] = [targets(urgentPaths), targets(uploadPaths)];
  const isUpload = ({ url }: IncomingMessage): boolean => isUploadTarget(url);
  const pace = pacer({ share: refusalShare, longestWaitMs: longestRefusalMs, now: () => performance.now() });
  const requests = dispatch({
    handle: app.callback(),
    limits,
    isUrgent: ({ url }) => isUrgentTarget(url),
    isUpload,
    isForReplica: isReadOfReplica(replicaPaths.map((use) => ({ ...use, isTarget: targets([use.path]) }))),
    admits,
    pace,
    onDefect,
  });
  const { begin, refusal } = requests;
  const linger = { ms: limits.lingerMs, bytes: limits.lingerBytes };
  const clients = connections({ most: limits.connections, begin, isUpload, refusal, pace, linger });
  const take = (request: IncomingMessage, response: ServerResponse): void => clients.take({ request, response });

  const http = createHttpServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: Math.min(limits.headersMs, limits.requestMs),
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, Math.ceil(limits.headersMs / 4)),
    // Node answers a missing Host without a body. The dispatcher answers it with a problem instead.
    requireHostHeader: false,
  });
  http.timeout = limits.inactiveMs;
  http
    .on('request', take)
    .on('checkContinue', take)
    .on('checkExpectation', take)
    .on('clientError', (error, socket) => {
      if (isTimeout(error) && clients.isUploading(socket)) return;
      const fail = (): void => clients.fail(socket, () => onTheWire(faultOfParsing(error, limits.headerBytes)));
      // All connections that were opened together and never used are late together.
      if (isTimeout(error)) pace(fail);
      else fail();
    })
    .on('connect', (_request, socket) => clients.fail(socket, () => onTheWire(noTunnel)));

  // Node's HTTP server does not listen itself. Each of its sockets passes it one request at a time.
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (accepted) => {
    const socket = clients.open(accepted);
    if (socket !== null) http.emit('connection', socket);
  });
  const bound = await listening(listener, host, port);
  listener.on('error', onDefect);
  // This event starts its checks of headersTimeout and requestTimeout.
  http.emit('listening');

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    status: () => ({ connections: clients.status(), requests: requests.status() }),
    drain: async (ms) => {
      clients.drain();
      await pause(ms);
    },
    close: async (graceMs) => {
      clients.drain();
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      clients.close();
      const cut = setTimeout(clients.cut, graceMs);
      await closed;
      clearTimeout(cut);
      http.close();
    },
  };
};

/** Whether a replica answers a read, if it can. */
const isReadOfReplica =
  (uses: ReadonlyArray<ReplicaPath & { readonly isTarget: (target: string) => boolean }>) =>
  ({ url = '', headers }: IncomingMessage): boolean => {
    const header = (name: string): string => {
      const value = headers[name.toLowerCase()];
      return typeof value === 'string' ? value : '';
    };
    if (header('Prefer') === '') return false;
    const use = uses.find(({ isTarget }) => isTarget(url));
    const query = () => parse(url.replace(/^[^?]*\??/, ''));
    return use !== undefined && replicaPreferenceOf(use, { header, query }) !== null;
  };

/** Resolves with the port once the listener listens. */
const listening = (listener: ReturnType<typeof createServer>, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, () => {
      listener.removeListener('error', reject);
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
