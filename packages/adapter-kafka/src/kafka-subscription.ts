import type { BusinessTransactionSubscription, Delivery, Partition, Subscriber } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import { interruptible } from './interruptible.js';
import { partitionsOf, startingPoints } from './starting-points.js';

export interface KafkaSubscriptionOptions extends KafkaConnection {
  /** The name under which positions are kept: two clusters must not share one. */
  readonly cluster: string;
  readonly topic: string;
  /** The consumer group, and the name under which its positions are kept. */
  readonly group: string;
  /** True: it reads all partitions by itself, which saves the group's start of some seconds. By default the members share them. */
  readonly alone?: boolean;
  /** Most messages in one batch; by default 1000. */
  readonly maxBatch?: number;
}

/** A first message is waited for so long, in ms; a stop takes effect as soon. It holds one of libuv's threads meanwhile. */
const idleWait = 200;
const retryPause = 500;

/** A subscription that starts where the subscriber's own positions say; Kafka's stored offsets are never asked. */
export const kafkaSubscription = (options: KafkaSubscriptionOptions): BusinessTransactionSubscription => {
  const { cluster, topic, group, alone = false, maxBatch = 1000 } = options;
  const partitionOf = (partition: number): Partition => ({ cluster, group, topic, partition });
  let consumer: Kafka.KafkaConsumer | null = null;
  let loop: Promise<void> = Promise.resolve();
  let stopping = false;
  let reading = false;
  let giveUp = (): void => undefined;
  const nap = interruptible();

  const start = async (subscriber: Subscriber, onError: (detail: string) => void): Promise<void> => {
    let assigned = (): void => undefined;
    const firstAssignment = new Promise<void>((resolve, reject) => {
      assigned = resolve;
      giveUp = () => reject(new Error('closed before the first partitions were assigned'));
    });
    // Whoever starts hears of it below; closed while it connects, nobody waits for this yet.
    firstAssignment.catch(() => undefined);
    /** A rebalance must be answered, whatever goes wrong on the way: it is tried again until it is, or is over. */
    let rebalance = 0;
    let held: ReadonlyArray<number> = [];
    const assignAgain = async (reader: Kafka.KafkaConsumer, partitions: ReadonlyArray<number>): Promise<void> => {
      rebalance += 1;
      held = partitions;
      const mine = rebalance;
      while (!stopping && mine === rebalance) {
        try {
          const points = await startingPoints(reader, subscriber, partitions.map(partitionOf));
          // The group may have moved on meanwhile: what it says then is answered there.
          if (mine !== rebalance) return;
          reader.assign(points);
          reading = true;
          return assigned();
        } catch (error) {
          onError(`cannot start reading: ${messageOf(error)}`);
          await nap.sleep(retryPause);
        }
      }
      // Left without an answer, the group would wait for it, and so would the farewell.
      if (mine === rebalance && reader.isConnected()) reader.unassign();
    };
    const readAgain = async (): Promise<void> => {
      if (held.length > 0) await assignAgain(reader, held);
    };

    const reader = new Kafka.KafkaConsumer(
      {
        ...sharedSettings(options, 'casm-dwh'),
        'group.id': group,
        'enable.auto.commit': false,
        // A member that dies holds up its partitions so long; the default of 45 s kept the warehouse waiting (measured).
        // Brokers take 6 s or more.
        'session.timeout.ms': 6000,
        'heartbeat.interval.ms': 2000,
        'allow.auto.create.topics': true,
        'fetch.wait.max.ms': 100,
        'topic.metadata.refresh.interval.ms': 10_000,
        rebalance_cb: (error: Kafka.LibrdKafkaError, partitions: ReadonlyArray<Kafka.Assignment>) => {
          if (error.code === Kafka.CODES.ERRORS.ERR__ASSIGN_PARTITIONS) {
            void assignAgain(
              reader,
              partitions.map(({ partition }) => partition),
            );
          } else {
            rebalance += 1;
            held = [];
            reading = false;
            if (reader.isConnected()) reader.unassign();
          }
        },
      },
      { 'auto.offset.reset': 'earliest' },
    );
    consumer = reader;
    reader.on('event.error', (error) => onError(messageOf(error)));
    await within(
      30_000,
      'connecting to the broker',
      called((done) => reader.connect({ timeout: 30_000 }, done)),
    );
    // Subscribed before the topic is there, a member gets an empty assignment, and hears of the topic minutes later.
    const partitions = await partitionsOf(reader, topic, nap, () => stopping);
    if (stopping) return firstAssignment;
    if (alone) void assignAgain(reader, partitions);
    else reader.subscribe([topic]);
    loop = deliver(reader, subscriber, readAgain, onError);
    await firstAssignment;
  };

  /**
   * What was taken and not received, for whatever reason, must not be passed over: it is read again from where the
   * positions say, once the partitions are claimed anew. Of those who are told that theirs are lost, who is no longer a
   * member hears of it from the broker soon; for the others a claim of an earlier generation has come late.
   */
  const deliver = async (
    reader: Kafka.KafkaConsumer,
    subscriber: Subscriber,
    readAgain: () => Promise<void>,
    onError: (detail: string) => void,
  ): Promise<void> => {
    while (!stopping) {
      try {
        const messages = await nextBatch(reader, maxBatch);
        if (messages.length === 0) continue;
        const deliveries = messages.map((message) => toDelivery(partitionOf(message.partition), message));
        const received = await subscriber.receive(deliveries)();
        if (E.isRight(received)) continue;
        onError(`the batch was not received and will be delivered again: ${JSON.stringify(received.left)}`);
      } catch (error) {
        onError(`cannot read: ${messageOf(error)}`);
      }
      await nap.sleep(retryPause);
      await readAgain();
    }
  };

  return {
    start,
    isReading: () => reading,
    close: async () => {
      stopping = true;
      giveUp();
      nap.wake();
      await loop;
      reading = false;
      if (consumer?.isConnected() === true) {
        const leaving = consumer;
        await within(
          5000,
          'leaving the group',
          called((done) => leaving.disconnect(done)),
        );
      }
    },
  };
};

/** Waits for a first message, then takes what is there already. */
const nextBatch = async (reader: Kafka.KafkaConsumer, most: number): Promise<ReadonlyArray<Kafka.Message>> => {
  reader.setDefaultConsumeTimeout(idleWait);
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
