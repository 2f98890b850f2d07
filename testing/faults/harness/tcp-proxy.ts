import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What the way does to bytes: lets them pass, brings them late, keeps them until it is mended, loses both directions, or
 * loses only what the server says.
 */
export type Condition = 'passes' | 'delays' | 'stalls' | 'loses' | 'loses answers';

export interface TcpProxy {
  readonly port: number;
  /** What was lost cannot be made good: mending cuts the connections that lost something. */
  readonly become: (condition: Condition) => void;
  /** Cuts each connection with a reset. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

const delay = 60;
const lookAgain = 20;

/** Between the processes and a server on loopback. */
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
      // One after the other: a byte never overtakes another, whatever the way does meanwhile.
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
