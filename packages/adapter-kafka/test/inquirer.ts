import Kafka from 'node-rdkafka';

/** For one answer of the broker; whoever gets none asks again. */
const timeoutMs = 2000;

/** A client that asks about topics, and creates none by asking. */
export const inquirer = async (brokers: string) => {
  const client = new Kafka.KafkaConsumer({ 'bootstrap.servers': brokers, 'group.id': 'inquirer' }, {});
  await new Promise<void>((resolve, reject) => {
    client.connect({}, (error) => (error ? reject(error) : resolve()));
  });
  const partitions = (topic: string): Promise<number> =>
    new Promise((resolve) => {
      client.getMetadata({ topic, timeout: timeoutMs }, (error, metadata) =>
        resolve(error ? 0 : (metadata.topics.find(({ name }) => name === topic)?.partitions.length ?? 0)),
      );
    });
  return {
    partitions,
    /** Null if the partition does not exist, or has no leader yet. */
    highOffset: async (topic: string, partition: number): Promise<number | null> => {
      // librdkafka 2.12 keeps the answer that a topic does not exist, and a query of offsets does not ask again (measured: for 40 s).
      if ((await partitions(topic)) <= partition) return null;
      return new Promise((resolve) => {
        client.queryWatermarkOffsets(topic, partition, timeoutMs, (error, offsets) =>
          resolve(error ? null : offsets.highOffset),
        );
      });
    },
    disconnect: () =>
      new Promise<void>((resolve) => {
        client.disconnect(() => resolve());
      }),
  };
};
