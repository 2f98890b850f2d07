import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientSocket } from './client-socket.js';

/** A request with the answer that it is to get. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ConnectionOptions {
  readonly socket: ClientSocket;
  /** Answers one request. */
  readonly begin: (exchange: Exchange) => void;
  readonly onBusy: () => void;
  readonly onIdle: () => void;
}

export interface Connection {
  /** Whether a request that just came as a whole may be answered without being parsed; then `refused` says that it was. */
  readonly mayRefuse: () => boolean;
  readonly refused: () => void;
  /** A request was parsed: it begins now, or when the answers before it are sent. */
  readonly take: (exchange: Exchange) => void;
  /** Sends the answer to what cannot be parsed, or does not come in time, after all answers before it; then closes. */
  readonly fail: (answer: Buffer) => void;
  /** From now on the next answer is the last one. */
  readonly closeWithNext: () => void;
  /** Closes at once if it is idle, or else with the answer in hand. */
  readonly close: () => void;
  readonly cut: () => void;
}

/** How long a client may go on sending a body after its request was answered, in milliseconds. */
const lingerMs = 5000;

/**
 * A connection whose requests are answered one after the other, as RFC 9112 asks for wherever one of them is unsafe. What is
 * pipelined behind them stays unparsed.
 */
export const connection = ({ socket, begin, onBusy, onIdle }: ConnectionOptions): Connection => {
  let current: Exchange | null = null;
  /** Parsed together with the end of the one before it. */
  const waiting: Array<Exchange> = [];
  let farewell: Buffer | null = null;
  let bytesWhenIdle = 0;
  let isUsed = false;
  let isLast = false;
  let isClosing = false;

  const makeCurrent = (exchange: Exchange): void => {
    current = exchange;
    if (isLast) announceClose();
    exchange.response.once('close', () => ended(exchange));
  };

  /** The client learns from the header that nothing behind this answer was begun, and may send it again. */
  const announceClose = (): void => {
    if (current === null || waiting.length > 0 || farewell !== null || current.response.headersSent) return;
    current.response.setHeader('Connection', 'close');
  };

  const ended = ({ request }: Exchange): void => {
    current = null;
    // Closed by the client, or after an answer that said so.
    if (!socket.writable) return;
    if (!request.complete) cutUnlessComplete(request);
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
   * Where answers have nothing to wait for, the 2,000 requests of one read would otherwise be answered before anybody else's
   * is looked at.
   */
  const startInNextTurn = (next: Exchange): void => {
    makeCurrent(next);
    setImmediate(() => {
      if (!next.response.destroyed) begin(next);
      if (waiting.length === 0) socket.release();
    });
  };

  const cutUnlessComplete = (request: IncomingMessage): void => {
    const cut = setTimeout(() => socket.destroy(), lingerMs).unref();
    request.once('close', () => clearTimeout(cut));
  };

  const sayFarewell = (answer: Buffer): void => {
    socket.write(answer);
    socket.destroySoon();
  };

  return {
    // Node closes a connection on which it has parsed nothing in time: the first request is always parsed.
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
      if (farewell !== null) return;
      if (!socket.writable) return void socket.destroy();
      socket.hold();
      if (current === null) {
        // Nothing of a request has come: a connection that was opened ahead of its use is closed without a word.
        if (socket.bytesRead === bytesWhenIdle) socket.destroy();
        else sayFarewell(answer);
      } else if (current.request.complete) farewell = answer;
      else if (current.response.headersSent) socket.destroy();
      else sayFarewell(answer);
    },
    closeWithNext: () => {
      isLast = true;
      announceClose();
    },
    close: () => {
      isClosing = true;
      if (current === null) socket.destroy();
    },
    cut: () => socket.destroy(),
  };
};
