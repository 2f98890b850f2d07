import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** What one listener takes at most. Sizes are in bytes, times in milliseconds. */
export interface ServerLimits {
  /**
   * Connections at once; at the limit a new one takes the place of the one that has been idle longest. By default 16,000, or
   * less where the process may open fewer files.
   */
  readonly connections: number;
  /** Changes that are in progress; the next is answered 503 before any work is done. */
  readonly changes: number;
  /** Reads that are in progress; the next waits for its turn. */
  readonly reads: number;
  /** Reads that wait for their turn; the next is answered 503. */
  readonly waitingReads: number;
  /** Requests a second for urgent paths; the next waits. */
  readonly urgentPerSecond: number;
  /** The request line and the header fields together. */
  readonly headerBytes: number;
  readonly targetBytes: number;
  /** From the first byte, or from the connection, to the end of the header. */
  readonly headersMs: number;
  /** From the first byte to the end of the body. */
  readonly requestMs: number;
  /** Without a byte read or written while a request is in progress, as when the client does not read its answer. */
  readonly inactiveMs: number;
  /** Idle between two requests. Longer than the 60 s of most load balancers, so that it is they who close. */
  readonly keepAliveMs: number;
}

export const defaultLimits: Omit<ServerLimits, 'connections'> = {
  changes: 4096,
  reads: 64,
  waitingReads: 1024,
  urgentPerSecond: 1000,
  headerBytes: 16 * 1024,
  targetBytes: 8 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  inactiveMs: 30_000,
  keepAliveMs: 75_000,
};

const Report = t.type({ userLimits: t.type({ open_files: t.type({ soft: t.union([t.number, t.string]) }) }) });

/** Files and sockets that this process may have open; infinite where nothing is known of a limit. */
const openFiles = (): number => {
  const report = Report.decode(process.report.getReport());
  const soft = E.isRight(report) ? Number(report.right.userLimits.open_files.soft) : Number.NaN;
  return Number.isNaN(soft) ? Number.POSITIVE_INFINITY : soft;
};

/** For the database, Kafka, and files. */
const reserved = 128;

export const connectionsByDefault = (): number => {
  const files = openFiles();
  return Math.min(16_000, Math.max(files - reserved, Math.floor(files / 2)));
};
