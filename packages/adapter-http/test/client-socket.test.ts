import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { ClientSocket } from '../src/server/client-socket.js';
import { waitFor } from './wait-for.js';

interface Refusing {
  readonly delayMs?: number;
  readonly pace?: (task: () => void) => void;
  readonly isIdle?: boolean;
}

/** A socket that refuses what its client sent, by default after a delay of two minutes. */
const refusingSocket = async (
  t: ExecutionContext,
  { delayMs = 120_000, pace = setImmediate, isIdle = false }: Refusing = {},
) => {
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
      return { answer: () => Buffer.from('no'), delayMs, onSent: () => void (count.sent += 1) };
    },
    pace,
    isIdle: () => isIdle,
    isReceiving: () => false,
    linger: { ms: 1000, bytes: 1000 },
  });
  client.write('GET / HTTP/1.1\r\nHost: casm\r\n\r\n');
  await waitFor('the refusal', () => count.refused === 1);
  return { socket, below, client, count };
};

test('a delayed answer whose connection ends before is told once as sent', async (t) => {
  const { socket, count } = await refusingSocket(t);
  t.is(count.sent, 0);
  socket.destroy();
  await waitFor('the end', () => socket.closed);
  t.is(count.sent, 1);
  socket.sendRefusal();
  t.is(count.sent, 1);
});

test('a delayed answer is sent once, when it is asked for', async (t) => {
  const { socket, client, count } = await refusingSocket(t);
  let received = '';
  client.on('data', (piece) => (received += String(piece)));
  socket.sendRefusal();
  socket.sendRefusal();
  socket.closeAtOnce();
  await waitFor('the end', () => client.readableEnded);
  t.deepEqual([received, count.sent], ['no', 1]);
});

test('a connection is not read while an answer is delayed, whatever asks for more', async (t) => {
  const { socket, below } = await refusingSocket(t);
  socket.resume();
  await new Promise((resolve) => setImmediate(resolve));
  t.true(below.isPaused());
  socket.sendRefusal();
  t.false(below.isPaused());
});

test('an answer that waits for its turn is sent in it, before anything that the client sends meanwhile', async (t) => {
  const turns: Array<() => void> = [];
  const { socket, below, client, count } = await refusingSocket(t, { delayMs: 0, pace: (send) => turns.push(send) });
  let received = '';
  client.on('data', (piece) => (received += String(piece)));
  let passedOn = '';
  socket.on('data', (piece) => (passedOn += String(piece)));
  const next = 'GET /next HTTP/1.1\r\nHost: casm\r\n\r\n';
  client.write(next);
  await waitFor('the next request', () => below.isPaused());
  t.deepEqual([received, passedOn, count], ['', '', { refused: 1, sent: 0 }]);
  turns.forEach((send) => send());
  await waitFor('the answer', () => received === 'no');
  await waitFor('the next request', () => passedOn === next);
  t.is(count.sent, 1);
  turns.forEach((send) => send());
  t.is(count.sent, 1);
});

test('a client that ends its side while its answer waits gets it, and the server is told of the end afterwards', async (t) => {
  const turns: Array<() => void> = [];
  const { socket, below, client } = await refusingSocket(t, { delayMs: 0, pace: (send) => turns.push(send) });
  let received = '';
  client.on('data', (piece) => (received += String(piece)));
  let isTold = false;
  socket.on('end', () => (isTold = true)).resume();
  client.end();
  await waitFor('the end', () => below.readableEnded);
  await new Promise((resolve) => setImmediate(resolve));
  t.false(isTold);
  turns.forEach((send) => send());
  await waitFor('the answer', () => received === 'no');
  await waitFor('the end', () => isTold);
});

test('a turn that comes after the connection has ended, or for an earlier answer, sends nothing', async (t) => {
  const turns: Array<() => void> = [];
  const { socket, client, count } = await refusingSocket(t, { delayMs: 0, pace: (send) => turns.push(send) });
  socket.sendRefusal();
  client.write('GET / HTTP/1.1\r\nHost: casm\r\n\r\n');
  await waitFor('the second refusal', () => count.refused === 2);
  turns[0]?.();
  t.is(count.sent, 1, 'the second answer waits for its own turn');
  socket.destroy();
  await waitFor('the end', () => socket.closed);
  t.is(count.sent, 2);
  turns[1]?.();
  t.is(count.sent, 2);
});

test('where an idle client ends its side, the connection is closed in its turn', async (t) => {
  const turns: Array<() => void> = [];
  const { socket, below, client } = await refusingSocket(t, { pace: (task) => turns.push(task), isIdle: true });
  socket.sendRefusal();
  client.resume().end();
  await waitFor('the end', () => below.readableEnded);
  t.false(socket.destroyed);
  t.is(turns.length, 1);
  turns.forEach((close) => close());
  await waitFor('the end', () => client.closed);
  t.true(socket.destroyed);
});

test('where a client ends its side within a request, the server is told of the end', async (t) => {
  const { socket, client } = await refusingSocket(t, { pace: () => t.fail('nothing is closed'), isIdle: false });
  socket.sendRefusal();
  client.end();
  let isTold = false;
  socket.on('end', () => (isTold = true)).resume();
  await waitFor('the end', () => isTold);
  t.false(socket.destroyed);
});
