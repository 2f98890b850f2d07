import * as E from 'fp-ts/lib/Either.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import { foundMessage, type StreamingLaw } from '../streaming-under-test.js';
import { aMessage, bodiesOf, firstSeen, manyMessages } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { recorder } from './recorder.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

export const publisherLaws: ReadonlyArray<StreamingLaw> = [
  {
    name: 'a message carries the transactionId, operation, occurredAt, trace context and time of replay in addition to the body',
    check: async (make) => {
      const { topic, publisher, found } = await inTime(make);
      const messages = [
        { ...aMessage(topic, 'c-1', 1), operation: 'createCustomer' },
        { ...aMessage(topic, 'c-1', 2), occurredAt: '2026-02-02T08:00:00.001Z', traceparent },
        { ...aMessage(topic, 'c-1', 1), replayedAt: '2026-02-03T08:00:00.001Z' },
      ];
      await succeeds(publisher.publish(messages));
      mustEqual(await found(3), messages.map(foundMessage), 'the messages that an independent consumer reads');
    },
  },
  {
    name: 'publishing nothing succeeds',
    check: async (make) => {
      const { topic, publisher, found } = await inTime(make);
      await succeeds(publisher.publish([]));
      await succeeds(publisher.publish([aMessage(topic, 'c-1', 1)]));
      mustEqual(publisher.waitsFor(), null, 'the cause of its wait');
      mustEqual((await found(1)).length, 1, 'messages');
    },
  },
  {
    name: 'a refused message is named, and later messages of its key do not arrive before they are sent again',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher, oversizedBody } = subject;
      const before = aMessage(topic, 'c-1', 1);
      const oversized = { ...aMessage(topic, 'c-1', 2), body: oversizedBody };
      const behind = aMessage(topic, 'c-1', 3);
      const { _tag, refused } = await failsWith(publisher.publish([before, oversized, behind]));
      mustEqual(_tag, 'PublicationFailed', 'the failure');
      const names = refused.map(({ transactionId }) => transactionId);
      mustHold(names.includes(oversized.transactionId), `the refused message is among ${names.join(', ')}`);
      mustHold(
        refused.every((name) => name.topic === topic && name.transactionId.startsWith('c-1-')),
        'only messages of the call are named',
      );
      await succeeds(publisher.publish([before]));
      const alone = await failsWith(publisher.publish([oversized]));
      mustEqual(alone.refused, [{ transactionId: oversized.transactionId, topic }], 'refused alone');
      const later = aMessage(topic, 'c-1', 4);
      await succeeds(publisher.publish([later]));
      const reader = recorder();
      const { subscription, untilReceived } = await startReading(subject, reader);
      await untilReceived(2);
      await subscription.close();
      mustEqual(firstSeen(reader.received, 'c-1'), [before.body, later.body], 'the received messages');
    },
  },
  {
    name: 'an unreachable platform fails the call within the timeout, and no message counts as refused',
    check: async (make) => {
      const { topic, unreachable } = await inTime(make);
      const outcome = await unreachable.publish([aMessage(topic, 'c', 1)])();
      mustEqual(
        E.isLeft(outcome) ? [outcome.left._tag, outcome.left.refused] : outcome,
        ['PublicationFailed', []],
        'it',
      );
      mustHold(unreachable.waitsFor() !== null, 'it reports the cause of its wait');
    },
  },
  {
    name: 'after a failure the same messages can be published again and arrive in order',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher, oversizedBody } = subject;
      const messages = manyMessages(topic, 3, { to: 10 });
      await failsWith(publisher.publish([...messages, { ...aMessage(topic, 'c-0', 11), body: oversizedBody }]));
      await succeeds(publisher.publish(messages));
      const reader = recorder();
      const { subscription, untilReceived } = await startReading(subject, reader);
      await untilReceived(messages.length);
      await subscription.close();
      for (const key of ['c-0', 'c-1', 'c-2'])
        mustEqual(firstSeen(reader.received, key), bodiesOf(messages, key), `those of ${key}`);
    },
  },
  {
    name: 'a publisher closes without an error, used or not, once or twice, and its confirmed messages have arrived',
    check: async (make) => {
      const { topic, publisher, unreachable, found } = await inTime(make);
      await unreachable.close();
      await unreachable.close();
      await succeeds(publisher.publish(manyMessages(topic, 2, { to: 20 })));
      await publisher.close();
      await publisher.close();
      mustEqual((await found(40)).length, 40, 'messages');
    },
  },
];
