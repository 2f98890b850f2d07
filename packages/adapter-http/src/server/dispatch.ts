import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from './connection.js';
import { admitting, boundedLane, type Lane, pacedLane, type Task } from './lanes.js';
import { expectsContinue, faultOf, refusalOfOverloadOnTheWire, refuse, refuseOverload } from './refusals.js';
import type { ServerLimits } from './server-limits.js';

interface DispatchOptions {
  /** The application. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly limits: ServerLimits;
  readonly urgentPaths: ReadonlyArray<string>;
  readonly isUpload: (request: IncomingMessage) => boolean;
  /** Whether a change would be admitted now. */
  readonly admits: () => boolean;
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
   * The answer to a request with this method if it would be refused now regardless of its content; null if it would be
   * handled.
   */
  readonly refusal: (method: string) => Buffer | null;
  readonly status: () => DispatchStatus;
}

const isSafe = (method: string | undefined): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/**
 * Passes requests to the application with a concurrency limit for each kind, and refuses the others before any work.
 */
export const dispatch = ({ handle, limits, urgentPaths, isUpload, admits, onDefect }: DispatchOptions): Dispatch => {
  const lanes: Readonly<Record<'change' | 'upload' | 'read' | 'urgent', Lane>> = {
    change: admitting(admits, boundedLane({ running: limits.changes, waiting: 0 })),
    upload: boundedLane({ running: limits.uploads, waiting: 0 }),
    read: boundedLane({ running: limits.reads, waiting: limits.waitingReads }),
    urgent: pacedLane({ perSecond: limits.urgentPerSecond, waiting: limits.connections }),
  };
  const refusalNow = refusalOfOverloadOnTheWire(limits.keepAliveMs);
  let refused = 0;

  const laneOf = (request: IncomingMessage): Lane => {
    if (urgentPaths.includes(request.url ?? '')) return lanes.urgent;
    if (isSafe(request.method)) return lanes.read;
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
      refuseOverload(response);
    },
    isObsolete: () => response.destroyed,
  });

  return {
    begin: (exchange) => {
      const fault = faultOf(exchange.request, limits.targetBytes);
      if (fault === null) laneOf(exchange.request).take(task(exchange));
      else refuse(exchange.response, fault);
    },
    refusal: (method) => {
      if (isSafe(method) || (admits() && lanes.change.running() < limits.changes)) return null;
      refused += 1;
      return refusalNow();
    },
    status: () => ({
      changes: lanes.change.running(),
      reads: lanes.read.running(),
      waiting: lanes.read.waiting() + lanes.urgent.waiting(),
      refused,
    }),
  };
};
