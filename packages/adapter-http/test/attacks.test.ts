import test, { type ExecutionContext } from 'ava';
import { apiProcess } from './api-process.js';
import { move, segment } from './running-api.js';
import { count, get, rawClient, type RawClient } from './raw-client.js';

/**
 * Another client's answer comes within that, on a machine that is busy with other tests; without an attack it takes a few
 * milliseconds. How long it takes beside an attack `npm run bench -- --only attacks` measures.
 */
const promptlyMs = 20_000;

/** How far an attack has come, from 0 to 1, and how far at most it may come while another client waits for two answers. */
interface Advance {
  readonly soFar: () => number;
  readonly most: number;
}

const attacked = async (t: ExecutionContext, connections?: number) => {
  t.timeout(100_000);
  const { child, url } = await apiProcess(t, connections);
  const attackers = async (many: number): Promise<ReadonlyArray<RawClient>> => {
    const clients = await Promise.all(Array.from({ length: many }, () => rawClient(url)));
    t.teardown(() => clients.forEach(({ socket }) => socket.destroy()));
    return clients;
  };
  let changes = 0;
  /** Another client, without a token and with one, on new connections, is answered. */
  const answersOthers = async (when: string, advance: Advance | null = null): Promise<void> => {
    const before = advance?.soFar() ?? 0;
    const live = await fetch(`${url}/livez`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(promptlyMs),
    });
    t.is(live.status, 200, when);
    changes += 1;
    const changed = await fetch(`${url}${segment}`, {
      method: 'PUT',
      signal: AbortSignal.timeout(promptlyMs),
      headers: { authorization: 'Bearer secret', 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(move(['SOHO', 'BUSINESS'][changes % 2] ?? 'SOHO', `r-${changes}`)),
    });
    t.is(changed.status, 200, when);
    if (advance !== null) {
      const meanwhile = advance.soFar() - before;
      t.true(meanwhile <= advance.most, `${when}: ${meanwhile} of the attack came before another client's turn`);
    }
    t.deepEqual([child.exitCode, child.signalCode], [null, null], when);
  };
  /** During the attack, which is on until `over`, and after it. */
  const survives = async (
    clients: ReadonlyArray<RawClient>,
    over: () => Promise<unknown>,
    advance: Advance | null = null,
  ): Promise<void> => {
    await answersOthers('during the attack', advance);
    await over();
    await answersOthers('still during the attack', advance);
    clients.forEach(({ socket }) => socket.destroy());
    await answersOthers('after the attack');
  };
  return { attackers, survives };
};

const total = (clients: ReadonlyArray<RawClient>): number =>
  clients.reduce((sum, { received }) => sum + count(received(), 'HTTP/1.1 '), 0);

for (const [connections, each] of [
  [1, 100_000],
  [100, 5000],
] as const) {
  for (const path of ['/readyz', segment]) {
    test.serial(`${connections} connections with ${each} pipelined requests each to ${path}, read`, async (t) => {
      const { attackers, survives } = await attacked(t);
      const clients = await attackers(connections);
      const flood = Buffer.from(get(path).repeat(each));
      for (const { send } of clients) send(flood);
      const [first] = clients;
      const bytesRead = (): number => clients.reduce((sum, { socket }) => sum + socket.bytesRead, 0);
      await first?.until((text) => count(text, 'HTTP/1.1 ') >= 2);
      const answerBytes = first?.received().indexOf('HTTP/1.1 ', 1) ?? 0;
      const advance = { soFar: () => bytesRead() / answerBytes / (connections * each), most: 0.05 };
      await survives(clients, async () => first?.until(() => total(clients) >= 500), advance);
    });

    test.serial(`${connections} connections with ${each} pipelined requests each to ${path}, not read`, async (t) => {
      const { attackers, survives } = await attacked(t);
      const clients = await attackers(connections);
      const flood = Buffer.from(get(path).repeat(each));
      for (const { send, socket } of clients) {
        socket.pause();
        send(flood);
      }
      await survives(clients, () => Promise.resolve());
    });
  }
}

test.serial('headers that come byte by byte, and never end', async (t) => {
  const { attackers, survives } = await attacked(t);
  const clients = await attackers(300);
  const drip = setInterval(() => clients.forEach(({ send }) => send('X-Drip: x\r\n')), 100);
  t.teardown(() => clearInterval(drip));
  clients.forEach(({ send }) => send('GET /readyz HTTP/1.1\r\nHost: casm\r\n'));
  const [first] = clients;
  await survives(clients, async () => first?.closed());
});

const upload = (fields: string): string =>
  `PUT ${segment} HTTP/1.1\r\nHost: casm\r\nContent-Type: application/json\r\n${fields}\r\n\r\n`;

test.serial('bodies and chunks that never come, with a token and without', async (t) => {
  const { attackers, survives } = await attacked(t);
  const clients = await attackers(400);
  const starts = [
    upload('Content-Length: 1000'),
    upload('Content-Length: 1000\r\nAuthorization: Bearer secret'),
    upload('Transfer-Encoding: chunked'),
    upload('Transfer-Encoding: chunked\r\nAuthorization: Bearer secret') + 'ff\r\nhalf',
  ];
  clients.forEach(({ send }, index) => send(starts[index % starts.length] ?? ''));
  await survives(clients, async () => {
    for (const { closed } of clients.slice(0, starts.length)) await closed();
  });
});

test.serial('idle connections up to the limit', async (t) => {
  const { attackers, survives } = await attacked(t, 200);
  const clients = await attackers(200);
  await survives(clients, async () => {
    for (const { closed } of clients.slice(0, 2)) await closed();
  });
});

test.serial('bodies of 100 MB, announced and in chunks, with a token and without', async (t) => {
  const { attackers, survives } = await attacked(t);
  const clients = await attackers(4);
  const chunk = 'x'.repeat(64 * 1024);
  const size = 100 * 1024 * 1024;
  clients.forEach(({ send, socket }, index) => {
    const token = index % 2 === 0 ? '' : '\r\nAuthorization: Bearer secret';
    const isChunked = index < 2;
    send(upload((isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${size}`) + token));
    const piece = isChunked ? `10000\r\n${chunk}\r\n` : chunk;
    let left = size / chunk.length;
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= 1;
        if (!socket.write(piece)) return void socket.once('drain', more);
      }
    };
    more();
  });
  await survives(clients, async () => {
    for (const [index, { until }] of clients.entries())
      await until((text) => text.startsWith(index % 2 === 0 ? 'HTTP/1.1 401' : 'HTTP/1.1 413'));
  });
});
