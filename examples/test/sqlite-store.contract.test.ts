import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lawsFor, storeSuite, succeeds } from '@casm/core/testing';
import test from 'ava';
import { openSqliteStore } from '../sqlite-store/sqlite-store.js';

const folder = await mkdtemp(path.join(tmpdir(), 'casm-sqlite-'));
test.after.always(() => rm(folder, { recursive: true, force: true }));

const { laws, skipped } = lawsFor(storeSuite, []);

for (const [index, { name, check }] of laws.entries())
  test.serial(name, async (t) => {
    let made = 0;
    await t.notThrowsAsync(
      check(async ({ catalogue, ...options }) => {
        made += 1;
        const store = openSqliteStore({ file: path.join(folder, `${index}-${made}.sqlite`), ...options });
        t.teardown(store.close);
        await succeeds(store.catalogue.seed(catalogue));
        return store;
      }),
    );
  });

for (const { name, requires } of skipped) test.skip(`${name} (requires ${requires})`, (t) => t.fail());
