import type Kafka from 'node-rdkafka';
import { called, messageOf } from './connection.js';
import type { Sleeper } from './interruptible.js';

const attemptMs = 2000;
const pauseMs = 500;

/** Connects, with retries until a broker answers or the subscription is closed. */
export const connected = async (
  reader: Kafka.KafkaConsumer,
  onError: (detail: string) => void,
  sleeper: Sleeper,
  isClosed: () => boolean,
): Promise<void> => {
  while (!isClosed()) {
    try {
      await called((done) => reader.connect({ timeout: attemptMs }, done));
      return;
    } catch (error) {
      onError(`cannot connect: ${messageOf(error)}`);
      await sleeper.sleep(pauseMs);
    }
  }
};
