import type { BusinessTransactionSubscription, Partition, Subscriber } from '@casm/core';
import Kafka from 'node-rdkafka';
import { assignment } from './assignment.js';
import { connected } from './connected.js';
import { called, type KafkaConnection, messageOf, sharedSettings, within } from './connection.js';
import { deliver } from './delivery-loop.js';
import { interruptible } from './interruptible.js';
import { recordProbe } from './record-probe.js';
import { topicIdentity } from './topic-identity.js';
import { partitionsOf } from './topic-partitions.js';
import { waiting } from './waiting.js';

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
  /** How often it is looked whether the topic is still the same, in ms; by default 10,000. */
  readonly betweenLooksMs?: number;
}

/** A subscription that starts where the subscriber's own positions say; Kafka's stored offsets are never asked. */
export const kafkaSubscription = (options: KafkaSubscriptionOptions): BusinessTransactionSubscription => {
  const { brokers, cluster, topic, group, alone = false, maxBatch = 1000, betweenLooksMs = 10_000 } = options;
  const partitionOf = (partition: number): Partition => ({ cluster, group, topic, partition });
  let consumer: Kafka.KafkaConsumer | null = null;
  let loop: Promise<void> = Promise.resolve();
  let stopping = false;
  let giveUp = (): void => undefined;
  const nap = interruptible();
  const probe = recordProbe(options, group);
  const isOver = (): boolean => stopping;
  const waits = waiting('its start');
  const itsShare = `its share of topic ${topic} in the consumer group ${group}`;

  const start = async (subscriber: Subscriber, onError: (detail: string) => void): Promise<void> => {
    let onAssigned = (): void => undefined;
    const firstAssignment = new Promise<void>((resolve, reject) => {
      onAssigned = resolve;
      giveUp = () => reject(new Error('closed before the first partitions were assigned'));
    });
    // Whoever starts hears of it below; closed while it connects, nobody waits for this yet.
    firstAssignment.catch(() => undefined);
    const reader = newReader(options, (error, partitions) => {
      if (error.code === Kafka.CODES.ERRORS.ERR__ASSIGN_PARTITIONS)
        void assignments.take(partitions.map(({ partition }) => partition));
      else assignments.drop();
    });
    const identity = topicIdentity(probe, subscriber);
    const together = { reader, subscriber, identity, partitionOf, onError, nap, isOver, waits };
    const assignments = assignment({ ...together, itsShare, onAssigned });
    consumer = reader;
    reader.on('event.error', (error) => onError(messageOf(error)));
    waits.waitFor(`a broker at ${brokers}`);
    await connected(reader, onError, nap, isOver);
    const partitions = await partitionsOf({ connection: options, reader, topic, group, waits, onError, nap, isOver });
    if (stopping) return firstAssignment;
    waits.waitFor(itsShare);
    if (alone) void assignments.take(partitions);
    else reader.subscribe([topic]);
    loop = deliver({ ...together, brokers, topic, group, assigned: assignments, maxBatch, betweenLooksMs });
    await firstAssignment;
  };

  return {
    start,
    waitsFor: () => (stopping ? 'its end' : waits.forWhat()),
    close: async () => {
      stopping = true;
      giveUp();
      nap.wake();
      await Promise.all([probe.close(), loop]);
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

type OnRebalance = (error: Kafka.LibrdKafkaError, partitions: ReadonlyArray<Kafka.Assignment>) => void;

const newReader = (options: KafkaSubscriptionOptions, onRebalance: OnRebalance): Kafka.KafkaConsumer =>
  new Kafka.KafkaConsumer(
    {
      ...sharedSettings(options, 'casm-dwh'),
      'group.id': options.group,
      'enable.auto.commit': false,
      // A member that dies holds up its partitions so long; the default of 45 s kept the warehouse waiting (measured).
      // Brokers take 6 s or more.
      'session.timeout.ms': 6000,
      'heartbeat.interval.ms': 2000,
      'allow.auto.create.topics': true,
      'fetch.wait.max.ms': 100,
      'topic.metadata.refresh.interval.ms': 10_000,
      rebalance_cb: onRebalance,
    },
    { 'auto.offset.reset': 'earliest' },
  );
