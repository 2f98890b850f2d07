import { ensureTopics } from '@casm/adapter-kafka';
import { type Endpoints, topicsOf } from './endpoints.js';
import type { Log } from './log.js';

/** Makes the topics that are not there yet, if the settings say how. What the broker does not allow is told and left to it. */
export const createTopics = async (endpoints: Endpoints, log: Log): Promise<void> => {
  const { brokers, newTopics } = endpoints;
  if (newTopics === null) return;
  const names = topicsOf(endpoints);
  try {
    await ensureTopics(
      { brokers },
      names.map((name) => ({ name, ...newTopics })),
    );
  } catch (error) {
    log.warn('the topics could not be created', { names, error: String(error) });
  }
};
