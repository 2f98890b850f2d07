import { type RunningKafka, type RunningPostgres, startKafka, startPostgres } from '@casm/test-engines';
import * as E from 'fp-ts/lib/Either.js';
import { type TcpProxy, tcpProxy } from './tcp-proxy.js';

/** What the product runs on, each real, each breakable. */
export interface Engines {
  readonly postgres: RunningPostgres;
  readonly kafka: RunningKafka;
  /** The way of the product's processes to PostgreSQL. */
  readonly proxy: TcpProxy;
  readonly proxiedUrl: string;
  readonly stop: () => Promise<void>;
}

export const startEngines = async (): Promise<Engines> => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) throw new Error(`a real Kafka is needed: ${kafka.left}`);
  const postgres = await startPostgres();
  const url = new URL(postgres.url);
  const proxy = await tcpProxy(Number(url.port));
  url.port = String(proxy.port);
  return {
    postgres,
    kafka: kafka.right,
    proxy,
    proxiedUrl: url.href,
    stop: async () => {
      await proxy.close();
      await kafka.right.stop();
      await postgres.stop();
    },
  };
};
