import { IncomingMessage } from 'node:http';

/** The request of a message on the diagnostics channel `http.server.request.start`: Node has parsed it. */
export const requestIn = (message: unknown): IncomingMessage | undefined =>
  typeof message === 'object' && message !== null && 'request' in message && message.request instanceof IncomingMessage
    ? message.request
    : undefined;
