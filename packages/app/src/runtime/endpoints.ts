import type { Config } from '../config.js';

/** The settings, and where everything is once what is embedded has been started. */
export interface Endpoints extends Omit<Config, 'databaseUrl' | 'dwhDatabaseUrl' | 'kafkaBrokers' | 'tokens'> {
  readonly databaseUrl: string;
  readonly dwhDatabaseUrl: string;
  readonly brokers: string;
  /** True: the warehouse reads all partitions by itself. False: as one of its consumer group. */
  readonly readsAlone: boolean;
  /** True: connections act as the roles that the migrations made. False: as the users of the URLs. */
  readonly asRoles: boolean;
}

export const operationalSchema = 'casm';
export const dwhSchema = 'casm_dwh';
export const dwhGroup = 'casm-dwh';

/** The complete topic and those of the rules. */
export const topicsOf = ({
  topic,
  publicationRules,
}: Pick<Endpoints, 'topic' | 'publicationRules'>): ReadonlyArray<string> => [
  ...new Set([topic, ...publicationRules.map((rule) => rule.topic)]),
];
