import type { BusinessTransactionSubscription } from '../../ports/business-transaction-subscription.js';
import type { StreamingUnderTest } from '../streaming-under-test.js';
import type { Recorder } from './recorder.js';

/** Starts a subscription for this subscriber. Returns it with a function that waits for a total number of messages. */
export const startReading = async (
  { subscribe, timeoutMs }: StreamingUnderTest,
  { subscriber, received, until }: Recorder,
  onError: (detail: string) => void = () => undefined,
): Promise<{
  readonly subscription: BusinessTransactionSubscription;
  readonly untilReceived: (count: number) => Promise<void>;
}> => {
  const subscription = subscribe();
  await subscription.start(subscriber, onError);
  return {
    subscription,
    untilReceived: (count) =>
      until(timeoutMs, `${count} messages are received`, () => new Set(received.map(({ body }) => body)).size >= count),
  };
};
