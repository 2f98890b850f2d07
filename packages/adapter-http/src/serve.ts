import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type Koa from 'koa';
import { connections, type ConnectionsStatus } from './server/connections.js';
import { dispatch, type DispatchStatus } from './server/dispatch.js';
import { faultOfParsing, noTunnel, onTheWire } from './server/refusals.js';
import { connectionsByDefault, defaultLimits, type ServerLimits } from './server/server-limits.js';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Each that is left out is as `defaultLimits` says. */
  readonly limits?: Partial<ServerLimits>;
  /** Paths that are answered while other requests are refused: those of probes and metrics. */
  readonly urgentPaths?: ReadonlyArray<string>;
  /** Asked before anything is done for a change: false answers 503 overloaded. By default every change is taken in. */
  readonly admits?: () => boolean;
  /** Hears of what can be told to no client: an application that throws, a listener that the system takes away. */
  readonly onDefect: (defect: unknown) => void;
}

export interface HttpServerStatus {
  readonly connections: ConnectionsStatus;
  readonly requests: DispatchStatus;
}

export interface HttpServer {
  /** http://host:port */
  readonly url: string;
  readonly status: () => HttpServerStatus;
  /** Goes on serving for so many milliseconds, and closes each connection with its next answer. */
  readonly drain: (ms: number) => Promise<void>;
  /** Takes no new requests, lets those in flight finish, and cuts off what is left after `graceMs` milliseconds. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Listens. Rejects with the system's error, EADDRINUSE among them. */
export const serve = async (app: Koa, options: ServeOptions): Promise<HttpServer> => {
  const { host, port, urgentPaths = [], admits = () => true, onDefect } = options;
  const limits: ServerLimits = { connections: connectionsByDefault(), ...defaultLimits, ...options.limits };
  const requests = dispatch({ handle: app.callback(), limits, urgentPaths, admits, onDefect });
  const clients = connections({ most: limits.connections, begin: requests.begin, refusal: requests.refusal });
  const take = (request: IncomingMessage, response: ServerResponse): void => clients.take({ request, response });

  const http = createHttpServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: Math.min(limits.headersMs, limits.requestMs),
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, Math.ceil(limits.headersMs / 4)),
    // Node answers its absence without a body: it is looked for where a problem can be told.
    requireHostHeader: false,
  });
  http.timeout = limits.inactiveMs;
  http
    .on('request', take)
    .on('checkContinue', take)
    .on('checkExpectation', take)
    .on('clientError', (error, socket) => clients.fail(socket, onTheWire(faultOfParsing(error, limits.headerBytes))))
    .on('connect', (_request, socket) => clients.fail(socket, onTheWire(noTunnel)));

  // Node's HTTP server does not listen by itself: each of its sockets is one that gives it one request at a time.
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (accepted) => {
    const socket = clients.open(accepted);
    if (socket !== null) http.emit('connection', socket);
  });
  const bound = await listening(listener, host, port);
  listener.on('error', onDefect);
  // With that it begins to watch over headersTimeout and requestTimeout.
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

/** The port, once it listens. */
const listening = (listener: ReturnType<typeof createServer>, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, () => {
      listener.removeListener('error', reject);
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
