import type { Delivery, Partition, Subscriber } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type Kafka from 'node-rdkafka';
import type { Assignment } from './assignment.js';
import { called, messageOf } from './connection.js';
import type { Nap } from './interruptible.js';
import { succeeded } from './succeeded.js';
import type { TopicIdentity } from './topic-identity.js';
import { readerWaitsFor, type Waiting } from './waiting.js';

export interface Delivering {
  readonly reader: Kafka.KafkaConsumer;
  readonly subscriber: Subscriber;
  readonly identity: TopicIdentity;
  readonly assigned: Assignment;
  readonly partitionOf: (partition: number) => Partition;
  readonly brokers: string;
  readonly topic: string;
  readonly group: string;
  readonly waits: Waiting;
  readonly maxBatch: number;
  readonly betweenLooksMs: number;
  readonly onError: (detail: string) => void;
  readonly nap: Nap;
  readonly isOver: () => boolean;
}

/** A first message is waited for so long; a stop takes effect as soon. It holds one of libuv's threads meanwhile. */
const idleWaitMs = 200;
const retryPauseMs = 500;

/** Delivers one batch after the other until it is over. */
export const deliver = async (delivering: Delivering): Promise<void> => {
  const anew = new Map<number, Partition>();
  await Promise.all([read(delivering, anew), watch(delivering, anew)]);
};

/** Looks, beside the reading, whether the topic is still the same. What it finds is acted upon between two batches. */
const watch = async (
  { identity, brokers, waits, betweenLooksMs, onError, nap, isOver }: Delivering,
  anew: Map<number, Partition>,
): Promise<void> => {
  while (!isOver()) {
    await nap.sleep(betweenLooksMs);
    const silent = `an answer of the broker at ${brokers}`;
    try {
      if (!isOver()) for (const partition of await identity.lookAgain()) anew.set(partition.partition, partition);
      if (waits.forWhat() === silent) waits.waitFor(null);
    } catch (error) {
      if (isOver()) return;
      if (waits.forWhat() === null) waits.waitFor(silent);
      onError(`cannot look whether the topic is still the same: ${messageOf(error)}`);
    }
  }
};

/**
 * What was taken and not received, for whatever reason, must not be passed over: it is read again from where the
 * positions say, once the partitions are claimed anew. Of those who are told that theirs are lost, who is no longer a
 * member hears of it from the broker soon; for the others a claim of an earlier generation has come late.
 */
const read = async (delivering: Delivering, anew: Map<number, Partition>): Promise<void> => {
  const { reader, subscriber, assigned, waits, maxBatch, onError, nap, isOver } = delivering;
  while (!isOver()) {
    try {
      if (anew.size > 0) {
        await succeeded('starting over', subscriber.startOver([...anew.values()]));
        anew.clear();
      } else {
        const messages = await nextBatch(reader, maxBatch);
        if (messages.length === 0 || (await receive(delivering, messages))) continue;
      }
    } catch (error) {
      if (waits.forWhat() !== null) waits.waitFor(readerWaitsFor(error, delivering));
      onError(`cannot read: ${messageOf(error)}`);
    }
    assigned.letGo();
    await nap.sleep(retryPauseMs);
    await assigned.takeAgain();
  }
};

/** Whether the subscriber has received them. */
const receive = async (
  { subscriber, identity, partitionOf, onError }: Delivering,
  messages: ReadonlyArray<Kafka.Message>,
): Promise<boolean> => {
  const deliveries = messages.map((message) => toDelivery(partitionOf(message.partition), message));
  const received = await subscriber.receive(deliveries)();
  if (E.isLeft(received)) {
    onError(`the batch was not received and will be delivered again: ${JSON.stringify(received.left)}`);
    return false;
  }
  for (const message of messages) identity.received(partitionOf(message.partition), message);
  return true;
};

/** Waits for a first message, then takes what is there already. */
const nextBatch = async (reader: Kafka.KafkaConsumer, most: number): Promise<ReadonlyArray<Kafka.Message>> => {
  reader.setDefaultConsumeTimeout(idleWaitMs);
  const first = await called<ReadonlyArray<Kafka.Message>>((done) => reader.consume(1, done));
  if (first.length === 0) return first;
  reader.setDefaultConsumeTimeout(1);
  return [...first, ...(await called<ReadonlyArray<Kafka.Message>>((done) => reader.consume(most - 1, done)))];
};

const toDelivery = (partition: Partition, { offset, key, value }: Kafka.Message): Delivery => ({
  partition,
  offset,
  key: key === null || key === undefined ? null : key.toString(),
  body: value?.toString('utf8') ?? null,
});
