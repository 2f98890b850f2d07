import { mustEqual, mustHold, succeeds } from '../law.js';
import type { MakeStreaming, StreamingLaw } from '../streaming-under-test.js';
import { aMessage } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { recorder } from './recorder.js';

/** The offsets, of four messages of one customer, that a subscriber receives whose stored position is `next`. */
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
    name: 'a subscriber starts where its own positions say',
    check: async (make) => mustEqual(await offsetsFrom(make, 2, 2), [2, 3], 'offsets'),
  },
  {
    name: 'a position beyond the end is another cluster’s, and starts at the earliest',
    check: async (make) => mustEqual(await offsetsFrom(make, 5000, 4), [0, 1, 2, 3], 'offsets'),
  },
];
