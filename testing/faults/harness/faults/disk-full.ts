import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { breach } from '../../src/violation.js';
import { get, isReady } from '../api.js';
import { connected } from '../collect-evidence.js';
import { lasting, until } from '../until.js';
import type { Fault } from './fault.js';

const run = promisify(execFile);

/** How long the disk stays full after every process has reported it. */
const fullMs = 5000;

/** A file system of a few MiB that the server can write to; null if none can be mounted. */
const smallDisk = async (client: pg.Client): Promise<string | null> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-full-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const { uid, gid } = await stat(rows[0]?.data_directory ?? '');
    await chown(folder, uid, gid);
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
};

/** Each row fills one page. */
const onePage = `insert into fault_tests.page select repeat(md5(random()::text), 60) from generate_series(1, 4)`;

/** Makes every change write to the small disk too, so that it fails with the store's own error. */
const writeThere = `
create or replace function fault_tests.write_there() returns trigger language plpgsql security definer as $$
begin ${onePage}; return null; end $$;
create trigger write_there before insert on casm.business_transaction
for each statement execute function fault_tests.write_there()`;

const raiseInstead = `
create or replace function fault_tests.write_there() returns trigger language plpgsql as $$
begin raise exception sqlstate '53100' using message = 'could not extend file: No space left on device'; end $$;
create trigger write_there before insert on casm.business_transaction
for each statement execute function fault_tests.write_there()`;

const fill = async (client: pg.Client): Promise<void> => {
  try {
    for (;;) await client.query(onePage);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '53100')) throw error;
  }
};

const prepare = async (client: pg.Client, folder: string | null): Promise<void> => {
  await client.query('create schema if not exists fault_tests');
  if (folder === null) return void (await client.query(raiseInstead));
  await client.query(`create tablespace fault_tests_small location '${folder}'`);
  await client.query(`create table fault_tests.page (text text) tablespace fault_tests_small`);
  await fill(client);
  await client.query(writeThere);
};

/** Null: nothing is mounted. */
let mounted: string | null = null;

/**
 * Changes cannot be committed; reads work. Every process must report it, and no caller may be told that a change was
 * made.
 */
export const diskFull: Fault = {
  name: 'disk full',
  inject: ({ engines, fleet, broken }) =>
    connected(engines.postgres.url, async (client) => {
      mounted = await smallDisk(client);
      await prepare(client, mounted);
      const everybody = async (sees: (url: string) => Promise<boolean>): Promise<boolean> =>
        (await Promise.all(fleet.urls.map(sees))).every(Boolean);
      const mustReport = (what: string, sees: (url: string) => Promise<boolean>): Promise<unknown> =>
        until(what, 10_000, () => everybody(sees)).catch((error: unknown) =>
          broken(breach('G8', 'other')(String(error), Date.now())),
        );
      await mustReport('no process is ready while the disk is full', async (url) => !(await isReady(url)));
      await mustReport('the metrics tell that commits fail', async (url) =>
        /^casm_commits_failing 1$/m.test((await get(url, '/metrics')) ?? ''),
      );
      await lasting(fullMs);
    }),
  undo: ({ engines }) =>
    connected(engines.postgres.url, async (client) => {
      await client.query('drop trigger if exists write_there on casm.business_transaction');
      await client.query('drop table if exists fault_tests.page');
      await client.query('drop tablespace if exists fault_tests_small');
      if (mounted === null) return;
      await run('umount', [mounted]);
      await rm(mounted, { recursive: true });
      mounted = null;
    }),
};
