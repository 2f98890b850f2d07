import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** The limits of one listener. Sizes are in bytes, times in milliseconds. */
export interface ServerLimits {
  /**
   * Open connections. At the limit a new one replaces the one that has been idle longest. By default 16,000, or fewer
   * if the process may open fewer files.
   */
  readonly connections: number;
  /** Changes in progress. Further ones are answered 503 before any work. */
  readonly changes: number;
  /** Uploads that are in progress; the next is answered 503. Each is read as fast as its rows are stored. */
  readonly uploads: number;
  /** Reads in progress, and as many that prefer a replica. Further ones wait. */
  readonly reads: number;
  /** Waiting reads. Further ones are answered 503. */
  readonly waitingReads: number;
  /** Time that a read waits for its turn; then it is answered 503. */
  readonly readWaitMs: number;
  /** Requests per second to urgent paths. Further ones wait. */
  readonly urgentPerSecond: number;
  /** The request line and the header fields together. */
  readonly headerBytes: number;
  /** The path and the query together. */
  readonly targetBytes: number;
  /** From the first byte, or from the connection, to the end of the header. */
  readonly headersMs: number;
  /** From the first byte to the end of the body; an upload may take any time while bytes come. */
  readonly requestMs: number;
  /** Time without a byte read or written during a request, for example when the client does not read its answer. */
  readonly inactiveMs: number;
  /**
   * Idle time between two requests. Longer than the 60 s of most load balancers, so that the load balancer closes the
   * connection.
   */
  readonly keepAliveMs: number;
  /** Time for which a client may send on after the last answer of its connection. It may read the answer when it has sent all. */
  readonly lingerMs: number;
  /** Bytes that a client may send after the last answer of its connection. */
  readonly lingerBytes: number;
}

/** The default limits. The default of `connections` depends on the limit of open files. */
export const defaultLimits: Omit<ServerLimits, 'connections'> = {
  changes: 4096,
  uploads: 4,
  reads: 24,
  waitingReads: 1024,
  readWaitMs: 2000,
  urgentPerSecond: 1000,
  headerBytes: 16 * 1024,
  targetBytes: 8 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  inactiveMs: 30_000,
  keepAliveMs: 75_000,
  lingerMs: 30_000,
  lingerBytes: 1024 ** 3,
};

const Report = t.type({ userLimits: t.type({ open_files: t.type({ soft: t.union([t.number, t.string]) }) }) });

/** The number of files and sockets that this process may open; infinite if no limit is known. */
const openFiles = (): number => {
  const report = Report.decode(process.report.getReport());
  const soft = E.isRight(report) ? Number(report.right.userLimits.open_files.soft) : Number.NaN;
  return Number.isNaN(soft) ? Number.POSITIVE_INFINITY : soft;
};

/** File descriptors reserved for the database, Kafka and files. */
const reserved = 128;

export const connectionsByDefault = (): number => {
  const files = openFiles();
  return Math.min(16_000, Math.max(files - reserved, Math.floor(files / 2)));
};
