import { sequenceS } from 'fp-ts/lib/Apply.js';
import * as E from 'fp-ts/lib/Either.js';
import * as RA from 'fp-ts/lib/ReadonlyArray.js';
import type { Config } from './config.js';
import { UserError } from './user-error.js';

/** What the store is opened with. */
interface StoreSettings extends Pick<
  Config,
  | 'deadlineMs'
  | 'maxBatch'
  | 'maxWaitMs'
  | 'maxQueue'
  | 'batchesInFlight'
  | 'outboxCeiling'
  | 'requestIdHours'
  | 'campaignChunkRows'
> {
  readonly databaseUrl: string;
  /** The role that connections act as; null: the user of the URL. */
  readonly databaseRole: string | null;
}

/** What the warehouse is opened with. */
interface WarehouseSettings extends Pick<Config, 'timeZone'> {
  readonly dwhDatabaseUrl: string;
  /** As `databaseRole`. */
  readonly dwhDatabaseRole: string | null;
}

type PublicationSettings = Pick<Config, 'topic' | 'publicationRules'>;

export interface KafkaSettings
  extends PublicationSettings, Pick<Config, 'newTopics' | 'kafkaCluster' | 'kafkaProperties'> {
  readonly kafkaBrokers: string;
}

/** How a process works on campaigns. */
export type CampaignSettings = Pick<
  Config,
  'campaignWorkers' | 'campaignRowsPerSecond' | 'campaignCallLatencyMs' | 'campaignDays'
>;

/** What `casm serve` runs on. */
export type ApiSettings = StoreSettings &
  WarehouseSettings &
  PublicationSettings &
  CampaignSettings &
  Pick<Config, 'installation' | 'replicaDatabaseUrl' | 'replicaMaxLagMs'>;
/** What `casm relay` runs on. */
export type RelaySettings = StoreSettings & KafkaSettings;
/** What `casm dwh` runs on. */
export interface SubscriberSettings extends WarehouseSettings, KafkaSettings {
  /** True: it reads all partitions by itself. False: as one of its consumer group. */
  readonly readsExclusively: boolean;
  /** How long the broker holds a fetch that finds nothing, in ms; undefined: as long as the subscription does by default. */
  readonly fetchWaitMs?: number | undefined;
}

const given = <A>(name: string, value: A | null): E.Either<ReadonlyArray<string>, A> =>
  value === null ? E.left([`${name} is mandatory for this command`]) : E.right(value);

const all = sequenceS(E.getApplicativeValidation(RA.getSemigroup<string>()));

/** The value, or a UserError that names every setting that is missing. */
const complete = <A>(settings: E.Either<ReadonlyArray<string>, A>): A => {
  if (E.isLeft(settings)) throw new UserError(...settings.left);
  return settings.right;
};

const database = ({ databaseUrl }: Config) => given('CASM_DATABASE_URL', databaseUrl);
const dwhDatabase = ({ dwhDatabaseUrl }: Config) => given('CASM_DWH_DATABASE_URL', dwhDatabaseUrl);
const brokers = ({ kafkaBrokers }: Config) => given('CASM_KAFKA_BROKERS', kafkaBrokers);

/** Somebody must be able to come in, and nobody unknown by an oversight. */
const authentication = ({ auth, tokens, jwtIssuers, apiKeys }: Config): E.Either<ReadonlyArray<string>, boolean> => {
  const knowsSomebody = tokens !== null || jwtIssuers !== null || apiKeys;
  if (auth === 'none' && knowsSomebody)
    return E.left(['CASM_AUTH=none lets everybody in: leave CASM_JWT_ISSUERS, CASM_API_KEYS and CASM_API_TOKENS out']);
  return auth === 'none' || knowsSomebody
    ? E.right(knowsSomebody)
    : E.left([
        'nobody could come in: set CASM_JWT_ISSUERS, CASM_API_KEYS=on or CASM_API_TOKENS (CASM_AUTH=none lets everybody in, on this machine only)',
      ]);
};

/** Processes of their own act as the users of their URLs, and share the topic with others of their group. */
const separate = { databaseRole: null, dwhDatabaseRole: null, readsExclusively: false };

export const apiSettings = (config: Config) => ({
  ...config,
  ...separate,
  ...complete(
    all({
      databaseUrl: database(config),
      dwhDatabaseUrl: dwhDatabase(config),
      authentication: authentication(config),
    }),
  ),
});

export const relaySettings = (config: Config): RelaySettings => ({
  ...config,
  ...separate,
  ...complete(all({ databaseUrl: database(config), kafkaBrokers: brokers(config) })),
});

export const subscriberSettings = (config: Config): SubscriberSettings => ({
  ...config,
  ...separate,
  ...complete(all({ dwhDatabaseUrl: dwhDatabase(config), kafkaBrokers: brokers(config) })),
});

export const migrateSettings = (config: Config) => ({
  ...config,
  ...separate,
  ...complete(
    all({
      databaseUrl: given('CASM_MIGRATION_DATABASE_URL or CASM_DATABASE_URL', config.migrationDatabaseUrl),
      dwhDatabaseUrl: given('CASM_DWH_MIGRATION_DATABASE_URL or CASM_DWH_DATABASE_URL', config.dwhMigrationDatabaseUrl),
    }),
  ),
});

/** What `casm replay` publishes to; its journal may be that of a running `casm dev`. */
export const replaySettings = (config: Config) => ({
  ...config,
  ...complete(all({ kafkaBrokers: brokers(config) })),
});
