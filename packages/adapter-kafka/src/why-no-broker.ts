import { type KafkaConnection, messageOf, sharedSettings } from './connection.js';
import { connect, disconnect } from './producer.js';

/**
 * Returns null if a broker answers a client with these settings within `timeoutMs` milliseconds, else the reason in librdkafka's words,
 * such as a refused certificate or password. Throws a WiringDefect if a property is refused.
 */
export const whyNoBroker = async (connection: KafkaConnection, timeoutMs = 2000): Promise<string | null> => {
  const settings = sharedSettings(connection, 'casm-probe', 'producer');
  let trouble: string | null = null;
  try {
    const producer = await connect(settings, { timeoutMs, onTrouble: (detail) => (trouble = detail) });
    await disconnect(producer, 0);
    return null;
  } catch (error) {
    return trouble ?? messageOf(error);
  }
};
