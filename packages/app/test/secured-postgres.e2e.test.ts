import { execFile } from 'node:child_process';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { kafkaMissing, makeCertificates, startKafka, startPostgres } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { blocksOf, exportedBy, filledIn, howTo, root, sectionOf, shellIn } from './how-to.js';
import { casm, clientOf, movedIntoWarehouse, readyCasm } from './running-casm.js';

const run = promisify(execFile);

/** A server over TLS with the users of deploy/postgres/roles.sql. */
const secured = async (t: ExecutionContext) => {
  const certificates = await makeCertificates();
  t.teardown(certificates.remove);
  const postgres = await startPostgres({}, { certificates });
  t.teardown(postgres.stop);
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-secured-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const shell = await shellIn(folder);
  const [recommended = ''] = blocksOf(sectionOf(await howTo('run-it.md'), 'TLS to PostgreSQL'));
  const rows = async (text: string): Promise<ReadonlyArray<unknown>> => {
    const client = new pg.Client({ connectionString: postgres.url, application_name: 'the test' });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };
  await rows(await readFile(path.join(root, 'deploy/postgres/roles.sql'), 'utf8'));
  return {
    postgres,
    rows,
    /** The URL that run-it.md recommends, for this server, as this user. */
    as: async (user: string): Promise<string> => {
      const settings = filledIn(recommended, {
        'postgres://casm@db.example/casm': postgres.url.replace('postgres@', `${user}@`),
        '/etc/casm/db-ca.pem': certificates.ca,
      });
      const { CASM_DATABASE_URL: url = '' } = await exportedBy(shell, settings);
      t.regex(url, /sslmode=verify-full&sslrootcert=/);
      return url;
    },
  };
};

/** Whether a verifier of SCRAM-SHA-256, as PostgreSQL stores it, is that of the password. https://www.rfc-editor.org/rfc/rfc5802#section-3 */
const isPasswordOf = (text: string, password: string): boolean => {
  const [, iterations = '', salt = '', storedKey = ''] = /SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/.exec(text) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  return createHash('sha256').update(clientKey).digest('base64') === storedKey;
};

const hasPsql = await run('psql', ['--version']).then(
  () => true,
  () => false,
);
const onKafka = (await kafkaMissing()) === null ? test : test.skip;

onKafka(
  'a change goes from the API to the warehouse by verify-full, each process as its own user of deploy/postgres/roles.sql',
  async (t) => {
    const kafka = await startKafka();
    if (E.isLeft(kafka)) throw new Error(kafka.left);
    t.teardown(kafka.right.stop);
    const { as, rows } = await secured(t);
    const settingsAs = async (user: string) => ({
      CASM_DATABASE_URL: await as(user),
      CASM_KAFKA_BROKERS: kafka.right.brokers,
    });
    const done = async (user: string, ...args: ReadonlyArray<string>): Promise<string> => {
      const { code, stdout, stderr } = await casm(args, await settingsAs(user)).ended;
      t.is(code, 0, `${args.join(' ')}: ${stderr}`);
      return stdout;
    };
    await done('casm_owner', 'migrate');
    await done('casm_operator', 'seed');

    const token = 'a-token-of-this-test';
    const serve = await readyCasm(t, ['serve', '--port', '0'], {
      ...(await settingsAs('casm_api')),
      CASM_API_TOKENS: `crm:${token}`,
      CASM_DRAIN_SECONDS: '0',
    });
    await readyCasm(t, ['relay'], {
      ...(await settingsAs('casm_relay')),
      CASM_KAFKA_NEW_TOPICS: '{"partitions":2,"replicas":1}',
    });
    await readyCasm(t, ['dwh'], await settingsAs('casm_warehouse'));

    const url = /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '';
    const api = clientOf({ url, token });
    const moved = await movedIntoWarehouse(t, api);
    const connections = await rows(
      `select usename as user, bool_and(ssl) as encrypted from pg_stat_activity join pg_stat_ssl using (pid)
       where usename like 'casm%' group by usename order by usename`,
    );
    t.deepEqual(connections, [
      { user: 'casm_api', encrypted: true },
      { user: 'casm_relay', encrypted: true },
      { user: 'casm_warehouse', encrypted: true },
    ]);

    // What the operator asks over the API. To retry dead letters the user of `serve` needs one more right.
    for (const asked of [api.readOutbox(), api.listLeases(), api.listDeadLetters()]) {
      const { response, error } = await asked;
      t.is(response.status, 200, JSON.stringify(error));
    }
    t.is((await api.retryParkedMessages({ body: { topic: 'casm.customer' } })).response.status, 200);
    await rows(
      `insert into casm_dwh.dead_letter (cluster, topic, partition, message_offset, key, body, error, consumer_group)
       values ('kafka', 'casm.customer', 0, 1000, '${moved.data?.payload.customer.refId}', $body$${JSON.stringify(moved.data)}$body$, 'is unreadable', 'casm-dwh')`,
    );
    const retry = async () => (await api.retryDeadLetters({ body: {} })).response.status;
    t.is(await retry(), 500);
    await rows('grant casm_dwh_repairer to casm_api');
    t.is(await retry(), 200);

    // What the operator runs; each user has its own rights and not the others'.
    t.regex(await done('casm_operator', 'outbox'), /\S/);
    await done('casm_operator', 'replay');
    await done('casm_operator', 'dwh', 'reconcile');
    await done('casm_operator', 'dwh', 'dead-letters');
    await done('casm_operator', 'dwh', 'report');
    await done('casm_operator', 'api-key', 'create', '--client', 'crm', '--scopes', 'customers:read');
    for (const [user, ...args] of [
      ['casm_api', 'api-key', 'list'],
      ['casm_relay', 'dwh', 'reconcile'],
      ['casm_warehouse', 'outbox'],
      ['casm_operator', 'migrate'],
    ] as const) {
      const { code, stderr } = await casm(args, await settingsAs(user)).ended;
      t.not(code, 0, `${user} may not ${args.join(' ')}`);
      t.regex(stderr, new RegExp(`${user} `), `${user}: ${args.join(' ')}`);
    }
  },
);

