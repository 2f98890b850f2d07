import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransactionSubscription, Claimed, Delivery, Subscriber } from '../../src/index.js';
import type { InMemorySubject } from '../in-memory-subject.js';
import { eachMember, type Mutant } from './mutant.js';

const inSubscription = (
  name: string,
  mutate: (subscription: BusinessTransactionSubscription) => BusinessTransactionSubscription,
): Mutant<InMemorySubject> => ({
  name: `subscription: ${name}`,
  mutate: (subject) => ({ ...subject, subscribe: () => mutate(subject.subscribe()) }),
});

/** Replaces the subscriber that the subscription serves. */
const serving = (name: string, other: (subscriber: Subscriber) => Subscriber) =>
  inSubscription(name, (subscription) => ({
    ...subscription,
    start: (subscriber, onError) => subscription.start(other(subscriber), onError),
  }));

const receiving = (name: string, receive: (original: Subscriber['receive']) => Subscriber['receive']) =>
  serving(name, (subscriber) => ({ ...subscriber, receive: receive(subscriber.receive) }));

export const subscriptionMutants: ReadonlyArray<Mutant<InMemorySubject>> = [
  ...eachMember<InMemorySubject, Delivery>('delivery', ['offset', 'key', 'body'], (subject, spoilIt) => ({
    ...subject,
    subscribe: () => {
      const subscription = subject.subscribe();
      return {
        ...subscription,
        start: (subscriber, onError) =>
          subscription.start(
            { ...subscriber, receive: (deliveries) => subscriber.receive(deliveries.map(spoilIt)) },
            onError,
          ),
      };
    },
  })),
  receiving(
    'of another topic',
    (receive) => (deliveries) =>
      receive(deliveries.map((delivery) => ({ ...delivery, partition: { ...delivery.partition, topic: 'another' } }))),
  ),
  receiving('newest first', (receive) => (deliveries) => receive(deliveries.toReversed())),
  receiving('the first of each batch is skipped', (receive) => (deliveries) => receive(deliveries.slice(1))),
  receiving('everything is delivered twice', (receive) => (deliveries) => receive([...deliveries, ...deliveries])),
  receiving('two batches at a time', (receive) => (deliveries) => async () => {
    const middle = Math.ceil(deliveries.length / 2);
    const halves = [deliveries.slice(0, middle), deliveries.slice(middle)].filter(({ length }) => length > 0);
    const [first, second] = await Promise.all(halves.map((half) => receive(half)()));
    return first !== undefined && E.isLeft(first) ? first : (second ?? E.right(undefined));
  }),
  receiving(
    'a second batch is delivered, also if it was closed during the first',
    (receive) => (deliveries) => async () => {
      const middle = Math.ceil(deliveries.length / 2);
      const first = await receive(deliveries.slice(0, middle))();
      return E.isLeft(first) || deliveries.length < 2 ? first : receive(deliveries.slice(middle))();
    },
  ),
  receiving('a batch that was not received is skipped', (receive) => (deliveries) => async () => {
    await receive(deliveries)().catch(() => undefined);
    return E.right(undefined);
  }),
  receiving(
    'a refused batch is skipped',
    (receive) => (deliveries) => TE.orElse(() => TE.right<never, void>(undefined))(receive(deliveries)),
  ),
  receiving(
    'a batch at which the subscriber throws is skipped',
    (receive) => (deliveries) => () => receive(deliveries)().catch(() => E.right(undefined)),
  ),
  receiving('after a failure nothing is delivered any more', (receive) => {
    let broken = false;
    return (deliveries) => async () => {
      if (broken) return new Promise<never>(() => undefined);
      const received = await receive(deliveries)();
      broken = E.isLeft(received);
      return received;
    };
  }),
  serving('nothing is claimed', (subscriber) => ({ ...subscriber, claim: () => TE.right([]) })),
  serving('positions are kept one too far', (subscriber) => ({
    ...subscriber,
    claim: (partitions) =>
      TE.map((positions: ReadonlyArray<Claimed>) =>
        positions.map((position) => ({ ...position, next: position.next + 1 })),
      )(subscriber.claim(partitions)),
  })),
  serving('a position beyond the end ends the reading', (subscriber) => {
    let beyond = false;
    return {
      ...subscriber,
      claim: (partitions) =>
        TE.map((positions: ReadonlyArray<Claimed>) => {
          beyond = positions.some(({ next }) => next > 1000);
          return positions;
        })(subscriber.claim(partitions)),
      receive: (deliveries) => (beyond ? TE.right(undefined) : subscriber.receive(deliveries)),
    };
  }),
  serving('claims once only', (subscriber) => {
    let isClaimed = false;
    return {
      ...subscriber,
      claim: (partitions) => {
        if (isClaimed) return TE.right([]);
        isClaimed = true;
        return subscriber.claim(partitions);
      },
    };
  }),
  serving('no mark is ever kept', (subscriber) => ({ ...subscriber, mark: () => TE.right(undefined) })),
  serving('a mark is of another record', (subscriber) => ({
    ...subscriber,
    mark: (marks) => subscriber.mark(marks.map((mark) => ({ ...mark, offset: mark.offset + 1 }))),
  })),
  serving('every record is the same', (subscriber) => ({
    ...subscriber,
    claim: (partitions) =>
      TE.map((claimed: ReadonlyArray<Claimed>) => claimed.map((one) => ({ ...one, mark: null })))(
        subscriber.claim(partitions),
      ),
  })),
  serving('a recreated topic is not reported', (subscriber) => ({
    ...subscriber,
    startOver: () => TE.right(undefined),
  })),
  inSubscription('errors are not reported', (subscription) => ({
    ...subscription,
    start: (subscriber) => subscription.start(subscriber, () => undefined),
  })),
  inSubscription('reads though it has not started', (subscription) => ({ ...subscription, waitsFor: () => null })),
  inSubscription('never reads', (subscription) => ({ ...subscription, waitsFor: () => 'its start' })),
  inSubscription('closing does not wait for the current batch', (subscription) => ({
    ...subscription,
    close: async () => {
      void subscription.close();
    },
  })),
  inSubscription('closing never ends', (subscription) => ({
    ...subscription,
    close: () => new Promise<never>(() => undefined),
  })),
  inSubscription('closing twice fails', (subscription) => {
    let isClosed = false;
    return {
      ...subscription,
      close: async () => {
        if (isClosed) throw new Error('closed');
        isClosed = true;
        return subscription.close();
      },
    };
  }),
  inSubscription('what was never started cannot be closed', (subscription) => {
    let isStarted = false;
    return {
      ...subscription,
      start: (subscriber, onError) => {
        isStarted = true;
        return subscription.start(subscriber, onError);
      },
      close: async () => {
        if (!isStarted) throw new Error('never started');
        return subscription.close();
      },
    };
  }),
  inSubscription('goes on reading after it was closed', (subscription) => ({
    ...subscription,
    close: async () => undefined,
    waitsFor: () => 'its start',
  })),
  inSubscription('starting never ends', (subscription) => ({
    ...subscription,
    start: () => new Promise<never>(() => undefined),
  })),
  inSubscription('starts when it likes', (subscription) => ({
    ...subscription,
    start: async (subscriber, onError) => {
      setTimeout(() => void subscription.start(subscriber, onError), 20);
    },
  })),
  {
    name: 'subscription: each member reads everything',
    mutate: (subject) => {
      let members = 0;
      return {
        ...subject,
        subscribe: () => subject.streaming.subscribe(subject.topic, `group ${(members += 1)}`),
      };
    },
  },
];
