import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface RawClient {
  readonly socket: Socket;
  readonly send: (...pieces: ReadonlyArray<string | Buffer>) => void;
  /** All received bytes, as text. */
  readonly received: () => string;
  /** Resolves when the received text satisfies the condition. Rejects after 20 s, or if the connection closes first. */
  readonly until: (isWanted: (received: string) => boolean) => Promise<string>;
  /** Resolves with all received text when the connection closes. Rejects after 20 s. */
  readonly closed: () => Promise<string>;
}

const deadlineMs = 20_000;

/** A client that sends raw bytes, valid HTTP or not. */
export const rawClient = async (url: string): Promise<RawClient> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (piece) => (text += String(piece)));
  // Most of these tests wait for the server to reset the connection.
  socket.on('error', () => socket.destroy());
  const when = async (isOver: () => boolean, isVain: () => boolean): Promise<string> => {
    const deadline = Date.now() + deadlineMs;
    while (!isOver()) {
      if (isVain()) throw new Error(`closed after ${JSON.stringify(text.slice(-500))}`);
      if (Date.now() > deadline) throw new Error(`not within ${deadlineMs} ms: ${JSON.stringify(text.slice(-500))}`);
      await pause(5);
    }
    return text;
  };
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    send: (...pieces) => {
      for (const piece of pieces) socket.write(piece);
    },
    received: () => text,
    until: (isWanted) =>
      when(
        () => isWanted(text),
        () => socket.closed,
      ),
    closed: () =>
      when(
        () => socket.closed,
        () => false,
      ),
  };
};

export const count = (text: string, part: string): number => text.split(part).length - 1;

/** The last answer in the received text: its status and its JSON body. */
export const lastAnswer = (received: string): { readonly status: number; readonly json: unknown } => {
  const answer = received.slice(received.search(/HTTP\/1\.1 \d{3} (?![^]*HTTP\/1\.1 \d{3} )/));
  const json: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
  return { status: Number(answer.slice(9, 12)), json };
};

export const get = (path: string, ...fields: ReadonlyArray<string>): string =>
  [`GET ${path} HTTP/1.1`, 'Host: casm', ...fields, '', ''].join('\r\n');
