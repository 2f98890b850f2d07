import { connect, type Socket } from 'node:net';
import * as t from 'io-ts';
import * as E from 'fp-ts/lib/Either.js';
import { path, segmentChange } from './load.js';
import { quantile } from './statistics.js';

/*
 * A process that sends requests on as many connections as it is told to, one at a time on each, as raw bytes: at 12,000
 * connections an HTTP client would be busier than the server. It is told by its parent what to do, and answers with what came.
 */

const Order = t.type({
  url: t.string,
  token: t.string,
  /** The path to GET; null: segment changes. */
  get: t.union([t.string, t.null]),
  customers: t.number,
  connections: t.number,
  phases: t.array(
    t.type({
      /** Requests a second, whatever the answers take; null: each connection sends its next when it has its answer. */
      rate: t.union([t.number, t.null]),
      seconds: t.number,
      /** Seconds at its beginning that are not counted. */
      warmUp: t.number,
    }),
  ),
});
export type Order = t.TypeOf<typeof Order>;

/** What came of one phase, by when its answers came. */
export const Phase = t.type({
  sentPerSecond: t.number,
  /** Answers of 2xx. */
  goodPerSecond: t.number,
  /** Answers of 429 and 503. */
  refusedPerSecond: t.number,
  /** Every other answer. */
  failed: t.number,
  /** Connections that broke under a request, and attempts to connect that failed. */
  broken: t.number,
  /** Requests that were due while no connection was free. */
  unsent: t.number,
  /** Connections that are open at the end of the phase. */
  open: t.number,
  /** Latencies of the answers of 2xx, in ms; null: there was none. */
  p50: t.union([t.number, t.null]),
  p99: t.union([t.number, t.null]),
  /** Latencies of the answers of 429 and 503, in ms; null: there was none. */
  refusedP50: t.union([t.number, t.null]),
  refusedP99: t.union([t.number, t.null]),
  /** Processor time of this process for a request sent, in µs. */
  cpuPerRequest: t.number,
  /**
   * From the beginning of the phase, its warm-up included, to the last answer that was no 2xx or took longer than 500 ms, broken
   * connection or request not sent in time; to the end of the phase where a request has waited longer than 500 ms by then.
   */
  lastBadMs: t.number,
});
export type Phase = t.TypeOf<typeof Phase>;

/** An answer that takes longer is bad. */
const slowMs = 500;

/** Between two attempts to connect: a server that is gone refuses them as fast as they come. */
const reconnectMs = 100;

/** Connections that are opened at once. */
const atATime = 200;

/** A connection that is made anew whenever it ends. */
interface Line {
  socket: Socket;
  isOpen: boolean;
  /** When the request was sent whose answer has not come; null: there is none. */
  since: number | null;
  received: string;
}

const nothing = { sent: 0, good: 0, refused: 0, failed: 0, broken: 0, unsent: 0 };

/** Null of no values. */
const quantilesOf = (values: ReadonlyArray<number>): Readonly<Record<'p50' | 'p99', number | null>> => {
  if (values.length === 0) return { p50: null, p99: null };
  const ascending = values.toSorted((a, b) => a - b);
  return { p50: quantile(ascending, 0.5), p99: quantile(ascending, 0.99) };
};

const answerIn = (received: string): { readonly status: number; readonly length: number } | null => {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = end + 4 + Number(/content-length: (\d+)/i.exec(received.slice(0, end))?.[1] ?? 0);
  return received.length < length ? null : { status: Number(received.slice(9, 12)), length };
};

