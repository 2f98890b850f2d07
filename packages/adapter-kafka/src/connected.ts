import type Kafka from 'node-rdkafka';
import { called, messageOf } from './connection.js';
import type { Nap } from './interruptible.js';

const attemptMs = 2000;
const pauseMs = 500;

/** Connects as soon as a broker answers, or it is over. */
export const connected = async (
  reader: Kafka.KafkaConsumer,
  onError: (detail: string) => void,
  nap: Nap,
  isOver: () => boolean,
): Promise<void> => {
  while (!isOver()) {
    try {
      await called((done) => reader.connect({ timeout: attemptMs }, done));
      return;
    } catch (error) {
      onError(`cannot connect: ${messageOf(error)}`);
      await nap.sleep(pauseMs);
    }
  }
};
