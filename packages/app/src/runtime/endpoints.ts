/** Where everything is, once what is embedded has been started. */
export interface Endpoints {
  readonly databaseUrl: string;
  readonly dwhDatabaseUrl: string;
  readonly brokers: string;
  readonly cluster: string;
  readonly topic: string;
  readonly timeZone: string;
  /** The warehouse's consumer group; null: it reads all partitions by itself. */
  readonly groupId: string | null;
  /** True: connections act as the roles that the migrations made. False: as the users of the URLs. */
  readonly asRoles: boolean;
  readonly outboxCeiling: number;
  readonly requestIdHours: number;
  readonly failpoint: string | null;
  readonly mutant: string | null;
}

export const operationalSchema = 'casm';
export const dwhSchema = 'casm_dwh';
export const dwhGroup = 'casm-dwh';
