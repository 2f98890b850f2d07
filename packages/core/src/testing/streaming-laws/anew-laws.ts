import * as E from 'fp-ts/lib/Either.js';
import { within } from '../deadline.js';
import { mustEqual, mustHold } from '../law.js';
import type { PartitionCount, StreamingLaw, StreamingUnderTest } from '../streaming-under-test.js';
import { firstSeen, manyMessages } from './messages.js';
import { inTime } from './in-time.js';
import { startReading } from './reading.js';
import { type Group, newGroup, recorder } from './recorder.js';

const customers = 6;
const keys = Array.from({ length: customers }, (_, c) => `c-${c}`);

const recreate = async ({ recreateTopic }: StreamingUnderTest, partitions: PartitionCount): Promise<void> => {
  if (recreateTopic === undefined)
    throw new Error('the platform declares the capability new topics but has no recreateTopic');
  await recreateTopic(partitions);
};

/** Publishes with retries, as the relay does: after its topic is recreated, a publisher may fail some calls. */
const publish = async (
  { topic, publisher, timeoutMs }: StreamingUnderTest,
  versions: { readonly from?: number; readonly to: number },
): Promise<void> => {
  const messages = manyMessages(topic, customers, versions);
  const tryUntilTaken = async (): Promise<void> => {
    while (E.isLeft(await publisher.publish(messages)()));
  };
  await within(timeoutMs, 'the messages are taken', tryUntilTaken());
};

/** Publishes and reads the first versions until every partition has a mark. */
const readAndMarked = async (subject: StreamingUnderTest, group: Group, versions: number): Promise<void> => {
  await publish(subject, { to: versions });
  const reader = recorder({ group });
  const { subscription, untilReceived } = await startReading(subject, reader);
  await untilReceived(customers * versions);
  await reader.until(
    subject.timeoutMs,
    'each partition that has a position has a mark',
    () => group.marks.size === group.positions.size && marksAreLatest(group),
  );
  await subscription.close();
};

const marksAreLatest = ({ positions, marks }: Group): boolean =>
  [...positions].every(([name, next]) => marks.get(name)?.offset === next - 1);

/** The words for a law's name. */
const withPartitions = { 'as many': '', fewer: ' with fewer partitions', more: ' with more partitions' } as const;

const recreatedWhileRead = (partitions: PartitionCount): StreamingLaw => ({
  name: `a topic that is recreated${withPartitions[partitions]} while it is read is read from the beginning, even if it grows fast`,
  requires: 'new topics',
  check: async (make) => {
    const subject = await inTime(make);
    const group = newGroup();
    await readAndMarked(subject, group, 5);
    const reader = recorder({ group });
    const { subscription, untilReceived } = await startReading(subject, reader);
    await recreate(subject, partitions);
    await publish(subject, { from: 101, to: 120 });
    await untilReceived(customers * 20);
    await reader.until(subject.timeoutMs, 'startOver of the subscriber is called', () => reader.startsOver() > 0);
    await subscription.close();
    for (const key of keys) mustEqual(firstSeen(reader.received, key).length, 20, `versions of ${key}`);
  },
});

const counts: ReadonlyArray<PartitionCount> = ['as many', 'fewer', 'more'];

export const anewLaws: ReadonlyArray<StreamingLaw> = [
  {
    name: 'a topic that was recreated while nobody read is read from the beginning, even if it is longer than before',
    requires: 'new topics',
    check: async (make) => {
      const subject = await inTime(make);
      const group = newGroup();
      await readAndMarked(subject, group, 5);
      await recreate(subject, 'as many');
      await publish(subject, { from: 101, to: 120 });
      const next = recorder({ group });
      const { subscription, untilReceived } = await startReading(subject, next);
      await untilReceived(customers * 20);
      await subscription.close();
      for (const key of keys) mustEqual(firstSeen(next.received, key).length, 20, `versions of ${key}`);
      mustHold(next.startsOver() > 0, 'startOver of the subscriber is called');
    },
  },
  ...counts.map(recreatedWhileRead),
  {
    name: 'an unchanged topic is read from the stored positions',
    requires: 'new topics',
    check: async (make) => {
      const subject = await inTime(make);
      const group = newGroup();
      await readAndMarked(subject, group, 5);
      const before = new Map(group.positions);
      await publish(subject, { from: 6, to: 7 });
      const next = recorder({ group });
      const { subscription, untilReceived } = await startReading(subject, next);
      await untilReceived(customers * 2);
      await subscription.close();
      mustEqual(next.startsOver(), 0, 'the number of restarts');
      mustHold(
        next.received.every(({ partition, offset }) => offset >= (before.get(JSON.stringify(partition)) ?? 0)),
        'nothing is read again',
      );
    },
  },
];
