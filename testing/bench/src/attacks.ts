import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { path } from './load.js';

/** What an attacker may do without a token, or with one; each goes on until the process ends. */
export interface Attack {
  readonly name: string;
  readonly connections: number;
  readonly begin: (sockets: ReadonlyArray<Socket>, token: string) => void;
}

const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: casm\r\n\r\n`;

const change = (fields: string): string =>
  `PUT ${path} HTTP/1.1\r\nHost: casm\r\nContent-Type: application/json\r\n${fields}\r\n\r\n`;

const pipelining = (connections: number, each: number, isRead: boolean): Attack => ({
  name: `${connections} connections with ${each.toLocaleString('en')} pipelined requests each, ${isRead ? 'read' : 'not read'}`,
  connections,
  begin: (sockets) => {
    const flood = Buffer.from(get('/readyz').repeat(each));
    for (const socket of sockets) {
      if (isRead) {
        // Whoever has all answers asks again: the attack does not end before it is ended.
        let left = each;
        socket.on('data', (piece: Buffer) => {
          left -= piece.toString('latin1').split('HTTP/1.1 ').length - 1;
          if (left > 0) return;
          left = each;
          socket.write(flood);
        });
      } else socket.pause();
      socket.write(flood);
    }
  },
});

const slowHeaders: Attack = {
  name: '300 connections whose headers never end',
  connections: 300,
  begin: (sockets) => {
    for (const socket of sockets) socket.write('GET /readyz HTTP/1.1\r\nHost: casm\r\n');
    setInterval(() => sockets.forEach((socket) => socket.write('X-Drip: x\r\n')), 100);
  },
};

const slowBodies: Attack = {
  name: '400 connections whose bodies and chunks come byte by byte or never',
  connections: 400,
  begin: (sockets, token) => {
    const authorization = `\r\nAuthorization: Bearer ${token}`;
    const starts = [
      change('Content-Length: 1000'),
      change(`Content-Length: 1000${authorization}`),
      change('Transfer-Encoding: chunked'),
      `${change(`Transfer-Encoding: chunked${authorization}`)}ff\r\nhalf`,
    ];
    for (const [index, socket] of sockets.entries()) socket.write(starts[index % starts.length] ?? '');
    const dripping = sockets.filter((_, index) => index % starts.length === 1);
    setInterval(() => dripping.forEach((socket) => socket.write('x')), 100);
  },
};

const idle: Attack = { name: '16,000 idle connections, up to the limit', connections: 16_000, begin: () => undefined };

const hugeBodies: Attack = {
  name: '4 connections that send bodies of 100 MB',
  connections: 4,
  begin: (sockets, token) => {
    const piece = 'x'.repeat(64 * 1024);
    for (const [index, socket] of sockets.entries()) {
      const isChunked = index < 2;
      const authorization = index % 2 === 0 ? '' : `\r\nAuthorization: Bearer ${token}`;
      socket.write(change((isChunked ? 'Transfer-Encoding: chunked' : 'Content-Length: 104857600') + authorization));
      let left = 1600;
      const more = (): void => {
        while (left > 0 && !socket.destroyed) {
          left -= 1;
          if (!socket.write(isChunked ? `10000\r\n${piece}\r\n` : piece)) return void socket.once('drain', more);
        }
      };
      more();
    }
  },
};

export const attacks: ReadonlyArray<Attack> = [
  pipelining(1, 100_000, true),
  pipelining(1, 100_000, false),
  pipelining(100, 5000, true),
  pipelining(100, 5000, false),
  slowHeaders,
  slowBodies,
  idle,
  hugeBodies,
];

/** A connection that is opened again whenever the server has enough of it would be another attack: it stays closed. */
const opened = (port: number, hostname: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(port, hostname, () => resolve(socket));
    socket.on('error', () => {
      socket.destroy();
      resolve(socket);
    });
  });

const atATime = 200;

/** A server ends what is beyond its limit after it has accepted it, and the client learns of that later. */
const settleMs = 500;

/** Opens the attack's connections, and begins; answers with how many of them are open. */
export const beginAttack = async ({ connections, begin }: Attack, url: string, token: string): Promise<number> => {
  const { hostname, port } = new URL(url);
  const sockets: Array<Socket> = [];
  while (sockets.length < connections) {
    const next = Math.min(atATime, connections - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: next }, () => opened(Number(port), hostname)))));
  }
  await pause(settleMs);
  const open = sockets.filter(({ destroyed }) => !destroyed).length;
  begin(sockets, token);
  return open;
};
