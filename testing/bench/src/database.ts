import { migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import { startPostgres, type RunningPostgres } from '@casm/test-engines';
import pg from 'pg';

/** The same server for every contender; what makes a commit durable is as it comes: on. */
const settings = { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '30min' };

export interface BenchDatabase {
  readonly url: string;
  /** The first column of the first row, as text. */
  readonly query: (text: string, values?: ReadonlyArray<unknown>) => Promise<string>;
  /** The settings that a commit's durability hangs on. */
  readonly durability: string;
  readonly stop: () => Promise<void>;
}

const migrateAll = async (url: string): Promise<void> => {
  await migrateOperational({ url, schema: 'casm' });
  await migrateWarehouse({ url, schema: 'casm_dwh' });
};

/** `migrate` makes the schemas; by default those of this build. */
export const openDatabase = async (migrate = migrateAll): Promise<BenchDatabase> => {
  const server: RunningPostgres = await startPostgres(settings);
  await migrate(server.url);
  const pool = new pg.Pool({ connectionString: server.url, max: 4 });
  const query: BenchDatabase['query'] = async (text, values = []) => {
    const { rows } = await pool.query<Array<unknown>>({ text, values: [...values], rowMode: 'array' });
    const value = rows[0]?.[0];
    return typeof value === 'string' ? value : JSON.stringify(value ?? null);
  };
  const durability = await query(
    `select string_agg(name || ' ' || setting, ', ') as settings from pg_settings
     where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  return {
    url: server.url,
    query,
    durability,
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
};

const tables = 'customer, customer_external_id, segment_history, business_transaction, outbox, request_key'
  .split(', ')
  .map((table) => `casm.${table}`)
  .join(', ');

/** Customers bench-1 to bench-n in one of three segments, each with its external id and its first period. */
export const fill = async ({ query }: BenchDatabase, customers: number): Promise<void> => {
  await query(`truncate ${tables}`);
  await query(
    `insert into casm.customer_segment (code, name, status)
     select code, code, 'ACTIVE' from unnest(array['RESIDENTIAL', 'SOHO', 'BUSINESS']) as code
     on conflict do nothing`,
  );
  await query(
    `insert into casm.state_reason (code, state, name, status) values ('dfltActive', 'ACTIVE', 'In service', 'ACTIVE')
     on conflict do nothing`,
  );
  await query(`update casm.catalogue_revision set revision = revision + 1`);
  await query(
    `insert into casm.customer (ref_id, version, occurred_at, external_id, customer_segment, custom_attributes, state,
       state_reason, state_valid_from, test_customer)
     select 'bench-' || n, 1, '2026-01-01Z', 'crm-' || n, (array['RESIDENTIAL', 'SOHO', 'BUSINESS'])[1 + n % 3], '{}',
       'ACTIVE', 'dfltActive', '2026-01-01Z', false
     from generate_series(1, $1::integer) as n`,
    [customers],
  );
  await query(
    `insert into casm.customer_external_id (external_id, ref_id)
     select 'crm-' || n, 'bench-' || n from generate_series(1, $1::integer) as n`,
    [customers],
  );
  await query(
    `insert into casm.segment_history (ref_id, version, valid_from, customer_segment, initiator, request_id, transaction_id)
     select ref_id, 1, occurred_at, customer_segment, 'bench', ref_id, ref_id from casm.customer`,
  );
  await query(`vacuum analyze ${tables}`);
};

export const outboxSize = async ({ query }: BenchDatabase): Promise<number> =>
  Number(await query('select count(*) from casm.outbox'));

/** Whether the outbox is empty. Looks at one row: counting 200,000 rows every 10 ms took the processor from what is measured. */
export const isOutboxEmpty = async ({ query }: BenchDatabase): Promise<boolean> =>
  (await query(
    'select count(*) from (select from casm.outbox order by topic desc, position desc limit 1) as newest',
  )) === '0';

/** From the decision to the commit in the warehouse, of versions decided after `since`, in ms. */
export const freshness = async (
  { query }: BenchDatabase,
  since: string,
): Promise<{ readonly p50: number; readonly p99: number }> => {
  const quantiles = await query(
    `select percentile_cont(array[0.5, 0.99]) within group (order by extract(epoch from applied_at - valid_from) * 1000)::text
     from casm_dwh.customer_version where valid_from > $1::timestamptz`,
    [since],
  );
  const [p50 = Number.NaN, p99 = Number.NaN] = quantiles.replace(/[{}]/g, '').split(',').map(Number);
  return { p50, p99 };
};

/** Every contender starts with pages that must be written in full once more. */
export const checkpoint = async ({ query }: BenchDatabase): Promise<void> => {
  await query('checkpoint');
};
