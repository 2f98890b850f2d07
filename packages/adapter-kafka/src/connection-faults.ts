import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings } from './connection.js';
import { settingFaults } from './setting-faults.js';

/**
 * Why no client can be made with these settings, a sentence each; none: one can. Nothing connects. Certificates and keys are read, and
 * what this build of librdkafka lacks is named.
 */
export const connectionFaults = async ({
  settings = {},
}: Pick<KafkaConnection, 'settings'>): Promise<ReadonlyArray<string>> => {
  const faults = settingFaults(settings);
  return faults.length > 0 ? faults : faultOfClient(settings);
};

/** librdkafka checks its settings when a client is made. One without brokers is made and cannot connect: that is no fault. */
const faultOfClient = async (settings: NonNullable<KafkaConnection['settings']>): Promise<ReadonlyArray<string>> => {
  const { 'bootstrap.servers': _, ...shared } = sharedSettings({ brokers: '', settings }, 'casm-check', 'producer');
  let isMade = false;
  try {
    const client = new Kafka.Producer(shared, {});
    client.once('connection.failure', () => (isMade = true));
    client.on('event.log', () => undefined);
    await called((done) => client.connect({ timeout: 1 }, done));
    return [];
  } catch (error) {
    return isMade ? [] : [messageOf(error)];
  }
};
