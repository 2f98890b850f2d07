import { connect, createServer, type Socket } from 'node:net';

/**
 * A proxy that makes the server behind `url` report in German: PostgreSQL translates the severity and message of its
 * reports (`lc_messages`), and nothing else. A proxy is used because few machines have the translations installed.
 */
export const translatedServer = async (url: string): Promise<{ readonly url: string; readonly stop: () => void }> => {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const translate = translating((bytes) => client.write(bytes));
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', translate);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  const translated = new URL(url);
  translated.port = `${address.port}`;
  return {
    url: translated.href,
    stop: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
};

/** Splits the server's output into messages: a type byte, the length including itself, the payload. */
const translating = (send: (bytes: Buffer) => void) => {
  let left = Buffer.alloc(0);
  return (bytes: Buffer): void => {
    left = Buffer.concat([left, bytes]);
    while (left.length >= 5 && left.length > left.readUInt32BE(1)) {
      const message = left.subarray(0, 1 + left.readUInt32BE(1));
      left = left.subarray(message.length);
      send(isReport(message) ? inGerman(message) : message);
    }
  };
};

/** ErrorResponse or NoticeResponse. */
const isReport = (message: Buffer): boolean => message.at(0) === 0x45 || message.at(0) === 0x4e;

const words: Readonly<Record<string, string>> = {
  ERROR: 'FEHLER',
  FATAL: 'FATAL',
  WARNING: 'WARNUNG',
  NOTICE: 'HINWEIS',
};

/** A report consists of fields, each a type letter and a text ended by NUL; a NUL ends the report. */
const inGerman = (message: Buffer): Buffer => {
  const fields = message.subarray(5, -2).toString().split('\0');
  const translated = fields.map((field) => {
    const [letter, text] = [field.slice(0, 1), field.slice(1)];
    if (letter === 'S') return `S${words[text] ?? text}`;
    return letter === 'M' ? 'Mes ist etwas geschehen' : field;
  });
  const body = Buffer.from(`${translated.join('\0')}\0\0`);
  const head = Buffer.alloc(5);
  head.writeUInt8(message.at(0) ?? 0);
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
};
