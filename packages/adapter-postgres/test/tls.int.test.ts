import { makeCertificates, startPostgres } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { addressesOf } from '../src/connection.js';
import { checkDatabase, migrateOperational, postgresStore } from '../src/index.js';

/* One server, whose certificate is of 127.0.0.1 and localhost, and one whose certificate names another host. */

const certificates = await makeCertificates();
const { otherServer, ca, strangersCa, client } = certificates;
const postgres = await startPostgres({}, { certificates });
const other = await startPostgres({}, { certificates: { ca, server: otherServer } });
const plain = await startPostgres();
test.after.always(async () => {
  await Promise.all([postgres.stop(), other.stop(), plain.stop()]);
  await certificates.remove();
});

/** What the server says of a connection by this URL, as every connection of the adapter is made; or why there is none. */
const connectedBy = async (url: string): Promise<unknown> => {
  const [address = ''] = addressesOf(url);
  const session = new pg.Client({ connectionString: address });
  try {
    await session.connect();
    const { rows } = await session.query<{ ssl: boolean; client: string | null }>(
      'select ssl, client_dn as client from pg_stat_ssl where pid = pg_backend_pid()',
    );
    return rows[0];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await session.end();
  }
};

const encrypted = { ssl: true, client: null };

test('require encrypts and verifies nothing, as libpq does without a root certificate', async (t) => {
  t.deepEqual(await connectedBy(`${postgres.url}?sslmode=require`), encrypted);
  t.deepEqual(await connectedBy(`${other.url}?sslmode=require`), encrypted);
  t.regex(String(await connectedBy(`${plain.url}?sslmode=require`)), /does not support SSL/);
  t.deepEqual(await connectedBy(`${postgres.url}?sslmode=disable`), { ssl: false, client: null });
});

test('verify-ca, and require with a root certificate, verify who signed and not which host it is', async (t) => {
  for (const mode of ['verify-ca', 'require']) {
    t.deepEqual(await connectedBy(`${other.url}?sslmode=${mode}&sslrootcert=${ca}`), encrypted, mode);
    t.regex(String(await connectedBy(`${other.url}?sslmode=${mode}&sslrootcert=${strangersCa}`)), /certificate/, mode);
  }
});

test('verify-full verifies who signed, and the host by its name and by its address', async (t) => {
  const full = `?sslmode=verify-full&sslrootcert=${ca}`;
  t.deepEqual(await connectedBy(`${postgres.url}${full}`), encrypted);
  t.deepEqual(await connectedBy(`${postgres.url.replace('127.0.0.1', 'localhost')}${full}`), encrypted);
  for (const host of ['127.0.0.1', 'localhost'])
    t.regex(String(await connectedBy(`${other.url.replace('127.0.0.1', host)}${full}`)), /does not match/, host);
  t.regex(String(await connectedBy(`${postgres.url}?sslmode=verify-full&sslrootcert=${strangersCa}`)), /certificate/);
  t.regex(String(await connectedBy(`${postgres.url}?sslmode=verify-full&sslrootcert=system`)), /certificate/);
});

test('a certificate of the client reaches the server', async (t) => {
  const url = `${postgres.url}?sslmode=verify-full&sslrootcert=${ca}&sslcert=${client.certificate}&sslkey=${client.key}`;
  t.deepEqual(await connectedBy(url), { ssl: true, client: '/CN=casm-client' });
});

test('migrations, the check and the store connect by verify-full', async (t) => {
  const url = `${postgres.url}?sslmode=verify-full&sslrootcert=${ca}`;
  await migrateOperational({ url, schema: 'casm' });
  t.deepEqual(await checkDatabase({ url, schema: 'casm', holds: 'operational', rights: 'owner' })(), E.right([]));
  const store = postgresStore({ url, schema: 'casm' });
  t.teardown(store.close);
  t.true(E.isRight(await store.ping()));
  const wrong = `${other.url}?sslmode=verify-full&sslrootcert=${ca}`;
  await t.throwsAsync(migrateOperational({ url: wrong, schema: 'casm' }), { message: /does not match/ });
});
