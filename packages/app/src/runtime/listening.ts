import { type HttpServer, type httpApi, serve, type ServeOptions } from '@casm/adapter-http';
import { UserError } from '../user-error.js';

/** Listens; `choice` is what helps where the port is in use. Throws a UserError if the port cannot be had. */
export const listening = (
  app: ReturnType<typeof httpApi>,
  options: ServeOptions,
  choice: string,
): Promise<HttpServer> =>
  serve(app, options).catch((error: unknown) => {
    throw new UserError(`the API cannot listen on ${options.host}:${options.port}: ${reasonOf(error, choice)}`);
  });

const reasonOf = (error: unknown, choice: string): string =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? `the port is in use (choose ${choice})`
    : error instanceof Error
      ? error.message
      : String(error);
