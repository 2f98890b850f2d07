import { type Failure, perform, type Rejected, updateCustomerSegment } from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import pg from 'pg';
import { postgresStore, type DatabaseUrl } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

const admin = new pg.Pool({ connectionString: url });
test.after.always(() => admin.end());

const storeOn = (t: ExecutionContext, options: Partial<DatabaseUrl>) => {
  const store = postgresStore({ url, schema: 'casm', ...options });
  t.teardown(store.close);
  return store;
};

const failureOf = async (task: TaskEither<Rejected | Failure, unknown>) => {
  const outcome = await task();
  return E.isLeft(outcome) && outcome.left._tag !== 'Rejected' ? outcome.left : null;
};

/** Expects StoreMisconfigured from a read, a change, the relay's read, the catalogue, the journal and the ping. */
const mustAllBeMisconfigured = async (
  t: ExecutionContext,
  store: ReturnType<typeof storeOn>,
  detail: RegExp,
  detailOfPing = detail,
): Promise<void> => {
  const writes = writesTo(store.customers, numberedIds('m'));
  const body = { requestId: 'm', customer: { refId: 'm' }, customerSegment: 'SOHO' };
  const tasks = {
    read: store.customers.find({ refId: 'm' }),
    change: perform(writes)(updateCustomerSegment)(body, context()),
    relay: store.outbox.pending([1], 'casm.customer', 1),
    catalogue: store.catalogue.read,
    journal: store.journal.read(
      { topic: 'casm.customer', from: null, to: null, refId: null, withDiscarded: false },
      () => async () => E.right(undefined),
    ),
    ping: store.ping,
  };
  for (const [what, task] of Object.entries<TaskEither<Rejected | Failure, unknown>>(tasks)) {
    const failure = await failureOf(task);
    t.is(failure?._tag, 'StoreMisconfigured', what);
    t.regex(
      failure !== null && 'detail' in failure ? failure.detail : '',
      what === 'ping' ? detailOfPing : detail,
      what,
    );
  }
};

const withUser = async (t: ExecutionContext, name: string): Promise<string> => {
  const user = `${name}_${process.pid}`;
  await admin.query(`create role ${user} login`);
  t.teardown(async () => void (await admin.query(`drop role ${user}`)));
  const asUser = new URL(url);
  asUser.username = user;
  return asUser.href;
};

test('a schema that was never migrated is misconfigured', (t) =>
  mustAllBeMisconfigured(
    t,
    storeOn(t, { schema: 'never_migrated' }),
    /SQLSTATE (42P01|3F000)/,
    /^the schema never_migrated is not there: run casm migrate, or migrateOperational in your own process$/,
  ));

test('a missing database is misconfigured', (t) => {
  const elsewhere = new URL(url);
  elsewhere.pathname = '/nowhere';
  return mustAllBeMisconfigured(t, storeOn(t, { url: elsewhere.href }), /SQLSTATE 3D000/);
});

test('a user without rights is misconfigured', async (t) => {
  const [schema, asUser] = [await freshSchema(url), await withUser(t, 'without_rights')];
  await mustAllBeMisconfigured(
    t,
    storeOn(t, { url: asUser, schema }),
    /SQLSTATE 42501/,
    /^without_rights_\d+ may not use the schema/,
  );
});

test('an unknown user is misconfigured', (t) => {
  const asNobody = new URL(url);
  asNobody.username = 'nobody_at_all';
  return mustAllBeMisconfigured(t, storeOn(t, { url: asNobody.href }), /SQLSTATE 28000/);
});

test('a column of another release is misconfigured', async (t) => {
  const schema = await freshSchema(url);
  const store = storeOn(t, { schema });
  await admin.query(`alter table ${schema}.customer rename column custom_name to customer_name`);
  t.like(await failureOf(store.customers.find({ refId: 'm' })), { _tag: 'StoreMisconfigured' });
});

test('a row that this release cannot have written is misconfigured', async (t) => {
  const schema = await freshSchema(url);
  const store = storeOn(t, { schema });
  await admin.query(
    `insert into ${schema}.customer values ('m', 1, now(), null, null, null, '{}', 'MOVED', 'r', now(), false)`,
  );
  t.deepEqual(await failureOf(store.customers.find({ refId: 'm' })), {
    _tag: 'StoreMisconfigured',
    detail: 'a row has what this release cannot read in state',
  });
});

test('a value that the store refuses is Unstorable, and its neighbours are committed', async (t) => {
  const schema = await freshSchema(url);
  const store = storeOn(t, { schema });
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const writes = writesTo(store.customers, numberedIds(schema));
  const customers = [await anActiveCustomer(writes), await anActiveCustomer(writes), await anActiveCustomer(writes)];
  const bad = customers[1]?.refId;
  for (const state of ['22P05', '23514', '54000']) {
    await admin.query(`create or replace function ${schema}.refuses() returns trigger language plpgsql as $$ begin
      if new.ref_id = '${bad}' then raise exception sqlstate '${state}'; end if; return new; end $$`);
    await admin.query(`create or replace trigger refuses before insert on ${schema}.segment_history
      for each row execute function ${schema}.refuses()`);
    const outcomes = await Promise.all(
      customers.map(({ refId }) => {
        const body = { requestId: `${refId} ${state}`, customer: { refId }, customerSegment: 'SOHO' };
        return perform(writes)(updateCustomerSegment)(body, context())();
      }),
    );
    t.deepEqual(
      outcomes.map((outcome) => (E.isLeft(outcome) ? outcome.left._tag : 'committed')),
      ['committed', 'Unstorable', 'committed'],
      state,
    );
  }
});
