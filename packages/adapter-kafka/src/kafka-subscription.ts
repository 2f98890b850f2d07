import type { BusinessTransactionSubscription, Partition, Subscriber } from '@casm/core';
import Kafka from 'node-rdkafka';
import { assignment } from './assignment.js';
import { connected } from './connected.js';
import { called, type KafkaConnection, sharedSettings, within } from './connection.js';
import { listenForTrouble } from './connection-trouble.js';
import { deliver } from './delivery-loop.js';
import { interruptible } from './interruptible.js';
import { type PartitionLag, readingProgress } from './reading-progress.js';
import { readAhead } from './read-ahead.js';
import { recordProbe } from './record-probe.js';
import { toDelivery } from './to-delivery.js';
import { topicIdentity } from './topic-identity.js';
import { partitionsOf } from './topic-partitions.js';
import { waiting } from './waiting.js';

/** A subscription that also tells how far behind it is. */
export interface KafkaSubscription extends BusinessTransactionSubscription {
  /** Of the partitions that it reads. Asks nobody. */
  readonly lag: () => ReadonlyArray<PartitionLag>;
}

/** The options of `kafkaSubscription`. */
export interface KafkaSubscriptionOptions extends KafkaConnection {
  /** The name of the cluster, under which positions are stored. It must be unique for each cluster. */
  readonly cluster: string;
  readonly topic: string;
  /** The consumer group, under whose name positions are stored. */
  readonly group: string;
  /**
   * If true, it assigns all partitions to itself and does not join the group, which saves some seconds at the start. No other member may
   * run. False by default.
   */
  readonly exclusive?: boolean;
  /** The most messages in one batch; 1000 by default. As many are read while a batch is received. */
  readonly maxBatch?: number;
  /**
   * How long the broker holds a fetch that finds nothing, in ms; 250 by default. An Apache Kafka broker answers as soon as a message
   * arrives. The in-process broker answers at the end of this time, so that it delays a lone message there.
   */
  readonly fetchWaitMs?: number | undefined;
  /** The interval of the check whether the topic was recreated or has other partitions, in ms; 10,000 by default. */
  readonly checkIntervalMs?: number;
}

/** Returns a subscription that starts at the subscriber's stored positions. It does not use Kafka's committed offsets. */
export const kafkaSubscription = (options: KafkaSubscriptionOptions): KafkaSubscription => {
  const { brokers, cluster, topic, group, exclusive = false, maxBatch = 1000, checkIntervalMs = 10_000 } = options;
  const partitions = new Map<number, Partition>();
  /** The same value for all messages of a partition. */
  const partitionOf = (partition: number): Partition => {
    const known = partitions.get(partition) ?? { cluster, group, topic, partition };
    partitions.set(partition, known);
    return known;
  };
  let consumer: Kafka.KafkaConsumer | null = null;
  let loop: Promise<void> = Promise.resolve();
  let stopping = false;
  let giveUp = (): void => undefined;
  const sleeper = interruptible();
  const probe = recordProbe(options, group);
  const isClosed = (): boolean => stopping;
  const waits = waiting('its start');
  const awaitingShare = `its share of topic ${topic} in the consumer group ${group}`;

  let lag = (): ReadonlyArray<PartitionLag> => [];

  const start = async (given: Subscriber, onError: (detail: string) => void): Promise<void> => {
    const progress = readingProgress(given);
    const { subscriber } = progress;
    let onAssigned = (): void => undefined;
    const firstAssignment = new Promise<void>((resolve, reject) => {
      onAssigned = resolve;
      giveUp = () => reject(new Error('closed before the first partitions were assigned'));
    });
    // The rejection is reported by `await firstAssignment` below. A close during the connect rejects before anything awaits it.
    firstAssignment.catch(() => undefined);
    const reader = newReader(options, (error, partitions) => {
      if (error.code === Kafka.CODES.ERRORS.ERR__ASSIGN_PARTITIONS)
        void assignments.claim(partitions.map(({ partition }) => partition));
      else assignments.revoke();
    });
    const identity = topicIdentity(probe, subscriber);
    const toRead = async (assigned: ReadonlyArray<number>): Promise<ReadonlyArray<number>> => {
      // Not by the reader, whose questions create a missing topic.
      const existing = await probe.partitions(topic);
      return exclusive ? existing : assigned.filter((partition) => existing.includes(partition));
    };
    const batches = readAhead(reader, maxBatch, (message) => toDelivery(partitionOf(message.partition), message));
    const common = { batches, subscriber, identity, partitionOf, onError, sleeper, isClosed, waits };
    const assignments = assignment({ ...common, reader, probe, toRead, awaitingShare, onAssigned });
    consumer = reader;
    lag = () => (reader.isConnected() ? progress.lag(reader) : []);
    listenForTrouble(reader, onError);
    waits.setCause(`a broker at ${brokers}`);
    await connected(reader, onError, sleeper, isClosed);
    const existing = await partitionsOf({
      connection: options,
      reader,
      topic,
      group,
      waits,
      onError,
      sleeper,
      isClosed,
    });
    if (stopping) return firstAssignment;
    waits.setCause(awaitingShare);
    if (exclusive) void assignments.claim(existing);
    else reader.subscribe([topic]);
    loop = deliver({ ...common, brokers, topic, group, assigned: assignments, checkIntervalMs });
    await firstAssignment;
  };

  return {
    start,
    lag: () => lag(),
    waitsFor: () => (stopping ? 'its end' : waits.cause()),
    close: async () => {
      stopping = true;
      giveUp();
      sleeper.wake();
      await Promise.all([probe.close(), loop]);
      if (consumer?.isConnected() === true) {
        const leaving = consumer;
        // The group is left soon. Then librdkafka 2.12 frees the client, and may wait forever for a partition that the topic has lost
        // (https://github.com/confluentinc/librdkafka/issues/4362).
        await within(
          5000,
          'leaving the group and freeing its client',
          called((done) => leaving.disconnect(done)),
        );
      }
    },
  };
};

/**
 * The bounds of the messages that librdkafka fetches ahead, about a second's worth. By default it holds up to 64 MiB of values, without
 * their headers and an entry for each message: a reader that was behind took 230 MiB outside of Node's heap. A full queue is looked at again
 * after the backoff, whose default of 1 s would let it run empty.
 */
const fetchedAhead = {
  'queued.min.messages': 10_000,
  'queued.max.messages.kbytes': 16_384,
  'fetch.queue.backoff.ms': 50,
} as const;

type OnRebalance = (error: Kafka.LibrdKafkaError, partitions: ReadonlyArray<Kafka.Assignment>) => void;

const newReader = (options: KafkaSubscriptionOptions, onRebalance: OnRebalance): Kafka.KafkaConsumer =>
  new Kafka.KafkaConsumer(
    {
      // The partitions of a member that dies are unread for this time. The default is 45 s; brokers accept 6 s or more by default.
      'session.timeout.ms': 6000,
      'heartbeat.interval.ms': 2000,
      'fetch.wait.max.ms': options.fetchWaitMs ?? 250,
      'topic.metadata.refresh.interval.ms': 10_000,
      ...fetchedAhead,
      ...sharedSettings(options, 'casm-dwh', 'consumer'),
      'group.id': options.group,
      'enable.auto.commit': false,
      'allow.auto.create.topics': true,
      rebalance_cb: onRebalance,
    },
    { 'auto.offset.reset': 'earliest' },
  );
