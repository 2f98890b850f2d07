import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ClientSocket, type RefusalOnTheWire, type RefuseUnparsed } from './client-socket.js';
import { type Connection, connection, type Exchange } from './connection.js';
import type { LingerBounds } from './linger.js';
import type { Pace } from './pacer.js';
import type { WholeRequest } from './whole-request.js';

export interface ConnectionsStatus {
  readonly open: number;
  /** Since the start: idle connections that were closed to make room. */
  readonly evicted: number;
  /** Since the start: new connections that were refused for lack of room. */
  readonly refused: number;
}

export interface Connections {
  /** Accepts a new connection; null if there is no room and it was closed. */
  readonly open: (accepted: Socket) => ClientSocket | null;
  readonly take: (exchange: Exchange) => void;
  readonly fail: (socket: Duplex, answer: () => Buffer) => void;
  readonly isUploading: (socket: Duplex) => boolean;
  /** Makes the next answer of each connection its last. */
  readonly drain: () => void;
  /** Closes each connection when it becomes idle. */
  readonly close: () => void;
  /** Closes all connections immediately. */
  readonly cut: () => void;
  readonly status: () => ConnectionsStatus;
}

export interface ConnectionsOptions {
  /** Maximum number of connections. */
  readonly most: number;
  /** Handles one request. */
  readonly begin: (exchange: Exchange) => void;
  readonly isUpload: (request: IncomingMessage) => boolean;
  /** The refusal of a request that is not parsed; null if it is not refused. */
  readonly refusal: (request: WholeRequest, refuseUnparsed: RefuseUnparsed) => RefusalOnTheWire | null;
  /** Sends refusals of requests that are not parsed. */
  readonly pace: Pace;
  readonly linger: LingerBounds;
}

/** The connections of one server. */
export const connections = ({ most, begin, isUpload, refusal, pace, linger }: ConnectionsOptions): Connections => {
  const open = new Map<Duplex, Connection>();
  /** In the order in which they became idle. */
  const idle = new Set<Connection>();
  let evicted = 0;
  let refused = 0;
  let draining = false;

  /** Evicts the longest idle connection if the limit is reached. Returns false if none is idle. */
  const makeRoom = (): boolean => {
    if (open.size < most) return true;
    const [longestIdle] = idle;
    if (longestIdle === undefined) return false;
    evicted += 1;
    longestIdle.cut();
    return true;
  };

  const admit = (accepted: Socket): ClientSocket => {
    const onDestroy = (): void => {
      open.delete(socket);
      idle.delete(admitted);
    };
    const socket = new ClientSocket(accepted, {
      onDestroy,
      refusal: (request) => {
        const answer = admitted.mayRefuse() ? refusal(request, socket.refuseUnparsed) : null;
        if (answer !== null) admitted.refused();
        return answer;
      },
      pace,
      isIdle: () => admitted.isIdle(),
      isReceiving: () => admitted.isReceiving(),
      linger,
    });
    const admitted = connection({
      socket,
      begin,
      isUpload,
      onBusy: () => idle.delete(admitted),
      onIdle: () => idle.add(admitted),
    });
    if (draining) admitted.closeWithNext();
    open.set(socket, admitted);
    idle.add(admitted);
    return socket;
  };

  return {
    open: (accepted) => {
      if (!makeRoom()) {
        refused += 1;
        accepted.destroy();
        return null;
      }
      return admit(accepted);
    },
    take: (exchange) => open.get(exchange.request.socket)?.take(exchange),
    fail: (socket, answer) => {
      const failed = open.get(socket);
      if (failed === undefined) socket.destroy();
      else failed.fail(answer);
    },
    isUploading: (socket) => open.get(socket)?.isUploading() ?? false,
    drain: () => {
      draining = true;
      for (const each of open.values()) each.closeWithNext();
    },
    close: () => {
      for (const each of open.values()) each.close();
    },
    cut: () => {
      for (const each of open.values()) each.cut();
    },
    status: () => ({ open: open.size, evicted, refused }),
  };
};
