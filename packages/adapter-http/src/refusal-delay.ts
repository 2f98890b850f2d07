import { clientCounts } from './client-counts.js';

/** The delay of one answer. */
export interface Delay {
  /** In milliseconds; 0: it is sent immediately. */
  readonly ms: number;
  /** Call it once, when the answer is sent or its connection has ended. */
  readonly end: () => void;
}

/** The number of delayed answers of a client beyond which they are sent immediately. Each occupies a connection, and some memory. */
const mostOfClient = 1000;

const none: Delay = { ms: 0, end: () => undefined };

/**
 * Returns a function that delays an answer to a client by half of `longestMs` to the whole. The connections that are answered together
 * would otherwise send again together, and the client would use up what it is allowed in bursts. `random` returns a number from 0 to 1.
 */
export const refusalDelay = (longestMs: number, random: () => number = Math.random): ((client: string) => Delay) => {
  const delayed = clientCounts();
  return (client) => {
    if (longestMs === 0 || delayed.of(client) >= mostOfClient) return none;
    return {
      ms: Math.max(1, Math.round((longestMs * (1 + random())) / 2)),
      end: delayed.add(client),
    };
  };
};
