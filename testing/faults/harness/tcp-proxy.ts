import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What the proxy does to bytes: passes them, delays them, holds them until the next condition, drops both directions,
 * or drops only the server's.
 */
export type Condition = 'passes' | 'delays' | 'stalls' | 'loses' | 'loses answers';

export interface TcpProxy {
  readonly port: number;
  /** Sets the condition. On `passes` it cuts the connections that have lost bytes. */
  readonly become: (condition: Condition) => void;
  /** Resets each connection. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

const delay = 60;
const lookAgain = 20;

/** A proxy between the processes and a server on loopback. */
export const tcpProxy = async (targetPort: number): Promise<TcpProxy> => {
  let condition: Condition = 'passes';
  const ways = new Set<{ readonly sockets: ReadonlyArray<Socket>; lost: boolean }>();

  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const way = { sockets: [near, far], lost: false };
    ways.add(way);
    for (const [from, to, direction] of [
      [near, far, 'to the server'],
      [far, near, 'from the server'],
    ] as const) {
      let before = Promise.resolve();
      const forward = async (chunk: Buffer): Promise<void> => {
        if (condition === 'delays') await pause(delay);
        while (condition === 'stalls') await pause(lookAgain);
        if (condition === 'loses' || (condition === 'loses answers' && direction === 'from the server'))
          way.lost = true;
        if (!way.lost || (direction === 'to the server' && condition === 'loses answers')) to.write(chunk);
      };
      // Chunks are forwarded one after another, so that bytes stay in order under every condition.
      from.on('data', (chunk: Buffer) => {
        before = before.then(() => forward(chunk));
      });
      from.on('error', () => undefined);
      from.setNoDelay(true);
      from.on('close', () => {
        ways.delete(way);
        void before.then(() => to.destroy());
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  const destroy = (only: (way: { readonly lost: boolean }) => boolean): void => {
    for (const way of ways) if (only(way)) for (const socket of way.sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    become: (next) => {
      condition = next;
      if (next === 'passes') destroy(({ lost }) => lost);
    },
    cut: () => destroy(() => true),
    close: async () => {
      condition = 'passes';
      destroy(() => true);
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
