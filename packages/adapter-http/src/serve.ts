import { createServer } from 'node:http';
import type Koa from 'koa';
import { refuseOverload } from './refuse-overload.js';

export interface HttpServer {
  /** http://host:port */
  readonly url: string;
  /** Takes no new requests, lets those in flight finish, and cuts off what is left after `grace` milliseconds. */
  readonly close: (grace: number) => Promise<void>;
}

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Asked before anything is done for a write: false answers 503 overloaded. By default every write is taken in. */
  readonly admits?: () => boolean;
}

/** Listens. Rejects with the system's error, EADDRINUSE among them. */
export const serve = async (app: Koa, { host, port, admits = () => true }: ServeOptions): Promise<HttpServer> => {
  const handle = app.callback();
  const refuses = refuseOverload(admits);
  let closing = false;
  const server = createServer((request, response) => {
    // On a connection that stays open the next request would come to a server that is about to go.
    if (closing) response.setHeader('Connection', 'close');
    if (!refuses(request, response)) void handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async (grace) => {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearTimeout(cut);
    },
  };
};
