import { completeTopic, TopicName } from '@casm/core';
import { decode, label } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import { brokers, json, text } from './kinds.js';
import { NewTopics } from './new-topics.js';
import { setting } from './setting.js';

export const kafkaSettings = {
  kafkaBrokers: setting({
    name: 'CASM_KAFKA_BROKERS',
    meaning: 'the brokers to begin with',
    kind: brokers,
    byDefault: null,
    defaultInWords: '`casm dev`: in-process',
  }),
  kafkaCluster: setting({
    name: 'CASM_KAFKA_CLUSTER',
    meaning: 'the name under which positions in this cluster are kept; another cluster needs another name',
    kind: text(label(1, 64), 'text of 1 to 64 characters'),
    byDefault: 'default',
  }),
  topic: setting({
    name: 'CASM_KAFKA_TOPIC',
    meaning: 'the complete topic: every version of every customer',
    kind: text(TopicName, 'name of a topic'),
    byDefault: completeTopic,
  }),
  publicationRules: setting({
    name: 'CASM_PUBLICATION_RULES',
    meaning: 'what goes to [further topics](../how-to/run-it.md#publication-rules)',
    // What a rule may name depends on the complete topic and on the extensions: `readConfig` decodes them.
    kind: json<unknown>(E.right, 'JSON', { type: 'array', items: { type: 'object', required: ['topic'] } }),
    byDefault: null,
  }),
  newTopics: setting({
    name: 'CASM_KAFKA_NEW_TOPICS',
    meaning:
      'how a relay makes the topics that are not there yet: `{"partitions":12,"replicas":3,"retentionHours":-1}` (-1: for ever; left out: as the broker says), with `min.insync.replicas` 2 from three replicas on',
    kind: json(decode(NewTopics), 'JSON', NewTopics.schema),
    byDefault: null,
    defaultInWords: 'it makes none: the broker’s business',
  }),
};