const run = async ({ url, token, get, customers, connections, phases }: Order): Promise<ReadonlyArray<Phase>> => {
  const { hostname, port } = new URL(url);
  const lines: Array<Line> = [];
  const idle: Array<Line> = [];
  let counted = { ...nothing };
  let latencies: Record<'good' | 'refused', Array<number>> = { good: [], refused: [] };
  let [began, lastBadMs, isClosed, over] = [0, 0, true, false];

  /** Of all connections: each takes what it has received out of it at once. */
  const buffer = Buffer.allocUnsafe(65_536);
  const common = `Host: ${hostname}\r\nAuthorization: Bearer ${token}\r\n`;
  const put = `PUT ${path} HTTP/1.1\r\n${common}Content-Type: application/json\r\nContent-Length: `;
  const request = (): string => {
    if (get !== null)
      return `GET ${get.replace('{n}', String(1 + Math.floor(Math.random() * customers)))} HTTP/1.1\r\n${common}\r\n`;
    const body = segmentChange(customers);
    return `${put}${body.length}\r\n\r\n${body}`;
  };
  const send = (line: Line): void => {
    line.since = performance.now();
    counted.sent += 1;
    line.socket.write(request(), 'latin1');
  };
  const rest = (line: Line): void => {
    line.since = null;
    if (over) return;
    if (isClosed) send(line);
    else idle.push(line);
  };
  const noteBad = (): void => {
    lastBadMs = performance.now() - began;
  };
  const take = (status: number, ms: number): void => {
    const isGood = status >= 200 && status < 300;
    if (isGood) {
      counted.good += 1;
      latencies.good.push(ms);
    } else if (status === 503 || status === 429) {
      counted.refused += 1;
      latencies.refused.push(ms);
    } else counted.failed += 1;
    if (!isGood || ms > slowMs) noteBad();
  };
  const open = (line?: Line): Promise<void> =>
    new Promise((resolve) => {
      const received = (size: number): boolean => {
        opened.received += buffer.toString('latin1', 0, size);
        const answer = answerIn(opened.received);
        if (answer !== null) {
          opened.received = opened.received.slice(answer.length);
          take(answer.status, performance.now() - (opened.since ?? performance.now()));
          rest(opened);
        }
        return true;
      };
      const socket = connect({
        port: Number(port),
        host: hostname,
        noDelay: true,
        onread: { buffer, callback: received },
      });
      const opened: Line = Object.assign(line ?? { since: null }, { socket, isOpen: false, received: '' });
      if (line === undefined) lines.push(opened);
      socket.on('connect', () => {
        opened.isOpen = true;
        resolve();
        rest(opened);
      });
      socket.on('error', () => resolve());
      socket.on('close', () => {
        if (over) return;
        const wasOpen = opened.isOpen;
        if (!wasOpen || opened.since !== null) {
          counted.broken += 1;
          noteBad();
        }
        Object.assign(opened, { isOpen: false, since: null });
        const place = idle.indexOf(opened);
        if (place >= 0) idle.splice(place, 1);
        setTimeout(() => void open(opened), wasOpen ? 0 : reconnectMs);
      });
    });

  const isPaced = phases[0]?.rate !== null;
  isClosed = !isPaced;
  for (let opened = 0; opened < connections; opened += atATime)
    await Promise.all(Array.from({ length: Math.min(atATime, connections - opened) }, () => open()));

  const beginCount = (): { readonly from: number; readonly cpu: NodeJS.CpuUsage } => {
    counted = { ...nothing };
    latencies = { good: [], refused: [] };
    return { from: performance.now(), cpu: process.cpuUsage() };
  };

  const phase = async ({ rate, seconds, warmUp }: Order['phases'][number]): Promise<Phase> => {
    began = performance.now();
    lastBadMs = 0;
    let [due, isWarm, count] = [0, warmUp === 0, beginCount()];
    while (performance.now() - began < seconds * 1000) {
      if (!isWarm && performance.now() - began >= warmUp * 1000) {
        isWarm = true;
        count = beginCount();
      }
      const dueNow = rate === null ? 0 : Math.floor(((performance.now() - began) / 1000) * rate);
      for (; due < dueNow; due += 1) {
        const line = idle.shift();
        if (line === undefined) {
          counted.unsent += 1;
          noteBad();
        } else send(line);
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const now = performance.now();
    if (lines.some(({ since }) => since !== null && now - since > slowMs)) noteBad();
    const elapsed = (now - count.from) / 1000;
    const { sent, good, refused, failed, broken, unsent } = counted;
    const { user, system } = process.cpuUsage(count.cpu);
    const [{ p50, p99 }, ofRefused] = [quantilesOf(latencies.good), quantilesOf(latencies.refused)];
    return {
      sentPerSecond: sent / elapsed,
      goodPerSecond: good / elapsed,
      refusedPerSecond: refused / elapsed,
      failed,
      broken,
      unsent,
      open: lines.filter(({ isOpen }) => isOpen).length,
      p50,
      p99,
      refusedP50: ofRefused.p50,
      refusedP99: ofRefused.p99,
      cpuPerRequest: (user + system) / Math.max(1, sent),
      lastBadMs,
    };
  };

  const results: Array<Phase> = [];
  for (const each of phases) results.push(await phase(each));
  over = true;
  return results;
};

process.on('message', (message) => {
  const order = Order.decode(message);
  if (E.isLeft(order)) throw new Error('this is no order');
  void run(order.right).then((phases) => process.send?.(phases, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
