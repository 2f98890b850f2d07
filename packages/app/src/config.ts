import { completeTopic, type PublicationRule, publicationRules, TopicName, type Violation } from '@casm/core';
import { decode, text } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Installation } from './extensions.js';
import { type HttpSettings, httpSettings } from './http-settings.js';
import { NewTopics } from './new-topics.js';
import { UserError } from './user-error.js';

/** Text of which `read` makes a value, or undefined where it is not what `name` says. */
const setting = <A>(name: string, read: (input: string) => A | undefined): t.Type<A, unknown, unknown> =>
  new t.Type<A, unknown, unknown>(
    name,
    (input): input is A => input !== undefined,
    (input, context) => {
      const value = typeof input === 'string' ? read(input) : undefined;
      return value === undefined ? t.failure(input, context) : t.success(value);
    },
    t.identity,
  );

const onlyIf = (holds: (input: string) => boolean) => (input: string) => (holds(input) ? input : undefined);

const postgresUrl = setting(
  'a URL such as postgres://user:password@host:5432/database',
  onlyIf((input) => URL.canParse(input) && /^postgres(ql)?:$/.test(new URL(input).protocol)),
);

const brokers = setting(
  'one or more host:port, separated by commas',
  onlyIf((input) => input.split(',').every((broker) => /^[^\s,]+:\d{1,5}$/.test(broker))),
);

const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
};

const timeZone = setting('the IANA name of a time zone, such as Europe/Vienna', onlyIf(isTimeZone));

const tokens = setting(
  'one or more client:token, separated by commas, with tokens of 16 characters or more',
  (input) => {
    const pairs = input.split(',').map((pair) => /^([^\s:,]+):([^\s,]{16,})$/.exec(pair.trim()));
    const clients = pairs.flatMap((pair) =>
      pair?.[1] === undefined || pair[2] === undefined ? [] : [[pair[2], pair[1]] as const],
    );
    return clients.length === pairs.length ? new Map(clients) : undefined;
  },
);

const wholeNumber = (least: number) =>
  setting(`a whole number of at least ${least}`, (input) =>
    /^\d{1,9}$/.test(input) && Number(input) >= least ? Number(input) : undefined,
  );

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

/** JSON, or what is wrong with it as a violation of the whole. */
const jsonIn = (input: string): E.Either<ReadonlyArray<Violation>, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(input),
    () => [{ pointer: '', rule: 'must be JSON' }],
  );

/** What the environment says of this installation. Throws a UserError that names every setting that is wrong. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
  installation: Installation,
): Config => {
  const operationNames = installation.operations.map(({ name }) => name);
  const wrong: Array<string> = [];
  const read = <A, D>(name: string, codec: t.Type<A, unknown, unknown>, byDefault: D): A | D => {
    const given = environment[name];
    if (given === undefined || given === '') return byDefault;
    const decoded = codec.decode(given);
    if (E.isRight(decoded)) return decoded.right;
    wrong.push(`${name} must be ${codec.name}`);
    return byDefault;
  };
  /** A setting in JSON, of which every violation is named with its place. */
  const readJson = <A>(
    name: string,
    byDefault: string,
    decodeJson: (json: unknown) => E.Either<ReadonlyArray<Violation>, A>,
  ): A | null => {
    const decoded = E.flatMap(decodeJson)(jsonIn(environment[name] || byDefault));
    if (E.isRight(decoded)) return decoded.right;
    wrong.push(
      ...decoded.left.map(({ pointer, rule }) => [name, pointer, rule].filter((word) => word !== '').join(' ')),
    );
    return null;
  };
  const databaseUrl = read('CASM_DATABASE_URL', postgresUrl, null);
  const topic = read('CASM_KAFKA_TOPIC', setting(TopicName.name, onlyIf(TopicName.is)), completeTopic);
  const config: Config = {
    databaseUrl,
    dwhDatabaseUrl: read('CASM_DWH_DATABASE_URL', postgresUrl, databaseUrl),
    kafkaBrokers: read('CASM_KAFKA_BROKERS', brokers, null),
    kafkaCluster: read('CASM_KAFKA_CLUSTER', text(1, 64), 'default'),
    topic,
    publicationRules: readJson('CASM_PUBLICATION_RULES', '[]', publicationRules(topic, operationNames)) ?? [],
    newTopics: environment['CASM_KAFKA_NEW_TOPICS'] ? readJson('CASM_KAFKA_NEW_TOPICS', '', decode(NewTopics)) : null,
    timeZone: read('CASM_TIME_ZONE', timeZone, 'UTC'),
    tokens: read('CASM_API_TOKENS', tokens, null),
    outboxCeiling: read('CASM_OUTBOX_CEILING', wholeNumber(1), 500_000),
    maxBatch: read('CASM_MAX_BATCH', wholeNumber(1), 64),
    maxWaitMs: read('CASM_MAX_WAIT_MS', wholeNumber(1), 200),
    maxQueue: read('CASM_MAX_QUEUE', wholeNumber(1), 10_000),
    batchesInFlight: read('CASM_BATCHES_IN_FLIGHT', wholeNumber(1), 1),
    requestIdHours: read('CASM_REQUEST_ID_HOURS', wholeNumber(24), 48),
    http: httpSettings(read, wholeNumber),
    installation,
  };
  const [first, ...others] = wrong;
  if (first !== undefined) throw new UserError(first, ...others);
  return config;
};
