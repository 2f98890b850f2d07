import Kafka from 'node-rdkafka';
import { type LibrdkafkaProperties, propertyFaults } from './librdkafka-properties.js';
import { missingFeatures } from './missing-features.js';

/** Why these properties are refused, or cannot hold with this build of librdkafka; a sentence each. */
export const settingFaults = (properties: LibrdkafkaProperties): ReadonlyArray<string> => [
  ...propertyFaults(properties).map(({ pointer, rule }) => `${pointer.slice(1)} ${rule}`),
  ...missingFeatures(properties, Kafka.features),
];
