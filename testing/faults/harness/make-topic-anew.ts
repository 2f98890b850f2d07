import { randomUUID } from 'node:crypto';
import Kafka from 'node-rdkafka';
import { topicEnds } from './kafka-client.js';
import { until } from './until.js';

const answersWithin = 10_000;

type Answer = Kafka.LibrdKafkaError | undefined;

const total = (ends: ReadonlyMap<number, number>): number => [...ends.values()].reduce((sum, end) => sum + end, 0);

/**
 * Deletes the topic and creates it again with the same number of partitions; a client that asks for the topic may make the broker
 * create it first. Resolves when the broker shows the new topic. The controller answers before the broker follows; until then the broker may
 * serve a topic whose deletion is decided. Therefore it must lead a topic that is created last.
 */
export const makeTopicAnew = async (brokers: string, topic: string): Promise<void> => {
  const before = await topicEnds(brokers, topic);
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  const answer = (call: (done: (error?: Kafka.LibrdKafkaError) => void) => void): Promise<Answer> =>
    new Promise((resolve) => {
      call(resolve);
    });
  const last = `after-${randomUUID()}`;
  const isThere = async (name: string, partitions: number): Promise<boolean> => {
    const asked = { topic: name, num_partitions: partitions, replication_factor: 1 };
    const refused = await answer((done) => admin.createTopic(asked, answersWithin, done));
    return !refused || refused.code === Kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS;
  };
  try {
    await until(`${topic} is deleted`, 60_000, async () => {
      const refused = await answer((done) => admin.deleteTopic(topic, answersWithin, done));
      // An earlier request may have deleted it although its answer timed out.
      return !refused || refused.code === Kafka.CODES.ERRORS.ERR_UNKNOWN_TOPIC_OR_PART;
    });
    await until(`${topic} is there again`, 60_000, () => isThere(topic, before.size));
    await until(`${last} is there`, 60_000, () => isThere(last, 1));
  } finally {
    admin.disconnect();
  }
  const endsNow = (name: string): Promise<ReadonlyMap<number, number>> =>
    topicEnds(brokers, name).catch(() => new Map<number, number>());
  await until('the broker has followed the controller', 60_000, async () => (await endsNow(last)).get(0) === 0);
  await until(`the broker shows the new ${topic}`, 30_000, async () => {
    const ends = await endsNow(topic);
    return ends.size === before.size && total(ends) < total(before);
  });
};
