import { ensureTopics } from '@casm/adapter-kafka';
import type { Endpoints } from './endpoints.js';
import type { Log } from './log.js';

/** Makes the topics that are not there yet, if the settings say how. What the broker does not allow is told and left to it. */
export const createTopics = async (
  { brokers, newTopics, topic, publicationRules }: Endpoints,
  log: Log,
): Promise<void> => {
  if (newTopics === null) return;
  const names = [...new Set([topic, ...publicationRules.map((rule) => rule.topic)])];
  try {
    await ensureTopics(
      { brokers },
      names.map((name) => ({ name, ...newTopics })),
    );
  } catch (error) {
    log.warn('the topics could not be created', { names, error: String(error) });
  }
};
