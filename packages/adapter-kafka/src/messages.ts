/*
 * The messages by themselves, for a publisher on another Kafka client. Importing `@casm/adapter-kafka/messages` does not load
 * node-rdkafka.
 */
export { kafkaRecord } from './kafka-record.js';
export type { KafkaRecord } from './kafka-record.js';
export { keyHash } from './key-hash.js';
export { inBatches } from './outgoing-records.js';
