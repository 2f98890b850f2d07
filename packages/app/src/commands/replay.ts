import { kafkaPublisher } from '@casm/adapter-kafka';
import { replay, toTopics } from '@casm/core';
import type { Config } from '../config.js';
import { kafkaConnection, mustReachKafka } from '../runtime/kafka-connection.js';
import { topicsOf } from '../runtime/names.js';
import { replaySettings } from '../settings.js';
import { UserError } from '../user-error.js';
import { closing, found, storeFor } from './operator.js';
import { tellProgress } from './progress.js';

export interface ReplayOptions {
  readonly dataDir: string;
  readonly from?: string;
  readonly to?: string;
  /** The refId of one customer. */
  readonly customer?: string;
  /** By default the complete topic. */
  readonly topic?: string;
}

/** Publishes again from the journal; every subscriber of the topic sees it a second time. */
export const replayJournal = async (
  config: Config,
  options: ReplayOptions,
  out: (line: string) => void,
): Promise<void> => {
  const { from = null, to = null, customer = null, topic = config.topic, dataDir } = options;
  const settings = replaySettings(config);
  await mustReachKafka(settings);
  const known = topicsOf(config);
  if (!known.includes(topic))
    throw new UserError(`nothing is published to ${topic}: the topics are ${known.join(', ')}`);
  const store = await storeFor(config, dataDir, 'journal_reader');
  const publisher = kafkaPublisher(kafkaConnection(settings));
  await closing(store, ({ journal }) =>
    closing(publisher, async () => {
      const published = await found(
        replay(
          {
            journal,
            publisher,
            completeTopic: config.topic,
            topicsFor: toTopics(config.topic, config.publicationRules),
            now: () => new Date(),
            onProgress: tellProgress(out, 'published'),
          },
          { topic, from, to, refId: customer },
        ),
      );
      out(`${published} published again to ${topic}`);
    }),
  );
};
