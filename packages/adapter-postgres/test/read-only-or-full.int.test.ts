import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type CustomerWrites, updateCustomerSegment, perform } from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

const run = promisify(execFile);

const adminOn = async (t: ExecutionContext) => {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => admin.end());
  return admin;
};

const freshWrites = async (t: ExecutionContext) => {
  const schema = await freshSchema(url);
  const store = postgresStore({ url, schema, role: `${schema}_service` });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  return { schema, writes: writesTo(store.customers, numberedIds(schema)) };
};

let moves = 0;

/** Moves to a different segment in each call. */
const move = (writes: CustomerWrites, refId: string) => {
  moves += 1;
  const customerSegment = moves % 2 === 0 ? 'SOHO' : 'BUSINESS';
  return perform(writes)(updateCustomerSegment)(
    { requestId: writes.newId(), customer: { refId }, customerSegment },
    context(),
  )();
};

/** Expects a failure within a second, then success within ten, from the same store. */
const mustFailFastAndRecover = async (
  t: ExecutionContext,
  writes: CustomerWrites,
  refId: string,
  repair: () => Promise<unknown>,
) => {
  const started = performance.now();
  const outcome = await move(writes, refId);
  t.is(E.isLeft(outcome) ? outcome.left._tag : 'answered', 'StoreUnavailable');
  t.true(performance.now() - started < 1000, 'the failure is reported within a second');
  await repair();
  await waitUntil(async () => E.isRight(await move(writes, refId)), {
    deadlineMs: 10_000,
    describe: () => 'a change succeeds again',
  });
};

test.serial(
  'a database that has become read-only is StoreUnavailable immediately, and is used again when it accepts writes',
  async (t) => {
    const [admin, { writes }] = [await adminOn(t), await freshWrites(t)];
    const { refId } = await anActiveCustomer(writes);
    const database = `"${new URL(url).pathname.slice(1)}"`;
    await admin.query(`alter database ${database} set default_transaction_read_only = on`);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'casm-%'`,
    );
    await mustFailFastAndRecover(t, writes, refId, () =>
      admin.query(`alter database ${database} reset default_transaction_read_only`),
    );
  },
);

/** A folder on a file system of a few MiB that the server can write to; null if none can be mounted. */
const smallDisk = async (t: ExecutionContext, admin: pg.Client): Promise<string | null> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-small-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    const { rows } = await admin.query<{ data_directory: string }>('show data_directory');
    const { uid, gid } = await stat(rows[0]?.data_directory ?? '');
    await chown(folder, uid, gid);
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  t.teardown(async () => {
    await run('umount', [folder]);
    await rm(folder, { recursive: true });
  });
  return folder;
};

/**
 * Moves the journal to a full disk; if none can be mounted, a trigger raises the server's error for one. Returns the
 * repair.
 */
const fillTheDisk = async (t: ExecutionContext, admin: pg.Client, schema: string): Promise<() => Promise<unknown>> => {
  const folder = await smallDisk(t, admin);
  const journal = `${schema}.business_transaction`;
  if (folder === null) {
    t.log('no small disk can be mounted here: the error for a full disk is raised by a trigger');
    await admin.query(`create function ${schema}.full_disk() returns trigger language plpgsql
      as $$ begin raise exception sqlstate '53100' using message = 'could not extend file'; end $$`);
    await admin.query(`create trigger full_disk before insert on ${journal} execute function ${schema}.full_disk()`);
    return () => admin.query(`drop trigger full_disk on ${journal}`);
  }
  const space = `small_${schema}`;
  await admin.query(`create tablespace ${space} location '${folder}'`);
  t.teardown(async () => {
    await admin.query(`alter table ${journal} set tablespace pg_default`);
    await admin.query(`drop tablespace ${space}`);
  });
  await admin.query(`alter table ${journal} set tablespace ${space}`);
  // Leaves almost no room on existing pages, so that the next row needs a new page.
  await admin.query(`alter table ${journal} set (fillfactor = 10)`);
  await admin.query(`create table ${schema}.filler (page text) tablespace ${space}`);
  const fill = `insert into ${schema}.filler select repeat(md5(random()::text), 60) from generate_series(1, 4)`;
  const untilFull = async (): Promise<void> => {
    for (;;) await admin.query(fill);
  };
  const full = await t.throwsAsync<pg.DatabaseError>(untilFull());
  t.is(full?.code, '53100');
  return () => admin.query(`drop table ${schema}.filler`);
};

test.serial('a full disk is StoreUnavailable immediately, and the change succeeds when there is room', async (t) => {
  const [admin, { schema, writes }] = [await adminOn(t), await freshWrites(t)];
  const { refId } = await anActiveCustomer(writes);
  const makeRoom = await fillTheDisk(t, admin, schema);
  await mustFailFastAndRecover(t, writes, refId, makeRoom);
});
