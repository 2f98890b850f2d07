import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { ClientSocket } from '../src/server/client-socket.js';
import { waitFor } from './wait-for.js';

/** A socket that refuses what its client sent, after a delay of two minutes. */
const delayingSocket = async (t: ExecutionContext) => {
  const listener = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  t.teardown(() => listener.close());
  await once(listener, 'listening');
  const address = listener.address();
  const accepted = new Promise<Socket>((resolve) => listener.once('connection', resolve));
  const client = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  t.teardown(() => client.destroy());
  const count = { refused: 0, sent: 0 };
  const below = await accepted;
  const socket = new ClientSocket(below, {
    onDestroy: () => undefined,
    refusal: () => {
      count.refused += 1;
      return { answer: () => Buffer.from('no'), delayMs: 120_000, onSent: () => void (count.sent += 1) };
    },
    isReceiving: () => false,
    linger: { ms: 1000, bytes: 1000 },
  });
  client.write('GET / HTTP/1.1\r\nHost: casm\r\n\r\n');
  await waitFor('the refusal', () => count.refused === 1);
  return { socket, below, client, count };
};

test('a delayed answer whose connection ends before is told once as sent', async (t) => {
  const { socket, count } = await delayingSocket(t);
  t.is(count.sent, 0);
  socket.destroy();
  await waitFor('the end', () => socket.closed);
  t.is(count.sent, 1);
  socket.sendDelayed();
  t.is(count.sent, 1);
});

test('a delayed answer is sent once, when it is asked for', async (t) => {
  const { socket, client, count } = await delayingSocket(t);
  let received = '';
  client.on('data', (piece) => (received += String(piece)));
  socket.sendDelayed();
  socket.sendDelayed();
  socket.closeAtOnce();
  await waitFor('the end', () => client.readableEnded);
  t.deepEqual([received, count.sent], ['no', 1]);
});

test('a connection is not read while an answer is delayed, whatever asks for more', async (t) => {
  const { socket, below } = await delayingSocket(t);
  socket.resume();
  await new Promise((resolve) => setImmediate(resolve));
  t.true(below.isPaused());
  socket.sendDelayed();
  t.false(below.isPaused());
});
