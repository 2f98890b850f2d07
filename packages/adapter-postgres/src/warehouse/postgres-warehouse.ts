import {
  type Customer,
  foldIntoWarehouse,
  type Known,
  type StoreUnavailable,
  type Warehouse,
  type WarehouseBatch,
  type WarehouseReports,
} from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type pg from 'pg';
import { openPool, openSequelize, type PostgresConnection } from '../connection.js';
import { toStoreUnavailable } from '../failures.js';
import { customerColumns, CustomerRow, customerOf, decodeRows, whole } from '../rows.js';
import { transactionOn } from '../transaction.js';
import { writeChange } from './write-change.js';
import { postgresWarehouseReports } from './postgres-warehouse-reports.js';

export interface PostgresWarehouseOptions extends PostgresConnection {
  /** IANA name of the zone whose days the moves are counted by. */
  readonly timeZone: string;
  /** Called when a batch is written and not yet committed; for tests that end the process there. */
  readonly beforeCommit?: () => void;
}

/** The data warehouse on one schema that `migrateWarehouse` has prepared. Connects when first used. */
export interface PostgresWarehouse {
  readonly warehouse: Warehouse;
  readonly reports: WarehouseReports;
  readonly ping: TE.TaskEither<StoreUnavailable, void>;
  readonly close: () => Promise<void>;
}

export const postgresWarehouse = (options: PostgresWarehouseOptions): PostgresWarehouse => {
  const { schema, timeZone, beforeCommit = () => undefined } = options;
  const pool = openPool(options, 'casm-dwh');
  const sequelize = openSequelize(options, 'casm-dwh-reports');
  const attempt = <A>(run: () => Promise<A>): TE.TaskEither<StoreUnavailable, A> =>
    TE.tryCatch(run, toStoreUnavailable);
  return {
    warehouse: {
      positions: (partitions) =>
        attempt(async () => {
          const asked = JSON.stringify(partitions);
          const { rows } = await pool.query(positionsStatement(schema), [asked]);
          return decodeRows(PositionRow)(rows).map(({ next, ...partition }) => ({ partition, next }));
        }),
      apply: (batch) =>
        attempt(() =>
          transactionOn(pool, async (connection) => {
            await apply(connection, schema, timeZone, batch);
            beforeCommit();
          }),
        ),
      missing: (versions) =>
        attempt(async () => {
          const { rows } = await pool.query(missingStatement(schema), [JSON.stringify(versions)]);
          return decodeRows(t.type({ refId: t.string, version: t.number }))(rows);
        }),
    },
    reports: postgresWarehouseReports(sequelize, schema),
    ping: attempt(async () => {
      await pool.query(`select from ${schema}.arrival`);
    }),
    close: async () => {
      await Promise.all([pool.end(), sequelize.close()]);
    },
  };
};

const positionsStatement = (schema: string): string => `
select cluster, topic, partition, p.next_offset as next
from json_to_recordset($1::json) as asked (cluster text, topic text, partition integer)
join ${schema}.subscription_position p using (cluster, topic, partition)`;

const PositionRow = t.type({ cluster: t.string, topic: t.string, partition: t.number, next: whole });

const missingStatement = (schema: string): string => `
select "refId", version
from json_to_recordset($1::json) as asked ("refId" text, version integer)
where not exists (select from ${schema}.customer_version v where v.ref_id = asked."refId" and v.version = asked.version)`;

/*
 * The positions' rows are locked first, in order: whoever else applies messages of the same partitions waits here, and
 * sees what this batch has left. One customer is always in one partition, so a version cannot be counted twice.
 */
const lockStatement = (schema: string): string => `
with there as (
  insert into ${schema}.subscription_position (cluster, topic, partition, next_offset)
  select cluster, topic, partition, 0
  from json_to_recordset($1::json) as r (cluster text, topic text, partition integer)
  order by cluster, topic, partition
  on conflict do nothing)
select from ${schema}.subscription_position p
join json_to_recordset($1::json) as r (cluster text, topic text, partition integer) using (cluster, topic, partition)
order by cluster, topic, partition
for update of p`;

const knownVersionsStatement = (schema: string): string => `
select v.ref_id, v.version
from json_to_recordset($1::json) as r (ref_id text, version integer)
join ${schema}.customer_version v using (ref_id, version)`;

const knownCustomersStatement = (schema: string): string => `
select ${customerColumns} from ${schema}.customer where ref_id = any($1)`;

const apply = async (
  connection: pg.ClientBase,
  schema: string,
  timeZone: string,
  batch: WarehouseBatch,
): Promise<void> => {
  await connection.query({
    name: 'dwh-lock',
    text: lockStatement(schema),
    values: [JSON.stringify(batch.positions.map(({ partition }) => partition))],
  });
  const known = await readKnown(connection, schema, batch);
  await writeChange(connection, schema, timeZone, foldIntoWarehouse(known, batch.transactions), batch);
};

const readKnown = async (
  connection: pg.ClientBase,
  schema: string,
  { transactions }: WarehouseBatch,
): Promise<Known> => {
  const asked = transactions.map(({ payload: { customer } }) => ({
    ref_id: customer.refId,
    version: customer.version,
  }));
  const versions = await connection.query({
    name: 'dwh-versions',
    text: knownVersionsStatement(schema),
    values: [JSON.stringify(asked)],
  });
  const customers = await connection.query({
    name: 'dwh-customers',
    text: knownCustomersStatement(schema),
    values: [[...new Set(asked.map(({ ref_id }) => ref_id))]],
  });
  const held = new Set(
    decodeRows(t.type({ ref_id: t.string, version: t.number }))(versions.rows).map(
      ({ ref_id, version }) => `${version} ${ref_id}`,
    ),
  );
  const current = new Map<string, Customer>(
    decodeRows(CustomerRow)(customers.rows).map((row) => [row.ref_id, customerOf(row)]),
  );
  return { has: (refId, version) => held.has(`${version} ${refId}`), current: (refId) => current.get(refId) };
};
