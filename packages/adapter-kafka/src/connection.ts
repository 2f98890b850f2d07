import { WiringDefect } from '@casm/core';
import { type Client, type LibrdkafkaProperties, propertiesFor } from './librdkafka-properties.js';
import { settingFaults } from './setting-faults.js';

/** How to reach a cluster. */
export interface KafkaConnection {
  /** host:port, comma-separated. */
  readonly brokers: string;
  /**
   * Properties of librdkafka by their own names, for security above all: security.protocol, sasl.*, ssl.*. They win over ours.
   * Those that a promise rests on are refused, and so is every property that is not known to leave the promises alone;
   * `connectionFaults` tells.
   */
  readonly settings?: LibrdkafkaProperties;
}

/** The settings that every client shares. Throws a WiringDefect where a property is refused, or needs what this build of librdkafka lacks. */
export const sharedSettings = (
  { brokers, settings = {} }: KafkaConnection,
  clientId: string,
  client: Client,
): Record<string, string | number | boolean> => {
  const faults = settingFaults(settings);
  if (faults.length > 0) throw new WiringDefect(faults.join('; '));
  return {
    'bootstrap.servers': brokers,
    'client.id': clientId,
    // The default of 10 s is how long a broker that is back may wait for its clients.
    'reconnect.backoff.max.ms': 1000,
    ...propertiesFor(client, settings),
  };
};

/** Rejects if the promise takes longer than `ms`; `what` says what was waited for. */
export const within = async <A>(ms: number, what: string, promise: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** An error as node-rdkafka gives it: its own are not always instances of Error. */
interface CallError {
  readonly message: string;
}

/** Waits for a call of the kind that node-rdkafka makes: an error, or nothing and a result. Rejects with that error. */
export const called = <A>(
  call: (done: (error: CallError | null | undefined, result: A) => void) => unknown,
): Promise<A> =>
  new Promise((resolve, reject) => {
    call((error, result) => (error === null || error === undefined ? resolve(result) : reject(error)));
  });

export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
