import {
  type BusinessTransactionPublisher,
  type BusinessTransactionSubscription,
  type OutboundMessage,
  type PublicationFailed,
  publicationFailed,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

export interface UnreadLimit {
  /**
   * Publishes while there is room, in small portions. A call that gets none within `waitMs` fails, and can be repeated like
   * any other that failed.
   */
  readonly publisher: (publisher: BusinessTransactionPublisher, waitMs: number) => BusinessTransactionPublisher;
  /** Counts what is received. */
  readonly subscription: (subscription: BusinessTransactionSubscription) => BusinessTransactionSubscription;
}

export interface UnreadLimitOptions {
  /** The topic that is read; what goes to others is not counted. */
  readonly topic: string;
  readonly limitBytes: number;
}

/** More than key, headers and framing of a record take. */
const overheadBytes = 1024;
const bytesOf = (body: string | null): number => Buffer.byteLength(body ?? '') + overheadBytes;

/**
 * Holds publishers back while so much is on the topic that its one reader has not received: for a broker that keeps little
 * and drops the oldest. All publishers and the subscription are those of this process.
 */
export const unreadLimit = ({ topic, limitBytes }: UnreadLimitOptions): UnreadLimit => {
  const portionBytes = limitBytes / 4;
  const waiters = new Set<() => void>();
  let unread = 0;

  const freed = (bytes: number): void => {
    unread = Math.max(0, unread - bytes);
    for (const look of waiters) look();
  };

  const hasRoom = (bytes: number): boolean => bytes === 0 || unread === 0 || unread + bytes <= limitBytes;

  /** Whether there is room in time. */
  const roomFor = (bytes: number, waitMs: number, closing: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const settle = (room: boolean): void => {
        clearTimeout(timer);
        waiters.delete(look);
        closing.removeEventListener('abort', giveUp);
        resolve(room);
      };
      const giveUp = (): void => settle(false);
      const look = (): void => {
        if (closing.aborted) settle(false);
        else if (hasRoom(bytes)) settle(true);
      };
      const timer = setTimeout(giveUp, waitMs);
      closing.addEventListener('abort', giveUp);
      waiters.add(look);
      look();
    });

  const countedBytes = (messages: ReadonlyArray<OutboundMessage>): number =>
    messages.reduce((sum, message) => sum + (message.topic === topic ? bytesOf(message.body) : 0), 0);

  const portionsOf = (messages: ReadonlyArray<OutboundMessage>): ReadonlyArray<ReadonlyArray<OutboundMessage>> => {
    const portions: Array<Array<OutboundMessage>> = [];
    let bytes = Infinity;
    for (const message of messages) {
      bytes += countedBytes([message]);
      if (bytes <= portionBytes) portions.at(-1)?.push(message);
      else {
        portions.push([message]);
        bytes = countedBytes([message]);
      }
    }
    return portions;
  };

  return {
    publisher: (publisher, waitMs) => {
      const closing = new AbortController();
      let isHeldBack = false;
      const waitsForReader = `the warehouse, which has yet to read what is on ${topic}`;

      const publish = async (messages: ReadonlyArray<OutboundMessage>): Promise<E.Either<PublicationFailed, void>> => {
        for (const portion of portionsOf(messages)) {
          const bytes = countedBytes(portion);
          isHeldBack = !hasRoom(bytes);
          if (!(await roomFor(bytes, waitMs, closing.signal)))
            return E.left(publicationFailed(`it waits for ${waitsForReader}`));
          isHeldBack = false;
          // Before it is sent: it may be received before it is confirmed.
          unread += bytes;
          const published = await publisher.publish(portion)();
          if (E.isLeft(published)) {
            freed(bytes);
            return published;
          }
        }
        return E.right(undefined);
      };

      return {
        publish: (messages) => () => publish(messages),
        waitsFor: () => (isHeldBack ? waitsForReader : publisher.waitsFor()),
        close: () => {
          closing.abort();
          return publisher.close();
        },
      };
    },
    subscription: (subscription) => ({
      ...subscription,
      start: (subscriber, onError) =>
        subscription.start(
          {
            ...subscriber,
            receive: (deliveries) => async () => {
              const received = await subscriber.receive(deliveries)();
              if (E.isRight(received)) freed(deliveries.reduce((sum, { body }) => sum + bytesOf(body), 0));
              return received;
            },
          },
          onError,
        ),
    }),
  };
};
