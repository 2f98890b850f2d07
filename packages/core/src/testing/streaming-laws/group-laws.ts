import { mustEqual, succeeds } from '../law.js';
import type { StreamingLaw } from '../streaming-under-test.js';
import { firstSeen, manyMessages } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { newGroup, recorder } from './recorder.js';

const customers = 12;
const keys = Array.from({ length: customers }, (_, c) => `c-${c}`);

export const groupLaws: ReadonlyArray<StreamingLaw> = [
  {
    name: 'the members of a group share the messages, and the others take over from one that leaves',
    requires: 'groups',
    check: async (make) => {
      const subject = await inTime(make);
      const { topic, publisher, timeoutMs } = subject;
      const group = newGroup();
      const [one, two] = [recorder({ group }), recorder({ group })];
      const all = () => [...one.received, ...two.received];
      const arrive = (versions: number) =>
        one.until(
          timeoutMs,
          `${versions} versions of each customer are received`,
          () => new Set(all().map(({ body }) => body)).size >= customers * versions,
        );
      const first = await startReading(subject, one);
      await succeeds(publisher.publish(manyMessages(topic, customers, { to: 5 })));
      await arrive(5);
      const second = await startReading(subject, two);
      await succeeds(publisher.publish(manyMessages(topic, customers, { from: 6, to: 10 })));
      await arrive(10);
      mustEqual(all().length, customers * 10, 'the messages that two members have received, each once');
      await first.subscription.close();
      const before = one.received.length;
      await succeeds(publisher.publish(manyMessages(topic, customers, { from: 11, to: 15 })));
      await arrive(15);
      await second.subscription.close();
      mustEqual(one.received.length, before, 'the messages of the member that has left');
      for (const key of keys) {
        const versions = firstSeen(two.received, key).length + firstSeen(one.received, key).length;
        mustEqual(versions, 15, `versions of ${key}`);
      }
    },
  },
];
