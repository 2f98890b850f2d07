import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings } from './connection.js';
import { settingFaults } from './setting-faults.js';

/**
 * Returns the faults of these settings, one sentence each; empty if a client can be made with them. It reads certificates and keys and
 * checks the features of this build of librdkafka. It does not connect.
 */
export const connectionFaults = async ({
  settings = {},
}: Pick<KafkaConnection, 'settings'>): Promise<ReadonlyArray<string>> => {
  const faults = settingFaults(settings);
  return faults.length > 0 ? faults : faultOfClient(settings);
};

/** librdkafka checks the settings when a client is made. A client without brokers passes the check and then fails to connect. */
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
