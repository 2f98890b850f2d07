export type { KafkaConnection } from './connection.js';
export { ensureTopics } from './ensure-topics.js';
export type { Topic } from './ensure-topics.js';
export { inProcessBroker } from './in-process-broker.js';
export type { InProcessBroker } from './in-process-broker.js';
export { kafkaPublisher } from './kafka-publisher.js';
export type { KafkaPublisherOptions } from './kafka-publisher.js';
export { kafkaSubscription } from './kafka-subscription.js';
export type { KafkaSubscriptionOptions } from './kafka-subscription.js';
