import { setTimeout as pause } from 'node:timers/promises';
import { ensureTopics, type KafkaConnection, type Topic, TopicsRefused, whyNoBroker } from '@casm/adapter-kafka';
import { type Log, logWaiting } from '@casm/services';
import type { KafkaSettings } from '../settings.js';
import { kafkaConnection } from './kafka-connection.js';
import { topicsOf } from './names.js';

const retryPauseMs = 1000;

/** An attempt that takes longer is diagnosed while it waits. */
const slowMs = 500;

/**
 * Makes the topics that are not there yet, if the settings say how, as soon as a broker answers and the cluster has a broker for each
 * replica. What the broker does not allow is told and left to it.
 */
export const createTopics = async (settings: KafkaSettings, log: Log): Promise<void> => {
  const { newTopics } = settings;
  const connection = kafkaConnection(settings);
  if (newTopics === null) return;
  const compacted = settings.publicationRules.filter((rule) => rule.compacted === true).map(({ topic }) => topic);
  const topics = topicsOf(settings).map((name) => ({ name, ...newTopics, compacted: compacted.includes(name) }));
  const aBroker = `a broker at ${connection.brokers}`;
  let trouble: string | null = null;
  const waitsFor = (): string => (trouble === null ? aBroker : `${aBroker} (${trouble})`);
  const telling = logWaiting('the making of the topics', waitsFor, log);
  const haveBeenMade = async (): Promise<boolean> => {
    const making = outcomeOf(connection, topics);
    const isSlow = await Promise.race([making.then(() => false), pause(slowMs, true, { ref: false })]);
    // The client that makes topics does not say why no broker answers it.
    if (isSlow) trouble = await whyNoBroker(connection);
    const outcome = await making;
    if (!(outcome instanceof TopicsRefused)) return outcome === 'made';
    if (!outcome.isTemporary) throw outcome;
    trouble = outcome.message;
    return false;
  };
  try {
    while (!(await haveBeenMade())) await pause(retryPauseMs);
  } catch (error) {
    if (!(error instanceof TopicsRefused)) throw error;
    log.warn('topics could not be created', { names: [...error.reasons.keys()], error: error.message });
  } finally {
    await telling.stop();
  }
};

const outcomeOf = async (
  connection: KafkaConnection,
  topics: ReadonlyArray<Topic>,
): Promise<'made' | 'unanswered' | TopicsRefused> => {
  try {
    await ensureTopics(connection, topics);
    return 'made';
  } catch (error) {
    return error instanceof TopicsRefused ? error : 'unanswered';
  }
};
