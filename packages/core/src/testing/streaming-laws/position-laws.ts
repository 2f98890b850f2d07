import { mustEqual, mustHold, succeeds } from '../law.js';
import type { MakeStreaming, StreamingLaw } from '../streaming-under-test.js';
import { aMessage } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { recorder } from './recorder.js';

/** Publishes four messages of one customer, and returns the offsets received by a subscriber with the stored position `next`. */
const offsetsFrom = async (make: MakeStreaming, next: number, count: number) => {
  const subject = await inTime(make);
  const { topic, publisher } = subject;
  await succeeds(publisher.publish([1, 2, 3, 4].map((version) => aMessage(topic, 'c-1', version))));
  const reader = recorder({ next });
  const { subscription, untilReceived } = await startReading(subject, reader);
  await untilReceived(count);
  await subscription.close();
  mustHold(reader.claims() > 0, 'its partitions were claimed');
  return reader.received.map(({ offset }) => offset);
};

export const positionLaws: ReadonlyArray<StreamingLaw> = [
  {
    name: "a subscriber starts at the subscriber's stored positions",
    check: async (make) => mustEqual(await offsetsFrom(make, 2, 2), [2, 3], 'offsets'),
  },
  {
    name: 'a position beyond the end belongs to another cluster, and reading starts at the earliest message',
    check: async (make) => mustEqual(await offsetsFrom(make, 5000, 4), [0, 1, 2, 3], 'offsets'),
  },
];
