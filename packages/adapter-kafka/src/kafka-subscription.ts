import type { BusinessTransactionSubscription, Delivery, Partition, Subscriber } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';

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
  const nap = interruptible();

  const start = async (subscriber: Subscriber, onError: (detail: string) => void): Promise<void> => {
    let assigned = (): void => undefined;
    const firstAssignment = new Promise<void>((resolve) => {
      assigned = resolve;
    });
    const assign = async (reader: Kafka.KafkaConsumer, partitions: ReadonlyArray<number>): Promise<void> => {
      reader.assign(await startingPoints(reader, subscriber, partitions.map(partitionOf)));
      reading = true;
      assigned();
    };
    /** A rebalance must be answered, whatever goes wrong on the way: it is tried again until it is, or is over. */
    let rebalance = 0;
    let held: ReadonlyArray<number> = [];
    const assignAgain = async (reader: Kafka.KafkaConsumer, partitions: ReadonlyArray<number>): Promise<void> => {
      rebalance += 1;
      held = partitions;
      const mine = rebalance;
      while (!stopping && mine === rebalance) {
        try {
          return await assign(reader, partitions);
        } catch (error) {
          onError(`cannot start reading: ${messageOf(error)}`);
          await nap.sleep(retryPause);
        }
      }
    };

    const reader = new Kafka.KafkaConsumer(
      {
        ...sharedSettings(options, 'casm-dwh'),
        'group.id': group,
        'enable.auto.commit': false,
        // A member that dies holds up its partitions so long; the default of 45 s kept the warehouse waiting (measured).
        'session.timeout.ms': 10_000,
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
    if (stopping) throw new Error('closed before the first partitions were assigned');
    if (alone) void assignAgain(reader, partitions);
    else reader.subscribe([topic]);
    loop = deliver(reader, subscriber, () => assignAgain(reader, held), onError);
    await firstAssignment;
  };

  const deliver = async (
    reader: Kafka.KafkaConsumer,
    subscriber: Subscriber,
    claimAnew: () => Promise<void>,
    onError: (detail: string) => void,
  ): Promise<void> => {
    while (!stopping) {
      try {
        const messages = await nextBatch(reader, maxBatch);
        if (messages.length > 0) await handOver(reader, subscriber, messages, claimAnew, onError);
      } catch (error) {
        onError(`cannot read: ${messageOf(error)}`);
        await nap.sleep(retryPause);
      }
    }
  };

  const handOver = async (
    reader: Kafka.KafkaConsumer,
    subscriber: Subscriber,
    messages: ReadonlyArray<Kafka.Message>,
    claimAnew: () => Promise<void>,
    onError: (detail: string) => void,
  ): Promise<void> => {
    const received = await subscriber.receive(
      messages.map((message) => toDelivery(partitionOf(message.partition), message)),
    )();
    if (E.isRight(received)) return;
    onError(`the batch was not received and will be delivered again: ${JSON.stringify(received.left)}`);
    await nap.sleep(retryPause);
    // A claim of an earlier generation may have come late. Whoever is no longer a member hears of it from the broker soon.
    if (received.left._tag === 'PartitionsLost') return claimAnew();
    for (const { topic: from, partition, offset } of firstOfEach(messages)) {
      await called<void>((done) => reader.seek({ topic: from, partition, offset }, 5000, (error) => done(error)));
    }
  };

  return {
    start,
    isReading: () => reading,
    close: async () => {
      stopping = true;
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

const firstOfEach = (messages: ReadonlyArray<Kafka.Message>): ReadonlyArray<Kafka.Message> => {
  const first = new Map<number, Kafka.Message>();
  for (const message of messages) if (!first.has(message.partition)) first.set(message.partition, message);
  return [...first.values()];
};

/**
 * The stored positions, or the earliest message where there is none. One beyond the topic's end is another cluster's
 * under an old name: it starts at the earliest as well, which the version guard makes harmless.
 */
const startingPoints = async (
  reader: Kafka.KafkaConsumer,
  subscriber: Subscriber,
  partitions: ReadonlyArray<Partition>,
): Promise<Array<Kafka.TopicPartitionOffset>> => {
  const positions = await subscriber.claim(partitions)();
  if (E.isLeft(positions)) throw new Error(`the partitions cannot be claimed: ${JSON.stringify(positions.left)}`);
  return Promise.all(
    partitions.map(async ({ topic, partition }) => {
      const stored = positions.right.find((position) => position.partition.partition === partition)?.next;
      if (stored === undefined) return { topic, partition, offset: earliest };
      const { highOffset } = await called<Kafka.WatermarkOffsets>((done) =>
        reader.queryWatermarkOffsets(topic, partition, 10_000, done),
      );
      return { topic, partition, offset: stored > highOffset ? earliest : stored };
    }),
  );
};

/** librdkafka's RD_KAFKA_OFFSET_BEGINNING. */
const earliest = -2;

/** The partitions of the topic, as soon as it has any. */
const partitionsOf = async (
  reader: Kafka.KafkaConsumer,
  topic: string,
  nap: ReturnType<typeof interruptible>,
  isOver: () => boolean,
): Promise<ReadonlyArray<number>> => {
  while (!isOver()) {
    const metadata = await called<Kafka.Metadata>((done) => reader.getMetadata({ topic, timeout: 5000 }, done)).catch(
      () => null,
    );
    const partitions = metadata?.topics.find(({ name }) => name === topic)?.partitions.map(({ id }) => id) ?? [];
    if (partitions.length > 0) return partitions;
    await nap.sleep(100);
  }
  return [];
};

/** Pauses that end at once when `wake` is called. */
const interruptible = () => {
  const sleepers = new Set<() => void>();
  return {
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          sleepers.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        sleepers.add(done);
      }),
    wake: (): void => sleepers.forEach((done) => done()),
  };
};
