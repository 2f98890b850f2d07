import { freePort, type RunningKafka, type RunningPostgres, startKafka, startPostgres } from '@casm/test-engines';
import * as E from 'fp-ts/lib/Either.js';
import { type TcpProxy, tcpProxy } from './tcp-proxy.js';

/** The engines that the product runs on. Each is real, and each can be broken. */
export interface Engines {
  readonly postgres: RunningPostgres;
  readonly kafka: RunningKafka;
  /** The proxies between the product's processes and the engines. The tests connect directly. */
  readonly ways: { readonly postgres: TcpProxy; readonly kafka: TcpProxy };
  /** The URL of PostgreSQL for the product's processes. */
  readonly proxiedUrl: string;
  /** The brokers for the product's processes. Kafka advertises the proxy's address. */
  readonly proxiedBrokers: string;
  readonly stop: () => Promise<void>;
}

export const startEngines = async (): Promise<Engines> => {
  const detour = await freePort();
  const toKafka = await tcpProxy(detour);
  const kafka = await startKafka({ port: detour, advertisedPort: toKafka.port });
  if (E.isLeft(kafka)) throw new Error(`a real Kafka is needed: ${kafka.left}`);
  const postgres = await startPostgres();
  const url = new URL(postgres.url);
  const toPostgres = await tcpProxy(Number(url.port));
  url.port = String(toPostgres.port);
  return {
    postgres,
    kafka: kafka.right,
    ways: { postgres: toPostgres, kafka: toKafka },
    proxiedUrl: url.href,
    proxiedBrokers: `127.0.0.1:${toKafka.port}`,
    stop: async () => {
      await Promise.all([toPostgres.close(), toKafka.close()]);
      await kafka.right.stop();
      await postgres.stop();
    },
  };
};
