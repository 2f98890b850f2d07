import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransactionPublisher, PublicationFailed } from '../../src/index.js';
import type { FoundMessage } from '../../src/testing/index.js';
import type { InMemorySubject } from '../in-memory-subject.js';
import { eachMember, type Mutant } from './mutant.js';

const inPublisher = (
  name: string,
  mutate: (publisher: BusinessTransactionPublisher) => BusinessTransactionPublisher,
): Mutant<InMemorySubject> => ({
  name: `publisher: ${name}`,
  mutate: (subject) => ({
    ...subject,
    publisher: mutate(subject.publisher),
    unreachable: mutate(subject.unreachable),
  }),
});

type Publish = BusinessTransactionPublisher['publish'];

const publishing = (name: string, mutate: (publish: Publish) => Publish) =>
  inPublisher(name, (publisher) => ({ ...publisher, publish: mutate(publisher.publish) }));

const failing = (name: string, other: (failure: PublicationFailed) => PublicationFailed) =>
  publishing(name, (publish) => (messages) => TE.mapLeft(other)(publish(messages)));

export const publisherMutants: ReadonlyArray<Mutant<InMemorySubject>> = [
  ...eachMember<InMemorySubject, FoundMessage>(
    'beside the body',
    ['key', 'body', 'transactionId', 'operation', 'occurredAt', 'traceparent', 'replayedAt'],
    (subject, spoilIt) => ({ ...subject, found: async (count) => (await subject.found(count)).map(spoilIt) }),
  ),
  publishing(
    'the trace is lost',
    (publish) => (messages) => publish(messages.map((message) => ({ ...message, traceparent: null }))),
  ),
  publishing(
    'a replay looks like the first time',
    (publish) => (messages) => publish(messages.map((message) => ({ ...message, replayedAt: null }))),
  ),
  publishing(
    'the body is re-encoded',
    (publish) => (messages) =>
      publish(messages.map((message) => ({ ...message, body: message.body.normalize('NFD') }))),
  ),
  publishing(
    'another key',
    (publish) => (messages) => publish(messages.map((message) => ({ ...message, refId: message.transactionId }))),
  ),
  publishing(
    'another topic',
    (publish) => (messages) => publish(messages.map((message) => ({ ...message, topic: 'another' }))),
  ),
  publishing('in reverse order', (publish) => (messages) => publish(messages.toReversed())),
  publishing(
    'the last message is lost',
    (publish) => (messages) => publish(messages.length > 1 ? messages.slice(0, -1) : messages),
  ),
  publishing('nothing is published', () => () => TE.right(undefined)),
  publishing(
    'publishing nothing fails',
    (publish) => (messages) =>
      messages.length === 0 ? TE.left({ _tag: 'PublicationFailed', detail: '', refused: [] }) : publish(messages),
  ),
  publishing(
    'a failure is reported as a success',
    (publish) => (messages) => TE.orElse(() => TE.right<PublicationFailed, void>(undefined))(publish(messages)),
  ),
  publishing('a failure never resolves', (publish) => (messages) => async () => {
    const outcome = await publish(messages)();
    return E.isRight(outcome) ? outcome : new Promise<never>(() => undefined);
  }),
  publishing('a failure throws', (publish) => (messages) => async () => {
    const outcome = await publish(messages)();
    if (E.isLeft(outcome)) throw new Error(outcome.left.detail);
    return outcome;
  }),
  publishing('after a failure nothing is published any more', (publish) => {
    let broken = false;
    return (messages) => async () => {
      if (broken) return E.left({ _tag: 'PublicationFailed', detail: 'broken', refused: [] });
      const outcome = await publish(messages)();
      broken = E.isLeft(outcome);
      return outcome;
    };
  }),
  publishing('what could not be published follows later', (publish) => {
    let late: Parameters<Publish>[0] = [];
    return (messages) => async () => {
      const before = late.filter(({ body }) => body.length < 1000);
      late = [];
      const outcome = await publish(messages)();
      if (E.isLeft(outcome)) late = messages;
      else await publish(before)();
      return outcome;
    };
  }),
  failing('no message is named as refused', (failure) => ({ ...failure, refused: [] })),
  failing('a message that was not sent is named as refused', (failure) => ({
    ...failure,
    refused: [...failure.refused, { transactionId: 'another', topic: 'another' }],
  })),
  inPublisher('waits for something though all is confirmed', (publisher) => ({
    ...publisher,
    waitsFor: () => 'nothing',
  })),
  inPublisher('never says what it waits for', (publisher) => ({ ...publisher, waitsFor: () => null })),
  inPublisher('closing fails', (publisher) => ({ ...publisher, close: () => Promise.reject(new Error('closed')) })),
  inPublisher('closing twice fails', (publisher) => {
    let isClosed = false;
    return {
      ...publisher,
      close: async () => {
        if (isClosed) throw new Error('closed');
        isClosed = true;
        return publisher.close();
      },
    };
  }),
  inPublisher('closing never ends', (publisher) => ({
    ...publisher,
    close: () => new Promise<never>(() => undefined),
  })),
];
