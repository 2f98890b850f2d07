import Kafka from 'node-rdkafka';

/** How to reach a cluster. */
export interface KafkaConnection {
  /** host:port, comma-separated. */
  readonly brokers: string;
  /** Settings of librdkafka by their own names, for security above all: security.protocol, sasl.*, ssl.*. They win over ours. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The settings that producer and consumer share. Throws if security is asked for that this build of librdkafka lacks:
 * where it was built without the headers of OpenSSL it has no TLS.
 */
export const sharedSettings = (
  { brokers, settings = {} }: KafkaConnection,
  clientId: string,
): Record<string, string | number | boolean> => {
  const protocol = String(settings['security.protocol'] ?? 'plaintext').toLowerCase();
  for (const [asked, feature] of [
    ['ssl', 'ssl'],
    ['sasl', 'sasl'],
  ] as const) {
    if (protocol.includes(asked) && !Kafka.features.includes(feature)) {
      throw new Error(
        `security.protocol is ${protocol}, but this build of librdkafka has no ${feature}: install the headers of OpenSSL and build node-rdkafka again`,
      );
    }
  }
  return {
    'bootstrap.servers': brokers,
    'client.id': clientId,
    // The default of 10 s is how long a broker that is back may wait for its clients.
    'reconnect.backoff.max.ms': 1000,
    ...settings,
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
