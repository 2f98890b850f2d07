import { mustEqual, mustHold, succeeds } from '../law.js';
import type { StreamingLaw } from '../streaming-under-test.js';
import { aMessage, bodiesOf, manyMessages } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { newGroup, recorder } from './recorder.js';

export const deliveryLaws: ReadonlyArray<StreamingLaw> = [
  {
    name: 'a published message arrives byte for byte with its key',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher } = subject;
      const body = '{"customName":"Zoë “Z” O’Neill 😀"}';
      await succeeds(publisher.publish([{ ...aMessage(topic, 'c-1', 1), body }]));
      const reader = recorder();
      const { subscription, untilReceived } = await startReading(subject, reader);
      mustEqual(subscription.waitsFor(), null, 'the cause of its wait while it reads');
      await untilReceived(1);
      const [delivery] = reader.received;
      mustEqual([delivery?.key, delivery?.body, delivery?.offset], ['c-1', body, 0], 'delivery');
      mustEqual(delivery?.partition.topic, topic, 'its topic');
      await subscription.close();
      mustHold(subscription.waitsFor() !== null, 'it reads no more');
    },
  },
  {
    name: 'messages of one customer keep their order, within a call and between calls, one batch at a time',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher } = subject;
      const messages = manyMessages(topic, 7, { to: 60 });
      await succeeds(publisher.publish(messages.slice(0, 300)));
      const reader = recorder();
      const { subscription, untilReceived } = await startReading(subject, reader);
      await succeeds(publisher.publish(messages.slice(300)));
      await untilReceived(messages.length);
      await subscription.close();
      for (const key of ['c-0', 'c-3', 'c-6'])
        mustEqual(
          reader.received.filter((delivery) => delivery.key === key).map(({ body }) => body),
          bodiesOf(messages, key),
          key,
        );
      mustEqual(reader.mostAtOnce(), 1, 'concurrent batches');
    },
  },
  {
    name: 'a subscription that is closed finishes the current batch and delivers nothing afterwards',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher, timeoutMs } = subject;
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const group = newGroup();
      const reader = recorder({ gate, group });
      const { subscription } = await startReading(subject, reader);
      await succeeds(publisher.publish([aMessage(topic, 'c-1', 1)]));
      await reader.until(timeoutMs, 'a batch is being received', () => reader.calls() > 0);
      let isClosed = false;
      const closed = subscription.close().then(() => (isClosed = true));
      await succeeds(publisher.publish([aMessage(topic, 'c-1', 2)]));
      mustHold(!isClosed, 'it waits for the current batch');
      open();
      await closed;
      mustEqual(reader.received.length, 1, 'the current batch is received');
      const next = recorder({ group });
      const successor = await startReading(subject, next);
      await successor.untilReceived(1);
      await successor.subscription.close();
      mustEqual(
        [...reader.received, ...next.received].map(({ body }) => body),
        [1, 2].map((version) => aMessage(topic, 'c-1', version).body),
        'what both have received',
      );
    },
  },
  {
    name: 'messages that wait behind the current batch when a subscription is closed are left to the next reader, in order',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher, timeoutMs } = subject;
      const messages = manyMessages(topic, 3, { to: 20 });
      await succeeds(publisher.publish(messages));
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const group = newGroup();
      const reader = recorder({ gate, group });
      const { subscription } = await startReading(subject, reader);
      await reader.until(timeoutMs, 'a batch is being received', () => reader.calls() > 0);
      const closed = subscription.close();
      open();
      await closed;
      mustEqual(reader.calls(), 1, 'batches of the subscription that was closed');
      const next = recorder({ group });
      const successor = await startReading(subject, next);
      await next.until(timeoutMs, 'the rest is received', () => reader.received.length + next.received.length >= 60);
      await successor.subscription.close();
      const received = [...reader.received, ...next.received];
      for (const key of ['c-0', 'c-1', 'c-2'])
        mustEqual(
          received.filter((delivery) => delivery.key === key).map(({ body }) => body),
          bodiesOf(messages, key),
          key,
        );
    },
  },
  {
    name: 'a subscription can be closed once or twice, started or not',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher, subscribe } = subject;
      await subscribe().close();
      await succeeds(publisher.publish([aMessage(topic, 'c-1', 1)]));
      const { subscription, untilReceived } = await startReading(subject, recorder());
      await untilReceived(1);
      await subscription.close();
      await subscription.close();
      mustHold(subscription.waitsFor() !== null, 'it reads no more');
    },
  },
];
