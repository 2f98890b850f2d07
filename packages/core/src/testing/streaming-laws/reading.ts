import type { BusinessTransactionSubscription } from '../../ports/business-transaction-subscription.js';
import { LawBroken } from '../law.js';
import type { StreamingUnderTest } from '../streaming-under-test.js';
import type { Recorder } from './recorder.js';

/** Starts a subscription for this subscriber. Returns it with a function that waits for a total number of messages. */
export const startReading = async (
  { subscribe, timeoutMs }: StreamingUnderTest,
  { subscriber, received, until, claims, startsOver }: Recorder,
  onError: (detail: string) => void = () => undefined,
): Promise<{
  readonly subscription: BusinessTransactionSubscription;
  readonly untilReceived: (count: number) => Promise<void>;
}> => {
  const subscription = subscribe();
  const errors: Array<string> = [];
  await subscription.start(subscriber, (detail) => {
    errors.push(detail);
    onError(detail);
  });
  const bodies = (): number => new Set(received.map(({ body }) => body)).size;
  /** What a reader that receives too little was doing. */
  const state = (): string =>
    `${bodies()} of them were, the last at ${JSON.stringify(received.at(-1), ['partition', 'offset'])}; ` +
    `${claims()} claims, ${startsOver()} restarts; it waits for ${subscription.waitsFor() ?? 'nothing'}; ` +
    `its latest errors: ${errors.slice(-5).join(' | ') || 'none'}`;
  return {
    subscription,
    untilReceived: async (count) => {
      try {
        await until(timeoutMs, `${count} messages are received`, () => bodies() >= count);
      } catch (error) {
        throw error instanceof LawBroken ? new LawBroken(`${error.message}; ${state()}`) : error;
      }
    },
  };
};
