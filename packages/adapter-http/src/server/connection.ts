import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientSocket } from './client-socket.js';

/** A request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ConnectionOptions {
  readonly socket: ClientSocket;
  /** Handles one request. */
  readonly begin: (exchange: Exchange) => void;
  readonly isUpload: (request: IncomingMessage) => boolean;
  readonly onBusy: () => void;
  readonly onIdle: () => void;
}

export interface Connection {
  /** Whether a request that arrived as a whole may be refused without being parsed. Call `refused` after doing so. */
  readonly mayRefuse: () => boolean;
  readonly refused: () => void;
  /** Handles a parsed request, after the answers to earlier requests of the connection. */
  readonly take: (exchange: Exchange) => void;
  /** Sends the answer to an unparsable or late request after all earlier answers, then closes. */
  readonly fail: (answer: () => Buffer) => void;
  /** Whether the last request that began has not arrived as a whole. */
  readonly isReceiving: () => boolean;
  /** Whether every request is answered, and no byte of another has arrived. */
  readonly isIdle: () => boolean;
  /** A body is being read that may take longer than other requests. */
  readonly isUploading: () => boolean;
  /** Makes the next answer the last one. */
  readonly closeWithNext: () => void;
  /** Closes immediately if idle, else after the current answer. */
  readonly close: () => void;
  readonly cut: () => void;
}

/**
 * How long the connection waits for the end of a body whose request was answered, in milliseconds. The client keeps the
 * connection if the body ends in time.
 */
const unreadBodyMs = 5000;

/**
 * A connection that answers its requests one after another, as RFC 9112 requires if one of them is unsafe. Requests
 * pipelined behind the current one stay unparsed.
 */
export const connection = ({ socket, begin, isUpload, onBusy, onIdle }: ConnectionOptions): Connection => {
  let current: Exchange | null = null;
  let latest: IncomingMessage | null = null;
  /** Requests that were parsed together with the end of the current one. */
  const waiting: Array<Exchange> = [];
  let farewell: Buffer | null = null;
  let bytesWhenIdle = 0;
  let isUsed = false;
  let isLast = false;
  let isClosing = false;

  const makeCurrent = (exchange: Exchange): void => {
    current = exchange;
    latest = exchange.request;
    if (isLast) announceClose();
    exchange.response.once('close', () => ended(exchange));
  };

  /** The header tells the client that no later request was begun, so it may send them again. */
  const announceClose = (): void => {
    if (current === null || waiting.length > 0 || farewell !== null || current.response.headersSent) return;
    current.response.setHeader('Connection', 'close');
  };

  const ended = ({ request }: Exchange): void => {
    current = null;
    // Closed by the client.
    if (socket.destroyed) return;
    // After an answer with `Connection: close`. A socket that lingers gives way to a new connection.
    if (!socket.writable) return onIdle();
    if (request.complete) latest = null;
    else closeUnlessComplete(request);
    const next = waiting.shift();
    if (next !== undefined) startInNextTurn(next);
    else if (farewell !== null) sayFarewell(farewell);
    else if (isClosing) socket.destroySoon();
    else {
      bytesWhenIdle = socket.bytesRead;
      isUsed = true;
      onIdle();
    }
  };

  /**
   * Yields between pipelined requests. If answers are immediate, the 2,000 requests of one read would otherwise delay
   * all other connections.
   */
  const startInNextTurn = (next: Exchange): void => {
    makeCurrent(next);
    setImmediate(() => {
      if (!next.response.destroyed) begin(next);
      if (waiting.length === 0) socket.release();
    });
  };

  const isReceiving = (): boolean => latest !== null && !latest.complete;

  const closeUnlessComplete = (request: IncomingMessage): void => {
    const close = setTimeout(() => socket.destroySoon(), unreadBodyMs).unref();
    request.once('close', () => clearTimeout(close));
  };

  const sayFarewell = (answer: Buffer): void => {
    socket.write(answer);
    socket.closeLingering();
    onIdle();
  };

  const isIdle = (): boolean =>
    current === null && farewell === null && !isReceiving() && socket.bytesRead === bytesWhenIdle;

  return {
    // Node closes a connection on which it has parsed nothing in time, so the first request is always parsed.
    mayRefuse: () => isUsed && current === null && farewell === null && !isLast && !isClosing,
    refused: () => {
      bytesWhenIdle = socket.bytesRead;
      onBusy();
      onIdle();
    },
    take: (exchange) => {
      if (farewell !== null) return;
      if (current === null) {
        onBusy();
        makeCurrent(exchange);
        return begin(exchange);
      }
      waiting.push(exchange);
      socket.hold();
    },
    fail: (answer) => {
      if (farewell !== null || socket.isLingering) return;
      if (!socket.writable) return void socket.destroy();
      // The body of an answered request took too long, or cannot be parsed.
      if (current === null && isReceiving()) return socket.destroySoon();
      socket.hold();
      if (current === null) {
        // No byte of a request has arrived: a connection opened in advance is closed without an answer.
        if (isIdle()) socket.destroy();
        else sayFarewell(answer());
      } else if (current.request.complete) farewell = answer();
      else if (current.response.headersSent) socket.destroy();
      else {
        // The handler of the request is told by the close that no more of its body comes.
        socket.write(answer());
        socket.closeAtOnce();
      }
    },
    isReceiving,
    isIdle,
    isUploading: () => current !== null && !current.request.complete && isUpload(current.request),
    closeWithNext: () => {
      isLast = true;
      announceClose();
    },
    close: () => {
      isClosing = true;
      if (current !== null || socket.isLingering) return;
      if (socket.isRefusing) {
        socket.sendRefusal();
        socket.closeLingering();
      } else if (isReceiving()) socket.destroySoon();
      else socket.destroy();
    },
    cut: () => socket.destroy(),
  };
};
