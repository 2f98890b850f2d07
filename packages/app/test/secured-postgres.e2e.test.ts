import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificates, startPostgres, waitUntil } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { blocksOf, exportedBy, filledIn, howTo, sectionOf, shellIn } from './how-to.js';
import { casm } from './running-casm.js';

/** The URL that the page recommends, for this server, as this user. */
const documentedUrl = async (folder: string, server: string, user: string, ca: string): Promise<string> => {
  const [block = ''] = blocksOf(sectionOf(await howTo('run-it.md'), 'TLS to PostgreSQL'));
  const settings = filledIn(block, {
    'postgres://casm@db.example/casm': server.replace('postgres@', `${user}@`),
    '/etc/casm/db-ca.pem': ca,
  });
  const { CASM_DATABASE_URL: url = '' } = await exportedBy(await shellIn(folder), settings);
  return url;
};

test('migrations as the owner, and a change as another user, by verify-full', async (t) => {
  const certificates = await makeCertificates();
  t.teardown(certificates.remove);
  const postgres = await startPostgres({}, { certificates });
  t.teardown(postgres.stop);
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-secured-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const owner = await documentedUrl(folder, postgres.url, 'postgres', certificates.ca);
  const service = await documentedUrl(folder, postgres.url, 'casm_api', certificates.ca);
  t.regex(service, /sslmode=verify-full&sslrootcert=/);
  const execute = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await execute('create role casm_api login');
  const migrated = await casm(['migrate'], { CASM_DATABASE_URL: service, CASM_MIGRATION_DATABASE_URL: owner }).ended;
  t.is(migrated.code, 0, migrated.stderr);
  await execute('grant casm_service, casm_dwh_subscriber to casm_api');
  const seeded = await casm(['seed'], { CASM_DATABASE_URL: service }).ended;
  t.is(seeded.code, 0, seeded.stderr);

  const token = 'a-token-of-this-test';
  const serve = casm(['serve', '--port', '0'], { CASM_DATABASE_URL: service, CASM_API_TOKENS: `crm:${token}` });
  t.teardown(async () => {
    serve.process.kill('SIGTERM');
    await serve.ended;
  });
  const listening = (): string | undefined => /"url":"([^"]+)"/.exec(serve.stdout())?.[1];
  await waitUntil(() => listening() !== undefined, {
    deadlineMs: 30_000,
    describe: () => `it listens: ${serve.stdout()}`,
  });
  const made = await fetch(`${listening()}/v1/casm/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      requestId: 'r-1',
      externalId: 'CRM-1',
      customerSegment: 'RESIDENTIAL',
      state: { state: 'ACTIVE', stateReason: 'dfltActive' },
    }),
  });
  t.is(made.status, 201, await made.text());
});

test('a URL that does not verify what it means to is one line with its setting', async (t) => {
  const { code, stderr } = await casm(['migrate'], {
    CASM_DATABASE_URL: 'postgres://casm@db.example/casm?sslmode=prefer',
    CASM_MIGRATION_DATABASE_URL: 'postgres://casm@db.example/casm?sslmode=verify-full',
  }).ended;
  t.is(code, 2);
  t.regex(
    stderr,
    /^casm: CASM_DATABASE_URL must have one of the sslmodes .*\ncasm: CASM_MIGRATION_DATABASE_URL must name the certificates/,
  );
});
