import Kafka from 'node-rdkafka';
import { called, within } from './connection.js';

/** A Kafka broker in this process, for development and tests. It stores messages in memory only. */
export interface InProcessBroker {
  /** host:port on loopback. Any Kafka consumer can connect; an idempotent producer fails. */
  readonly brokers: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts librdkafka's built-in mock broker in this process's memory. A topic has four partitions of at most 5 MiB; there is no
 * durability and no administration. It is meant for trying CASM out: its messages are lost when the process ends.
 */
export const inProcessBroker = async (): Promise<InProcessBroker> => {
  // node-rdkafka's types lack this setting of librdkafka.
  const mock = { 'test.mock.num.brokers': 1 };
  const host = new Kafka.Producer({ 'client.id': 'casm-in-process-broker', ...mock }, {});
  host.on('event.error', () => undefined);
  const metadata = await within(
    10_000,
    'starting the in-process broker',
    called<Kafka.Metadata>((done) => host.connect({}, done)),
  );
  const brokers = metadata.brokers.map((broker) => `${broker.host}:${broker.port}`).join(',');
  return {
    brokers,
    close: async () => {
      await within(
        2000,
        'stopping the in-process broker',
        called((done) => host.disconnect(500, done)),
      );
    },
  };
};
