import {
  createCustomer,
  type CustomerOperation,
  type EntryKindName,
  perform,
  updateCustomerSegment,
  updateCustomerState,
} from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { catalogueTables } from '../src/catalogue/catalogue-tables.js';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

interface Use {
  readonly kind: EntryKindName;
  readonly code: string;
  readonly operation: CustomerOperation;
  readonly members: Readonly<Record<string, unknown>>;
  readonly rejection: string;
}

const uses: ReadonlyArray<Use> = [
  {
    kind: 'customerSegments',
    code: 'SOHO',
    operation: updateCustomerSegment,
    members: { customerSegment: 'SOHO' },
    rejection: 'SegmentRetired',
  },
  {
    kind: 'stateReasons',
    code: 'dfltSuspended',
    operation: updateCustomerState,
    members: { state: { state: 'SUSPENDED', stateReason: 'dfltSuspended' } },
    rejection: 'StateReasonRetired',
  },
  {
    kind: 'customerProfiles',
    code: 'b2b',
    operation: createCustomer,
    members: { customerProfile: 'b2b' },
    rejection: 'ProfileRetired',
  },
];

const connected = async (t: ExecutionContext) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  t.teardown(() => client.end());
  return client;
};

/** Resolves when a statement of another session waits for a row that `client` has changed. */
const untilWaitedFor = async (t: ExecutionContext, client: pg.Client): Promise<void> => {
  const observer = await connected(t);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await waitUntil(
    async () => {
      const waiting = await observer.query('select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', [
        rows[0]?.pid,
      ]);
      return waiting.rowCount !== 0;
    },
    { deadlineMs: 20_000, describe: 'the change waits for the retirement' },
  );
};

for (const { kind, code, operation, members, rejection } of uses) {
  test(`${kind}: a retirement that commits between the decision and its commit is seen, and the change is refused`, async (t) => {
    const schema = await freshSchema(url);
    const store = postgresStore({ url, schema, role: `${schema}_service` });
    t.teardown(store.close);
    await succeeds(store.catalogue.seed(exampleCatalogue));
    const writes = writesTo(store.customers, numberedIds(schema));
    const { refId } = await anActiveCustomer(writes);

    const retirement = await connected(t);
    await retirement.query('begin');
    await retirement.query(`update ${schema}.catalogue_revision set revision = revision + 1`);
    const { table } = catalogueTables[kind];
    await retirement.query(`update ${schema}.${table} set status = 'RETIRED' where code = $1`, [code]);
    const change = perform(writes)(operation)(
      { requestId: 'r-1', ...(operation.creates ? {} : { customer: { refId } }), ...members },
      context(),
    )();
    await untilWaitedFor(t, retirement);
    await retirement.query('commit');
    t.like(await change, { _tag: 'Left', left: { rejections: [{ _tag: rejection }] } });
  });
}
