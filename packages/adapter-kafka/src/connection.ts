import { WiringDefect } from '@casm/core';
import { type Client, type LibrdkafkaProperties, propertiesFor } from './librdkafka-properties.js';
import { settingFaults } from './setting-faults.js';

/** How to reach a cluster. */
export interface KafkaConnection {
  /** host:port, comma-separated. */
  readonly brokers: string;
  /**
   * Properties of librdkafka under their own names, such as security.protocol, sasl.* and ssl.*. They override the defaults. A property
   * that a promise of CASM depends on is refused, and so is one that is not known to be safe; `connectionFaults` lists both.
   */
  readonly settings?: LibrdkafkaProperties;
}

/** Returns the settings that all clients share. Throws a WiringDefect if a property is refused, or if this build of librdkafka lacks it. */
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

/** Rejects if the promise takes longer than `ms` milliseconds; `what` names the operation in the message. */
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
export interface CallError {
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
