import { completeTopic, type PublicationRule, publicationRules, TopicName } from '@casm/core';
import { decode, label } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import type { Installation } from './extensions.js';
import { type HttpSettings, httpSettings } from './http-settings.js';
import { NewTopics } from './new-topics.js';
import {
  asCodec,
  asJson,
  brokers,
  postgresUrl,
  type Reader,
  timeZone,
  tokens,
  wholeNumber,
} from './setting-readers.js';
import { UserError } from './user-error.js';

const hourMs = 3_600_000;
const tenYearsOfHours = 87_600;

/** What the environment says; null where it says nothing and there is no default. */
export interface Config {
  readonly databaseUrl: string | null;
  /** By default the operational database; a schema of its own in any case. */
  readonly dwhDatabaseUrl: string | null;
  readonly kafkaBrokers: string | null;
  /** The name under which the positions in this cluster are kept. */
  readonly kafkaCluster: string;
  /** The complete topic. */
  readonly topic: string;
  /** What goes to which further topics. */
  readonly publicationRules: ReadonlyArray<PublicationRule>;
  /** How topics are made that are not there when a relay starts; null: the broker's business. */
  readonly newTopics: NewTopics | null;
  /** Whose days the warehouse counts by. */
  readonly timeZone: string;
  /** Client by token. */
  readonly tokens: ReadonlyMap<string, string> | null;
  /** With so many messages unpublished the API takes no more changes. */
  readonly outboxCeiling: number;
  /** Most changes that one statement commits. */
  readonly maxBatch: number;
  /** A change that would wait longer for its batch, in milliseconds, is answered 503 at once; in a burst five times as long. */
  readonly maxWaitMs: number;
  /** Most changes that may wait in this process; beyond it the API answers 503 at once. */
  readonly maxQueue: number;
  /** Most batches that run at once, each on a database connection of its own. */
  readonly batchesInFlight: number;
  /** How long a repeated requestId gets its first answer. */
  readonly requestIdHours: number;
  readonly http: HttpSettings;
  readonly installation: Installation;
}

/** What the environment says of this installation. Throws a UserError that names every setting that is wrong, in a line for each thing that is. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
  installation: Installation,
): Config => {
  const operationNames = installation.operations.map(({ name }) => name);
  const wrong: Array<string> = [];
  /** Blanks and line ends around a value are not meant: they come with values that were read from a file. */
  const read = <A, D>(name: string, reader: Reader<A>, byDefault: D): A | D => {
    const given = environment[name]?.trim() ?? '';
    if (given === '') return byDefault;
    const value = reader(given);
    if (E.isRight(value)) return value.right;
    for (const { pointer, rule } of value.left)
      wrong.push([name, pointer, rule].filter((word) => word !== '').join(' '));
    return byDefault;
  };
  const databaseUrl = read('CASM_DATABASE_URL', postgresUrl, null);
  const topic = read('CASM_KAFKA_TOPIC', asCodec(TopicName), completeTopic);
  const config: Config = {
    databaseUrl,
    dwhDatabaseUrl: read('CASM_DWH_DATABASE_URL', postgresUrl, databaseUrl),
    kafkaBrokers: read('CASM_KAFKA_BROKERS', brokers, null),
    kafkaCluster: read('CASM_KAFKA_CLUSTER', asCodec(label(1, 64)), 'default'),
    topic,
    publicationRules: read('CASM_PUBLICATION_RULES', asJson(publicationRules(topic, operationNames)), []),
    newTopics: read('CASM_KAFKA_NEW_TOPICS', asJson(decode(NewTopics)), null),
    timeZone: read('CASM_TIME_ZONE', timeZone, 'UTC'),
    tokens: read('CASM_API_TOKENS', tokens, null),
    outboxCeiling: read('CASM_OUTBOX_CEILING', wholeNumber(1), 500_000),
    maxBatch: read('CASM_MAX_BATCH', wholeNumber(1), 64),
    maxWaitMs: read('CASM_MAX_WAIT_MS', wholeNumber(1, hourMs), 200),
    maxQueue: read('CASM_MAX_QUEUE', wholeNumber(1), 10_000),
    batchesInFlight: read('CASM_BATCHES_IN_FLIGHT', wholeNumber(1, 100), 1),
    requestIdHours: read('CASM_REQUEST_ID_HOURS', wholeNumber(24, tenYearsOfHours), 48),
    http: httpSettings(read),
    installation,
  };
  if (wrong.length > 0) throw new UserError(...wrong);
  return config;
};
