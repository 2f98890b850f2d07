import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RefusalOnTheWire, RefuseUnparsed } from './client-socket.js';
import type { Exchange } from './connection.js';
import { admitting, boundedLane, type Lane, pacedLane, type Task } from './lanes.js';
import { expectsContinue, faultOf, onAnOpenWire, overload, refuse } from './refusals.js';
import type { Pace } from './pacer.js';
import type { ServerLimits } from './server-limits.js';
import type { WholeRequest } from './whole-request.js';

interface DispatchOptions {
  /** The application. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly limits: ServerLimits;
  /** Whether the request is answered while others are refused. */
  readonly isUrgent: (request: IncomingMessage) => boolean;
  readonly isUpload: (request: IncomingMessage) => boolean;
  /** Whether a replica answers the read, which can take long. */
  readonly isForReplica: (request: IncomingMessage) => boolean;
  /** Whether a change would be admitted now. */
  readonly admits: () => boolean;
  /** Sends refusals of parsed requests. */
  readonly pace: Pace;
  readonly onDefect: (defect: unknown) => void;
}

export interface DispatchStatus {
  /** Changes in progress. */
  readonly changes: number;
  /** Reads in progress. */
  readonly reads: number;
  /** Reads that wait. */
  readonly waiting: number;
  /** Requests that were refused since the start. */
  readonly refused: number;
}

export interface Dispatch {
  readonly begin: (exchange: Exchange) => void;
  /**
   * The refusal of a request that would be refused now because of its method, or by `refuseUnparsed`; null if it would
   * be handled.
   */
  readonly refusal: (request: WholeRequest, refuseUnparsed: RefuseUnparsed) => RefusalOnTheWire | null;
  readonly status: () => DispatchStatus;
}

const isSafe = (method: string | undefined): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

const noneWaits = { waiting: 0, waitMs: 0 };

/**
 * Passes requests to the application with a concurrency limit for each kind, and refuses the others before any work.
 */
export const dispatch = (options: DispatchOptions): Dispatch => {
  const { handle, limits, isUrgent, isUpload, isForReplica, admits, pace, onDefect } = options;
  const reads = { running: limits.reads, waiting: limits.waitingReads, waitMs: limits.readWaitMs };
  const lanes: Readonly<Record<'change' | 'upload' | 'read' | 'replica' | 'urgent', Lane>> = {
    change: admitting(admits, boundedLane({ ...noneWaits, running: limits.changes })),
    upload: boundedLane({ ...noneWaits, running: limits.uploads }),
    read: boundedLane(reads),
    replica: boundedLane(reads),
    urgent: pacedLane({ perSecond: limits.urgentPerSecond, waiting: limits.connections }),
  };
  const onTheWire = onAnOpenWire(limits.keepAliveMs);
  const overloadOnTheWire: RefusalOnTheWire = {
    answer: () => onTheWire(overload),
    delayMs: 0,
    onSent: () => undefined,
  };
  const longestUnparsed = Math.min(limits.headerBytes, limits.targetBytes);
  let refused = 0;

  const laneOf = (request: IncomingMessage): Lane => {
    if (isUrgent(request)) return lanes.urgent;
    if (isSafe(request.method)) return isForReplica(request) ? lanes.replica : lanes.read;
    return isUpload(request) ? lanes.upload : lanes.change;
  };

  const task = ({ request, response }: Exchange): Task => ({
    run: async () => {
      if (expectsContinue(request)) response.writeContinue();
      try {
        await handle(request, response);
      } catch (defect) {
        onDefect(defect);
        request.socket.destroy();
      }
    },
    refuse: () => {
      refused += 1;
      pace(() => {
        if (!response.destroyed) refuse(response, overload);
      });
    },
    isObsolete: () => response.destroyed,
  });

  return {
    begin: (exchange) => {
      const fault = faultOf(exchange.request, limits.targetBytes);
      if (fault === null) laneOf(exchange.request).take(task(exchange));
      else refuse(exchange.response, fault);
    },
    refusal: (request, refuseUnparsed) => {
      if (!isSafe(request.method) && !(admits() && lanes.change.running() < limits.changes)) {
        refused += 1;
        return overloadOnTheWire;
      }
      // A longer one may be beyond another limit.
      const again = request.head.length > longestUnparsed ? null : refuseUnparsed(request);
      return again === null ? null : { ...again, answer: () => onTheWire(again.answer) };
    },
    status: () => ({
      changes: lanes.change.running(),
      reads: lanes.read.running() + lanes.replica.running(),
      waiting: lanes.read.waiting() + lanes.replica.waiting() + lanes.urgent.waiting(),
      refused,
    }),
  };
};
