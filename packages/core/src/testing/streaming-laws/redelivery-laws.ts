import { mustEqual, mustHold, succeeds } from '../law.js';
import type { MakeStreaming, StreamingLaw } from '../streaming-under-test.js';
import { bodiesOf, firstSeen, manyMessages } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { newGroup, type Recorder, recorder } from './recorder.js';

/** Reads 20 messages, then 40 more, the first batch of which fails. */
const readThrough = async (
  make: MakeStreaming,
  kind: 'refuses' | 'throws' | 'loses its partitions',
): Promise<{ readonly reader: Recorder; readonly trouble: ReadonlyArray<string> }> => {
  const subject = await inTime(make);
  const { topic, publisher, timeoutMs } = subject;
  const messages = manyMessages(topic, 3, { to: 20 });
  const group = newGroup();
  const quiet = recorder({ group });
  await succeeds(publisher.publish(messages.slice(0, 20)));
  const first = await startReading(subject, quiet);
  await first.untilReceived(20);
  await first.subscription.close();
  await succeeds(publisher.publish(messages.slice(20)));
  const trouble: Array<string> = [];
  const reader = recorder({ group, trouble: { call: 1, kind } });
  const { subscription, untilReceived } = await startReading(subject, reader, (detail) => trouble.push(detail));
  await reader.until(timeoutMs, 'the batch is delivered again', () => reader.calls() > 1);
  await untilReceived(40);
  await subscription.close();
  for (const key of ['c-0', 'c-1', 'c-2'])
    mustEqual(firstSeen([...quiet.received, ...reader.received], key), bodiesOf(messages, key), `those of ${key}`);
  return { reader, trouble };
};

export const redeliveryLaws: ReadonlyArray<StreamingLaw> = [
  {
    name: 'a batch that the subscriber refuses is delivered again, and no message is skipped',
    check: async (make) => {
      const { trouble } = await readThrough(make, 'refuses');
      mustHold(trouble.length > 0, 'the failure was reported');
    },
  },
  {
    name: 'a batch at which the subscriber throws is delivered again, and no message is skipped',
    check: async (make) => {
      const { trouble } = await readThrough(make, 'throws');
      mustHold(trouble.length > 0, 'the failure was reported');
    },
  },
  {
    name: 'a subscriber that has lost its partitions claims those still assigned again and skips no message',
    check: async (make) => {
      const { reader } = await readThrough(make, 'loses its partitions');
      mustHold(reader.claims() > 1, 'it has claimed again');
    },
  },
];
