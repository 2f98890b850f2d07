import type { DatabaseToCheck } from '@casm/adapter-postgres';
import type { ConfiguredDatabase } from './check-databases.js';
import { dwhSchema, operationalSchema } from './names.js';

type Rights = DatabaseToCheck['rights'];

export const roleIfAny = (role: string | null): { readonly role?: string } => (role === null ? {} : { role });

/** The operational database, for what `rights` allow. */
export const storeDatabase = (
  { databaseUrl: url, databaseRole }: { readonly databaseUrl: string; readonly databaseRole: string | null },
  rights: Extract<Rights, 'owner' | 'service' | 'journal_reader' | 'key_keeper'>,
): ConfiguredDatabase => ({
  setting: 'CASM_DATABASE_URL',
  url,
  schema: operationalSchema,
  holds: 'operational',
  rights,
  ...roleIfAny(databaseRole),
});

/** The data warehouse, for what `rights` allow. */
export const warehouseDatabase = (
  {
    dwhDatabaseUrl: url,
    dwhDatabaseRole,
    timeZone,
  }: { readonly dwhDatabaseUrl: string; readonly dwhDatabaseRole: string | null; readonly timeZone: string },
  rights: Extract<Rights, 'owner' | 'subscriber' | 'repairer'>,
): ConfiguredDatabase => ({
  setting: 'CASM_DWH_DATABASE_URL',
  url,
  schema: dwhSchema,
  holds: 'warehouse',
  rights,
  timeZone,
  ...roleIfAny(dwhDatabaseRole),
});
