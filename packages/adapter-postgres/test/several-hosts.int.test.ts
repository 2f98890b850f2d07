import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { succeeds } from '@casm/core/testing';
import { startPostgres } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { addressesIn } from '../src/addresses.js';
import { migrateOperational, postgresStore, urlFault } from '../src/index.js';
import { url } from './database.js';

test('libpq URLs are accepted: several hosts, and no host with a socket', (t) => {
  t.deepEqual(addressesIn('postgres://u:p@one:1,two:2/db?sslmode=disable'), [
    'postgres://u:p@one:1/db?sslmode=disable',
    'postgres://u:p@two:2/db?sslmode=disable',
  ]);
  t.deepEqual(addressesIn('postgres://u@/db?host=/run/postgresql'), ['postgres://u@localhost/db?host=/run/postgresql']);
  t.deepEqual(addressesIn('postgres://one/db'), ['postgres://one/db']);
  t.deepEqual(addressesIn('postgres://u:p@p,p@one,two/db'), ['postgres://u:p@p,p@one/db', 'postgres://u:p@p,p@two/db']);
  t.deepEqual(addressesIn('no URL'), ['no URL']);
});

test('a fault of any host is reported', (t) => {
  t.is(urlFault('postgres://u:p@one:1,two:2/db'), null);
  t.is(urlFault('postgres://u:p@/db?host=/run/postgresql'), null);
  t.truthy(urlFault('postgres://u:p@one:1,two:99999/db'));
});

test('migrations and store use the first host that answers', async (t) => {
  const { host } = new URL(url);
  const several = url.replace(host, `127.0.0.1:1,${host}`);
  const schema = `hosts_${process.pid}`;
  await migrateOperational({ url: several, schema });
  const store = postgresStore({ url: several, schema });
  t.teardown(store.close);
  t.true(E.isRight(await store.ping()));
  t.deepEqual(await succeeds(store.backlog.topics), []);
});

test('a Unix socket is accepted as host', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-socket-'));
  // The server may run as another user.
  await chmod(folder, 0o777);
  const server = await startPostgres({ unix_socket_directories: folder });
  t.teardown(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const onSocket = `postgres://postgres@/postgres?host=${folder}&port=${new URL(server.url).port}`;
  await migrateOperational({ url: onSocket, schema: 'casm' });
  const store = postgresStore({ url: onSocket, schema: 'casm' });
  t.teardown(store.close);
  t.true(E.isRight(await store.ping()));
});
