import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import {
  createEntry,
  customerSegments,
  type CustomerWrites,
  type Failure,
  perform,
  type ReadFailure,
  type Rejected,
  updateCustomerSegment,
} from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import pg from 'pg';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

const storeWithCustomer = async (t: ExecutionContext, options: { readonly timeoutMs?: number } = {}) => {
  const schema = await freshSchema(url);
  const store = postgresStore({ url, schema, role: `${schema}_service`, ...options });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const writes = writesTo(store.customers, numberedIds(schema));
  const { refId } = await anActiveCustomer(writes);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => admin.end());
  const journaled = async (requestId: string): Promise<number> => {
    const { rowCount } = await admin.query(`select from ${schema}.request_key where request_id = $1`, [requestId]);
    return rowCount ?? 0;
  };
  return { schema, store, writes, refId, admin, journaled };
};

const tagOf = (outcome: E.Either<Rejected | Failure, unknown>): string =>
  E.isLeft(outcome) ? outcome.left._tag : 'answered';

/** Well below the 12 s after which the driver gives up a statement. */
const slackMs = 4000;

const mustBeInTime = (since: number, timeoutMs: number): void => {
  const tookMs = performance.now() - since;
  if (tookMs > timeoutMs + slackMs)
    throw new Error(`the answer took ${tookMs} ms, and its deadline was ${timeoutMs} ms`);
};

/** The outcome of a move with a deadline in `timeoutMs`: `answered`, or the tag of the failure. Throws if it comes after the deadline. */
const moved = async (
  writes: CustomerWrites,
  refId: string,
  requestId: string,
  timeoutMs: number,
  customerSegment = 'SOHO',
): Promise<string> => {
  const since = performance.now();
  const outcome = await perform(writes)(updateCustomerSegment)(
    { requestId, customer: { refId }, customerSegment },
    context({ deadline: Date.now() + timeoutMs }),
  )();
  mustBeInTime(since, timeoutMs);
  return tagOf(outcome);
};

const someoneWaitsFor = (admin: pg.Client) => async (): Promise<boolean> => {
  const { rowCount } = await admin.query(
    'select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))',
  );
  return rowCount === 1;
};

test('a load that hangs past the deadline is StoreUnavailable, and the change is never made', async (t) => {
  const { schema, writes, refId, admin, journaled } = await storeWithCustomer(t);
  await admin.query('begin');
  await admin.query(`lock table ${schema}.catalogue_revision in access exclusive mode`);
  const alone = moved(writes, refId, 'alone in its batch', 400);
  const [late, patient] = [moved(writes, refId, 'late in its batch', 800), moved(writes, refId, 'patient', 20_000)];
  t.is(await alone, 'StoreUnavailable');
  t.is(await late, 'StoreUnavailable');
  await admin.query('commit');
  t.is(await patient, 'answered');
  t.is(await journaled('alone in its batch'), 0);
  t.is(await journaled('late in its batch'), 0);
  t.is(await journaled('patient'), 1);
});

test('a commit that hangs past the deadline is OutcomeUnknown and delays no other change; a repeat of the request reports that it was done', async (t) => {
  const { schema, writes, refId, admin, journaled } = await storeWithCustomer(t);
  const other = await anActiveCustomer(writes);
  await admin.query('begin');
  await admin.query(`select from ${schema}.customer_segment where code = 'SOHO' for update`);
  const first = moved(writes, refId, 'in the commit', 6000);
  await waitUntil(someoneWaitsFor(admin), { deadlineMs: 5500, describe: 'the commit waits' });
  const behind = moved(writes, refId, 'behind it', 1000);
  t.is(await behind, 'StoreUnavailable');
  t.is(await first, 'OutcomeUnknown');
  t.is(await moved(writes, other.refId, 'after it', 20_000, 'BUSINESS'), 'answered');
  await admin.query('commit');
  await waitUntil(async () => (await journaled('in the commit')) === 1, {
    deadlineMs: 20_000,
    describe: 'what was sent is committed',
  });
  t.is(await moved(writes, refId, 'in the commit', 20_000), 'answered');
  t.deepEqual([await journaled('in the commit'), await journaled('behind it')], [1, 0]);
});

test('a server that accepts connections and never answers is StoreUnavailable at the deadline', async (t) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const store = postgresStore({ url: `postgres://postgres@127.0.0.1:${port}/mute`, schema: 'casm' });
  t.teardown(store.close);
  const writes = writesTo(store.customers, numberedIds('x'));
  t.is(await moved(writes, 'nobody', 'r-1', 300), 'StoreUnavailable');
});

test('reads and pings that hang are StoreUnavailable at their timeout, and succeed again afterwards', async (t) => {
  const { schema, store, refId, admin } = await storeWithCustomer(t, { timeoutMs: 300 });
  const reads: ReadonlyArray<TE.TaskEither<ReadFailure, unknown>> = [
    store.customers.find({ refId }),
    store.history.segments({ refId }, { limit: 1, before: null, asOf: null }),
    store.catalogue.read,
    store.ping,
  ];
  await admin.query('begin');
  await admin.query(
    `lock table ${schema}.customer, ${schema}.customer_segment, ${schema}.catalogue_revision, ${schema}.migration`,
  );
  for (const read of reads) {
    const since = performance.now();
    t.is(tagOf(await read()), 'StoreUnavailable');
    mustBeInTime(since, 300);
  }
  await admin.query('commit');
  for (const read of reads) {
    await waitUntil(async () => E.isRight(await read()), { deadlineMs: 20_000, describe: 'the read is answered' });
  }
});

test('a change of the catalogue that hangs is StoreUnavailable at its timeout, and is never made', async (t) => {
  const { schema, store, admin } = await storeWithCustomer(t, { timeoutMs: 300 });
  const create = (code: string) =>
    createEntry(store)(customerSegments, { requestId: code, code, name: code }, context())();
  await admin.query('begin');
  await admin.query(`select from ${schema}.catalogue_revision for update`);
  const since = performance.now();
  t.is(tagOf(await create('LATE')), 'StoreUnavailable');
  mustBeInTime(since, 300);
  await admin.query('commit');
  await waitUntil(async () => E.isRight(await create('NEXT')), {
    deadlineMs: 20_000,
    describe: 'the next change goes through',
  });
  const { customerSegments: segments } = await succeeds(store.catalogue.read);
  t.deepEqual([segments.has('LATE'), segments.has('NEXT')], [false, true]);
});

test('the status shows a failing change with its cause until a change is committed', async (t) => {
  const { schema, store, writes, refId, admin } = await storeWithCustomer(t);
  t.is(store.status().failing, null);
  await admin.query(`alter table ${schema}.segment_history rename to hidden`);
  t.is(await moved(writes, refId, 'r-1', 20_000), 'StoreMisconfigured');
  t.like(store.status().failing, { cause: '42P01', phase: 'commit', changes: 1 });
  await admin.query(`alter table ${schema}.hidden rename to segment_history`);
  t.is(await moved(writes, refId, 'r-1', 20_000), 'answered');
  t.is(store.status().failing, null);
});
