import type { BusinessTransactionPublisher } from '../../ports/business-transaction-publisher.js';
import type { BusinessTransactionSubscription } from '../../ports/business-transaction-subscription.js';
import { within } from '../deadline.js';
import type { MakeStreaming, StreamingUnderTest } from '../streaming-under-test.js';

/** Returns the subject that `make` returns, with a timeout on each of its calls. */
export const inTime = async (make: MakeStreaming): Promise<StreamingUnderTest> => {
  const subject = await make();
  const { timeoutMs } = subject;

  const publisherInTime = ({
    publish,
    waitsFor,
    close,
  }: BusinessTransactionPublisher): BusinessTransactionPublisher => ({
    waitsFor,
    publish: (messages) => () => within(timeoutMs, 'the publisher answers', publish(messages)()),
    close: () => within(timeoutMs, 'the publisher is closed', close()),
  });

  const subscriptionInTime = (subscription: BusinessTransactionSubscription): BusinessTransactionSubscription => ({
    start: (subscriber, onError) =>
      within(timeoutMs, 'the subscription has started', subscription.start(subscriber, onError)),
    waitsFor: subscription.waitsFor,
    close: () => within(timeoutMs, 'the subscription is closed', subscription.close()),
  });

  return {
    ...subject,
    publisher: publisherInTime(subject.publisher),
    unreachable: publisherInTime(subject.unreachable),
    subscribe: () => subscriptionInTime(subject.subscribe()),
  };
};
