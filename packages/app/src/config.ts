import type { JwtIssuer } from '@casm/access';
import type { ClientLimits } from '@casm/adapter-http';
import type { LibrdkafkaProperties } from '@casm/adapter-kafka';
import { type PublicationRule, publicationRules } from '@casm/core';
import { accessSettings, clientLimits } from './configuration/access-settings.js';
import { changeSettings } from './configuration/change-settings.js';
import { databaseSettings } from './configuration/database-settings.js';
import { extensionsSetting } from './configuration/declared-settings.js';
import { type HttpSettings, httpSettings } from './configuration/http-settings.js';
import { operationsSettings } from './configuration/operations-settings.js';
import { kafkaProperties } from './configuration/kafka-security-settings.js';
import { kafkaSettings } from './configuration/kafka-settings.js';
import type { NewTopics } from './configuration/new-topics.js';
import { type EffectiveSetting, type Reading, reading } from './configuration/read-settings.js';
import { asJson, type Reader } from './configuration/setting-readers.js';
import type { SettingSources } from './configuration/setting-sources.js';
import type { Setting } from './configuration/setting.js';
import type { Installation } from './extensions.js';
import type { LogLevel } from './runtime/log.js';
import { UserError } from './user-error.js';

/** What the settings say; null where they say nothing and there is no default. */
export interface Config {
  readonly databaseUrl: string | null;
  /** By default the operational database; a schema of its own in any case. */
  readonly dwhDatabaseUrl: string | null;
  /** Each database as its owner, for migrations. */
  readonly migrationDatabaseUrl: string | null;
  readonly dwhMigrationDatabaseUrl: string | null;
  /** A standby of the operational database, for reads that prefer a replica; null: there is none. */
  readonly replicaDatabaseUrl: string | null;
  /** How old a state of it is read. */
  readonly replicaMaxLagMs: number;
  readonly kafkaBrokers: string | null;
  /** How clients reach the brokers, and what else is said of them, as properties of librdkafka. */
  readonly kafkaProperties: LibrdkafkaProperties;
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
  /** Whose access tokens are taken. */
  readonly jwtIssuers: ReadonlyArray<JwtIssuer> | null;
  /** Whether API keys are taken. */
  readonly apiKeys: boolean;
  /** What each client may take of this process. */
  readonly clientLimits: ClientLimits;
  /** `none`: everybody is let in. */
  readonly auth: 'required' | 'none';
  /** With so many messages unpublished the API takes no more changes. */
  readonly outboxCeiling: number;
  /** The time in which a request is answered, in milliseconds, also if the database hangs. */
  readonly deadlineMs: number;
  /** Most changes that one statement commits. */
  readonly maxBatch: number;
  /**
   * A change that would wait longer for its batch, in milliseconds, is answered 503 at once; in a burst five times as long.
   * While changes are refused only the next batch is filled.
   */
  readonly maxWaitMs: number;
  /** Most changes that may wait in this process; beyond it the API answers 503 at once. */
  readonly maxQueue: number;
  /** Most batches that run at once, each on a database connection of its own. */
  readonly batchesInFlight: number;
  /** How many chunks of campaigns a serving process works on at once; 0: it leaves them to others. */
  readonly campaignWorkers: number;
  /** How many rows of a campaign are committed together. */
  readonly campaignChunkRows: number;
  /** Most rows of campaigns that a process changes in a second; null: as many as it can. */
  readonly campaignRowsPerSecond: number | null;
  /** While single changes take longer, campaigns slow down. */
  readonly campaignCallLatencyMs: number;
  /** How many days a campaign is kept after its end; null: for ever. */
  readonly campaignDays: number | null;
  /** How long a repeated requestId gets its first answer. */
  readonly requestIdHours: number;
  readonly http: HttpSettings;
  readonly operations: OperationsSettings;
  readonly installation: Installation;
}

/** What an operator sees of a process. */
export interface OperationsSettings {
  readonly logLevel: LogLevel;
  /** The port of /livez, /readyz and /metrics; null: it is that of the API, or there is none. */
  readonly port: number | null;
  /** The address of that port; null: that of the API, or loopback. */
  readonly host: string | null;
}

