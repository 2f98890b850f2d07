import type { Delivery, Partition, Subscriber } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

/** A subscriber, and what the receipt of its batches waits for. */
export interface WatchedReceipt {
  readonly subscriber: Subscriber;
  /** The cause of the wait, worded to complete "it waits for …"; null unless the last batch was not received. */
  readonly waitsFor: () => string | null;
}

/**
 * Tells that batches are not received. The subscription itself waits for nothing then: it claims its partitions, delivers the batch again, and
 * so on.
 */
export const watchedReceipt = (subscriber: Subscriber): WatchedReceipt => {
  let missed: { readonly partitions: ReadonlySet<number>; readonly failure: string } | null = null;
  const isMissed = ({ partition }: Partition): boolean => missed?.partitions.has(partition) === true;
  const numbersOf = (deliveries: ReadonlyArray<Delivery>): ReadonlySet<number> =>
    new Set(deliveries.map(({ partition }) => partition.partition));
  return {
    waitsFor: () => (missed === null ? null : `its next batch to be stored (${missed.failure})`),
    subscriber: {
      ...subscriber,
      claim: (partitions) => {
        // Another subscriber receives the batch now.
        if (!partitions.some(isMissed)) missed = null;
        return subscriber.claim(partitions);
      },
      receive: (deliveries) => async () => {
        const received = await subscriber.receive(deliveries)();
        missed = E.isLeft(received) ? { partitions: numbersOf(deliveries), failure: received.left._tag } : null;
        return received;
      },
      startOver: (partitions) => {
        // The messages of the batch are no longer on the topic.
        if (partitions.some(isMissed)) missed = null;
        return subscriber.startOver(partitions);
      },
    },
  };
};
