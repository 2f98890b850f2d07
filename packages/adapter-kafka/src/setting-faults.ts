import Kafka from 'node-rdkafka';
import { type LibrdkafkaProperties, propertyFaults } from './librdkafka-properties.js';
import { missingFeatures } from './missing-features.js';

/** Returns one sentence for each property that is refused or that this build of librdkafka does not support. */
export const settingFaults = (properties: LibrdkafkaProperties): ReadonlyArray<string> => [
  ...propertyFaults(properties).map(({ pointer, rule }) => `${pointer.slice(1)} ${rule}`),
  ...missingFeatures(properties, Kafka.features),
];
