import * as E from 'fp-ts/lib/Either.js';
import type {
  BusinessTransactionSubscription,
  Delivery,
  Mark,
  Partition,
  Subscriber,
} from '../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../ports/outbox.js';
import { pause } from './deadline.js';

/** Yields to other tasks before a batch is retried. */
const retryPauseMs = 1;

/** A member of a consumer group. */
interface Member {
  /** Notifies the member that there may be messages to read. */
  readonly wake: () => void;
  /** Assigns the partition to this member. Resolves when it is claimed. */
  readonly takeOver: () => Promise<void>;
}

export interface Topic {
  readonly messages: Array<OutboundMessage>;
  /** The members of each group in the order in which they joined. The first one reads. */
  readonly groups: Map<string, Array<Member>>;
}

export const topicIn = (topics: Map<string, Topic>, name: string): Topic => {
  const topic = topics.get(name) ?? { messages: [], groups: new Map<string, Array<Member>>() };
  topics.set(name, topic);
  return topic;
};

const fingerprintOf = (message: OutboundMessage | undefined): string => JSON.stringify(message ?? null);

const leave = (members: Array<Member>, member: Member): void => {
  const place = members.indexOf(member);
  if (place < 0) return;
  members.splice(place, 1);
  if (place === 0) void members[0]?.takeOver();
};

/** A subscription that is one member of the partition's group. */
export const inMemorySubscription = (
  { messages, groups }: Topic,
  partition: Partition,
): BusinessTransactionSubscription => {
  const members = groups.get(partition.group) ?? [];
  groups.set(partition.group, members);
  let next = 0;
  let reading = false;
  let inHand: Promise<void> = Promise.resolve();
  let mark: Mark | null = null;
  let member: Member | null = null;

  const claim = async (subscriber: Subscriber): Promise<void> => {
    const stored = await subscriber.claim([partition])();
    const claimed = E.isRight(stored) ? stored.right[0] : undefined;
    next = claimed?.next ?? 0;
    mark = claimed?.mark ?? null;
    if (next > messages.length) next = 0;
  };

  /** Starts over if the record at the mark has changed. */
  const recognise = async (subscriber: Subscriber): Promise<void> => {
    if (mark === null || mark.fingerprint === fingerprintOf(messages[mark.offset])) return;
    await subscriber.startOver([partition])();
    await claim(subscriber);
  };

  const remember = async (subscriber: Subscriber): Promise<void> => {
    mark = { partition, offset: next - 1, fingerprint: fingerprintOf(messages[next - 1]) };
    await subscriber.mark([mark])();
  };

  const drain = async (subscriber: Subscriber, onError: (detail: string) => void): Promise<void> => {
    await recognise(subscriber);
    while (reading && next < messages.length) {
      const batch = messages
        .slice(next)
        .map(({ refId, body }, index): Delivery => ({ partition, offset: next + index, key: refId, body }));
      try {
        const received = await subscriber.receive(batch)();
        if (E.isRight(received)) {
          next += batch.length;
          await remember(subscriber);
          continue;
        }
        onError(received.left._tag);
      } catch (error) {
        onError(String(error));
      }
      await pause(retryPauseMs);
      await claim(subscriber);
    }
  };

  return {
    start: async (subscriber, onError) => {
      const wake = (): void => {
        inHand = inHand.then(() => drain(subscriber, onError));
      };
      const takeOver = (): Promise<void> => {
        inHand = inHand.then(() => claim(subscriber));
        const claimed = inHand;
        wake();
        return claimed;
      };
      member = { wake, takeOver };
      members.push(member);
      reading = true;
      if (members[0] === member) await takeOver();
    },
    waitsFor: () => (reading ? null : 'its start'),
    close: async () => {
      reading = false;
      await inHand;
      if (member !== null) leave(members, member);
    },
  };
};
