import { setTimeout as pause } from 'node:timers/promises';
import { ensureTopics, type KafkaConnection, type Topic, TopicsRefused, whyNoBroker } from '@casm/adapter-kafka';
import { type Log, logWaiting, type Service } from '@casm/services';
import type { KafkaSettings } from '../settings.js';
import { kafkaConnection } from './kafka-connection.js';

const retryPauseMs = 1000;

/** An attempt that takes longer is diagnosed while it waits. */
const slowMs = 500;

/**
 * Makes the topics that are not there yet, if the settings say how. Resolves when the first of them is there, as soon as a broker answers and
 * the cluster has a broker for each replica; the others are made beside it, until the stop. What the broker does not allow is told and left
 * to it.
 */
export const createTopics = async (
  settings: KafkaSettings,
  names: ReadonlyArray<string>,
  log: Log,
): Promise<Service> => {
  const { newTopics } = settings;
  const [first] = names;
  if (newTopics === null || first === undefined) return { stop: async () => undefined };
  const connection = kafkaConnection(settings);
  const compacted = settings.publicationRules.filter((rule) => rule.compacted === true).map(({ topic }) => topic);
  const topics = names.map((name) => ({ name, ...newTopics, compacted: compacted.includes(name) }));
  const aBroker = `a broker at ${connection.brokers}`;
  let trouble: string | null = null;
  const waitsFor = (): string => (trouble === null ? aBroker : `${aBroker} (${trouble})`);
  const telling = logWaiting('the making of the topics', waitsFor, log);
  let isStopping = false;
  let isSettled = (): void => undefined;
  const settled = new Promise<void>((resolve) => (isSettled = resolve));

  const haveBeenMade = async (): Promise<boolean> => {
    const making = outcomeOf(connection, topics);
    const isSlow = await Promise.race([making.then(() => false), pause(slowMs, true, { ref: false })]);
    // The client that makes topics does not say why no broker answers it.
    if (isSlow) trouble = await whyNoBroker(connection);
    const outcome = await making;
    if (!(outcome instanceof TopicsRefused)) return outcome === 'made';
    if (outcome.refusals.get(first)?.isTemporary !== true) isSettled();
    if (![...outcome.refusals.values()].some(({ isTemporary }) => isTemporary)) throw outcome;
    trouble = outcome.message;
    return false;
  };
  const make = async (): Promise<void> => {
    try {
      while (!isStopping && !(await haveBeenMade())) await pause(retryPauseMs);
    } catch (error) {
      const refused = error instanceof TopicsRefused ? [...error.refusals.keys()] : names;
      log.warn('topics could not be created', { names: refused, error: String(error) });
    } finally {
      await telling.stop();
    }
  };
  const made = make();
  await Promise.race([settled, made]);
  return {
    stop: async () => {
      isStopping = true;
      await made;
    },
  };
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