export interface ExaminedConfig {
  readonly config: Config;
  /** Each setting, in the order of reading. */
  readonly effective: ReadonlyArray<EffectiveSetting>;
  /** A line for each thing that is wrong. */
  readonly wrong: ReadonlyArray<string>;
}

/** What the settings say of this installation, and all that is wrong with them; a wrong value counts as none. */
export const examineConfig = (sources: SettingSources, installation: Installation): ExaminedConfig => {
  const settings = reading(sources);
  return { config: configBy(settings, installation), effective: settings.effective, wrong: settings.wrong };
};

/** What the settings say of this installation. Throws a UserError that names every setting that is wrong, in a line for each thing that is. */
export const readConfig = (sources: SettingSources, installation: Installation): Config => {
  const { config, wrong } = examineConfig(sources, installation);
  if (wrong.length > 0) throw new UserError(...wrong);
  return config;
};

const configBy = ({ read, refuse }: Reading, installation: Installation): Config => {
  const operationNames = installation.operations.map(({ name }) => name);
  const databaseUrl = read(databaseSettings.databaseUrl);
  const ownDwhDatabaseUrl = read(databaseSettings.dwhDatabaseUrl);
  const dwhDatabaseUrl = ownDwhDatabaseUrl ?? databaseUrl;
  const migrationDatabaseUrl = read(databaseSettings.migrationDatabaseUrl) ?? databaseUrl;
  const dwhMigrationDatabaseUrl =
    read(databaseSettings.dwhMigrationDatabaseUrl) ?? ownDwhDatabaseUrl ?? migrationDatabaseUrl;
  const replicaDatabaseUrl = read(databaseSettings.replicaDatabaseUrl);
  const replicaMaxLagMs = read(databaseSettings.replicaMaxLagMs);
  const kafkaBrokers = read(kafkaSettings.kafkaBrokers);
  const kafkaCluster = read(kafkaSettings.kafkaCluster);
  const topic = read(kafkaSettings.topic);
  const rules = asJson(publicationRules(topic, operationNames));
  // It is loaded before; what is wrong with it is told there.
  read(extensionsSetting);
  return {
    databaseUrl,
    dwhDatabaseUrl,
    migrationDatabaseUrl,
    dwhMigrationDatabaseUrl,
    replicaDatabaseUrl,
    replicaMaxLagMs,
    kafkaBrokers,
    kafkaProperties: kafkaProperties(read, refuse),
    kafkaCluster,
    topic,
    publicationRules: read(readBy(kafkaSettings.publicationRules, rules)) ?? [],
    newTopics: read(kafkaSettings.newTopics),
    timeZone: read(databaseSettings.timeZone),
    tokens: read(accessSettings.tokens),
    jwtIssuers: read(accessSettings.jwtIssuers),
    apiKeys: read(accessSettings.apiKeys) === 'on',
    clientLimits: clientLimits(read),
    auth: read(accessSettings.auth),
    outboxCeiling: read(changeSettings.outboxCeiling),
    deadlineMs: read(changeSettings.deadlineMs),
    maxBatch: read(changeSettings.maxBatch),
    maxWaitMs: read(changeSettings.maxWaitMs),
    maxQueue: read(changeSettings.maxQueue),
    batchesInFlight: read(changeSettings.batchesInFlight),
    campaignWorkers: read(changeSettings.campaignWorkers),
    campaignChunkRows: read(changeSettings.campaignChunkRows),
    campaignDays: read(changeSettings.campaignDays),
    campaignRowsPerSecond: read(changeSettings.campaignRowsPerSecond),
    campaignCallLatencyMs: read(changeSettings.campaignCallLatencyMs),
    requestIdHours: read(changeSettings.requestIdHours),
    http: httpSettings(read),
    operations: {
      logLevel: read(operationsSettings.logLevel),
      port: read(operationsSettings.operationsPort),
      host: read(operationsSettings.operationsHost),
    },
    installation,
  };
};

/** The setting, decoded by what is known only now. */
const readBy = <A>(setting: Setting<unknown, null>, reader: Reader<A>): Setting<A, null> => ({
  ...setting,
  kind: { ...setting.kind, read: reader },
});
