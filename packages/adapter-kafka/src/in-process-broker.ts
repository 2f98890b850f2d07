import Kafka from 'node-rdkafka';
import { called, within } from './connection.js';

export interface InProcessBroker {
  /** host:port on loopback; any Kafka consumer can connect, and an idempotent producer fails. */
  readonly brokers: string;
  readonly close: () => Promise<void>;
}

/**
 * The broker that librdkafka has inside for its tests, in this process's memory: four partitions for each topic, at most
 * 5 MiB each, no durability and no administration. Made for a first look; what it holds goes with the process.
 */
export const inProcessBroker = async (): Promise<InProcessBroker> => {
  // A setting of librdkafka that node-rdkafka's types do not know.
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
