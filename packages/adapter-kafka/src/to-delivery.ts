import type { Delivery, Partition } from '@casm/core';
import type Kafka from 'node-rdkafka';

const traceparentIn = (headers: ReadonlyArray<Kafka.MessageHeader>): string | null => {
  for (const header of headers) {
    const value = header['traceparent'];
    if (value !== undefined) return value.toString();
  }
  return null;
};

export const toDelivery = (partition: Partition, { offset, key, value, headers = [] }: Kafka.Message): Delivery => ({
  partition,
  offset,
  key: key === null || key === undefined ? null : key.toString(),
  body: value?.toString('utf8') ?? null,
  traceparent: traceparentIn(headers),
});
