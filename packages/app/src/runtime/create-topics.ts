import { ensureTopics } from '@casm/adapter-kafka';
import type { KafkaSettings } from '../settings.js';
import { topicsOf } from './names.js';
import type { Log } from './log.js';

/** Makes the topics that are not there yet, if the settings say how. What the broker does not allow is told and left to it. */
export const createTopics = async (settings: KafkaSettings, log: Log): Promise<void> => {
  const { kafkaBrokers: brokers, newTopics } = settings;
  if (newTopics === null) return;
  const names = topicsOf(settings);
  try {
    await ensureTopics(
      { brokers },
      names.map((name) => ({ name, ...newTopics })),
    );
  } catch (error) {
    log.warn('the topics could not be created', { names, error: String(error) });
  }
};