const withPsql = hasPsql ? test : test.skip;

withPsql(
  `the users of the compose file get the passwords of their secrets${hasPsql ? '' : ' (no psql is installed)'}`,
  async (t) => {
    const { postgres, rows } = await secured(t);
    const folder = await mkdtemp(path.join(tmpdir(), 'casm-secrets-'));
    t.teardown(() => rm(folder, { recursive: true, force: true }));
    const makeSecrets = path.join(folder, 'make-secrets.sh');
    await cp(path.join(root, 'deploy/make-secrets.sh'), makeSecrets);
    await cp(path.join(root, 'deploy/make-certificates.sh'), path.join(folder, 'make-certificates.sh'));
    await run('/bin/sh', ['-c', `umask 077; '${makeSecrets}'`]);
    await t.throwsAsync(
      run(makeSecrets),
      { message: /deploy\/secrets is there already/ },
      'secrets that are there stay',
    );
    const secrets = path.join(folder, 'secrets');
    for (const name of await readdir(secrets))
      t.is((await stat(path.join(secrets, name))).mode & 0o777, 0o644, `users of containers read ${name}`);
    t.is((await stat(secrets)).mode & 0o777, 0o700);
    const compose = await readFile(path.join(root, 'deploy/compose.yaml'), 'utf8');
    const declared = [...compose.matchAll(/file: \.\/secrets\/(\S+)/g)].map(([, name = '']) => name);
    t.deepEqual(await readdir(secrets), declared.toSorted());

    const script = await readFile(path.join(root, 'deploy/postgres/passwords.sh'), 'utf8');
    const { hostname, port } = new URL(postgres.url);
    const ofTheImage = { PGHOST: hostname, PGPORT: port, POSTGRES_USER: 'postgres', POSTGRES_DB: 'postgres' };
    await run('/bin/sh', ['-c', filledIn(script, { '/run/secrets': secrets })], {
      env: { ...process.env, ...ofTheImage },
    });
    for (const user of ['casm_owner', 'casm_api', 'casm_relay', 'casm_warehouse', 'casm_operator']) {
      const { password } = new URL(await readFile(path.join(secrets, `${user}-url`), 'utf8'));
      const [stored] = await rows(`select rolpassword as verifier from pg_authid where rolname = '${user}'`);
      t.true(isPasswordOf(JSON.stringify(stored), password), user);
    }
  },
);

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
