import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { testDatabase, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { casm } from './running-casm.js';

/* Who may come into casm serve, on a real PostgreSQL. */

type Settings = Readonly<Record<string, string>>;

const installed = async (t: ExecutionContext) => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const env = { CASM_DATABASE_URL: url, CASM_DRAIN_SECONDS: '0' };
  const run = async (...args: ReadonlyArray<string>): Promise<string> => {
    const { code, stdout, stderr } = await casm(args, env).ended;
    t.is(code, 0, `${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  for (const command of ['migrate', 'seed']) await run(command);
  const serving = async (settings: Settings, ...args: ReadonlyArray<string>) => {
    const { process: child, ended, stdout } = casm(['serve', '--port', '0', ...args], { ...env, ...settings });
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    t.teardown(stop);
    await waitUntil(() => stdout().includes('"message":"ready"'), { deadlineMs: 60_000, describe: stdout });
    const api = /"url":"([^"]+)"/.exec(stdout())?.[1] ?? '';
    const call = async (method: string, path: string, token: string | null, body?: unknown) => {
      const response = await fetch(`${api}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          connection: 'close',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { status, headers } = response;
      return { status, headers, text: await response.text() };
    };
    return { url: api, call, stop, stdout };
  };
  return { env, run, serving };
};

const customers = '/v1/casm/customers';
const creation = (requestId: string) => ({
  requestId,
  customerSegment: 'SOHO',
  state: { state: 'ACTIVE', stateReason: 'dfltActive' },
});

const idOf = (key: string): string => key.split('_')[1] ?? '';

test('an API key is made, used, rotated, revoked in every process within seconds, and listed with its last use', async (t) => {
  const { run, serving } = await installed(t);
  const key = await run('api-key', 'create', '--client', 'crm', '--scopes', 'customers:read,customers:write');
  t.regex(key, /^casm_[a-z0-9]{12}_[\w-]{43}$/);
  const [one, other] = [await serving({ CASM_API_KEYS: 'on' }), await serving({ CASM_API_KEYS: 'on' })];

  const created = await one.call('POST', customers, key, creation('k-1'));
  t.is(created.status, 201, created.text);
  t.regex(created.text, /"initiator":"crm"/);
  const lacking = await one.call('GET', '/v1/dwh/segments', key);
  t.deepEqual(
    [lacking.status, lacking.headers.get('www-authenticate')],
    [403, 'Bearer error="insufficient_scope", scope="dwh:read"'],
  );
  t.is(
    (await one.call('POST', customers, null, creation('k-2'))).headers.get('www-authenticate'),
    'Bearer realm="casm"',
  );

  const successor = await run('api-key', 'rotate', idOf(key), '--overlap', '1h');
  const again = await other.call('POST', customers, successor, creation('k-1'));
  t.deepEqual([again.status, again.text], [201, created.text], 'the client, and with it its requestIds, is the same');
  t.is((await other.call('GET', customers, key)).status, 200, 'the overlap');

  await run('api-key', 'revoke', idOf(key));
  const revoked = performance.now();
  for (const { call } of [one, other])
    await waitUntil(async () => (await call('GET', customers, key)).status === 401, {
      deadlineMs: 10_000,
      describe: () => 'the revoked key is refused',
    });
  // Documented are 3 seconds; the rest is for a busy machine.
  const refusedAfter = performance.now() - revoked;
  t.true(refusedAfter < 5000, `refused by both processes after ${refusedAfter} ms`);
  t.like(JSON.parse((await one.call('GET', customers, key)).text), {
    type: 'urn:casm:problem:token-revoked',
    detail: 'The API key is revoked.',
  });
  t.is((await one.call('GET', customers, successor)).status, 200);

  for (const { stop } of [one, other]) await stop();
  const list = await run('api-key', 'list');
  t.regex(list, new RegExp(`${idOf(key)} +crm +revoked +customers:read,customers:write +\\S+Z +\\S+Z +\\S+Z`));
  t.regex(list, new RegExp(`${idOf(successor)} +crm +valid +customers:read,customers:write +\\S+Z +never +\\S+Z`));
  for (const text of [list, one.stdout(), other.stdout()])
    for (const each of [key, successor]) t.false(text.includes(each.slice(-43)));
});

test('a key is rotated once, so that each successor has the lifetime that the first key was given', async (t) => {
  const { env, run } = await installed(t);
  const first = await run('api-key', 'create', '--client', 'crm', '--scopes', 'dwh:read', '--expires', '90d');
  const second = await run('api-key', 'rotate', idOf(first), '--overlap', '1h');
  const again = await casm(['api-key', 'rotate', idOf(first), '--overlap', '1h'], env).ended;
  t.deepEqual([again.code, again.stdout], [2, '']);
  t.is(again.stderr.trim(), `casm: the API key ${idOf(first)} is rotated already: its successor is ${idOf(second)}`);
  const third = await run('api-key', 'rotate', idOf(second), '--overlap', '1h');
  const list = await run('api-key', 'list');
  t.is(list.match(/ valid /g)?.length, 3, list);
  const row = list.split('\n').find((line) => line.startsWith(idOf(third))) ?? '';
  const [created = '', expires = ''] = row.match(/\d{4}-\S+Z/g) ?? [];
  t.is(Date.parse(expires) - Date.parse(created), 90 * 86_400_000, row);
});

test('what cannot be a key is refused in words', async (t) => {
  const { env, run } = await installed(t);
  const refused = async (...args: ReadonlyArray<string>): Promise<string> => {
    const { code, stderr } = await casm(['api-key', ...args], env).ended;
    return `${code}: ${stderr}`;
  };
  t.regex(await refused('create', '--client', 'crm', '--scopes', 'everything'), /^2: .*must be one of customers:read/s);
  t.regex(await refused('create', '--client', 'casm-scheduler', '--scopes', 'dwh:read'), /^2: .*the scheduler/s);
  t.regex(
    await refused('create', '--client', 'crm', '--scopes', 'dwh:read', '--expires', '2020-01-01T00:00:00Z'),
    /^2: casm: the key would have expired already/,
  );
  t.regex(await refused('rotate', 'abcdefghijkl'), /^2: casm: there is no API key abcdefghijkl/);
  t.regex(await refused('revoke', 'abcdefghijkl'), /^2: casm: there is no API key abcdefghijkl/);
  t.regex(await refused('revoke', 'crm'), /^2: .*the id of an API key/s);
  t.is(await run('api-key', 'list'), 'there are no API keys');
});

type Claims = Readonly<Record<string, unknown>>;

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** The keys of an issuer on this machine, and a token that it signed. */
const runningIssuer = async (t: ExecutionContext) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k-1', alg: 'ES256', use: 'sig' }];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const jwksUri = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/keys`;
  const signatureOf = (input: string): string =>
    sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const token = (claims: Claims, header: Claims = {}, signed = signatureOf): string => {
    const input = `${base64url({ alg: 'ES256', kid: 'k-1', ...header })}.${base64url({
      iss: 'https://login.example',
      aud: 'casm',
      exp: inSeconds(300),
      ...claims,
    })}`;
    return `${input}.${signed(input)}`;
  };
  const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  return { issuer: { issuer: 'https://login.example', audience: 'casm', jwksUri }, token, publicPem };
};

test('with CASM_AUTH=none everybody on this machine is let in as anonymous', async (t) => {
  const { serving } = await installed(t);
  const { call } = await serving({ CASM_AUTH: 'none' });
  const created = await call('POST', customers, null, creation(randomUUID()));
  t.is(created.status, 201, created.text);
  t.regex(created.text, /"initiator":"anonymous"/);
});

test('with CASM_AUTH=none a web page whose name leads to this machine is not let in', async (t) => {
  const { serving } = await installed(t);
  const { url } = await serving({ CASM_AUTH: 'none' });
  const { port } = new URL(url);
  // `fetch` takes no other Host than that of the URL.
  const statusFor = async (host: string): Promise<number | undefined> => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(new URL(customers, url), { headers: { Host: host } }, resolve).once('error', reject);
    });
    response.resume();
    return response.statusCode;
  };
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, '127.0.0.1'])
    t.is(await statusFor(host), 200, host);
  for (const host of [
    `pages.example:${port}`,
    'localhost.pages.example',
    '127.0.0.1.pages.example',
    `10.0.0.1:${port}`,
  ])
    t.is(await statusFor(host), 403, host);
});

test('an access token of a configured issuer lets its client in, for the user that it names', async (t) => {
  const { serving } = await installed(t);
  const { issuer, token } = await runningIssuer(t);
  const { call, stdout } = await serving({ CASM_JWT_ISSUERS: JSON.stringify([issuer]) });
  const forAda = token({ client_id: 'crm', sub: 'ada@example.com', scope: 'customers:write' });
  const created = await call('POST', customers, forAda, creation(randomUUID()));
  t.is(created.status, 201, created.text);
  t.regex(created.text, /"initiator":"crm".*"onBehalfOf":"ada@example.com"/);
  t.is((await call('GET', customers, forAda)).status, 403);
  const expired = await call('GET', customers, token({ client_id: 'crm', exp: 1 }));
  t.deepEqual([expired.status, expired.headers.get('www-authenticate')], [401, 'Bearer error="invalid_token"']);
  t.regex(expired.text, /"detail":"The token has expired."/);
  t.false(stdout().includes(forAda));
});

test('each attack with an access token is refused with its own problem', async (t) => {
  const { serving } = await installed(t);
  const { issuer, token, publicPem } = await runningIssuer(t);
  const stranger = await runningIssuer(t);
  const { call, stdout } = await serving({ CASM_JWT_ISSUERS: JSON.stringify([issuer]) });
  const crm = { client_id: 'crm', scope: 'customers:read' };
  t.is((await call('GET', customers, token(crm))).status, 200);
  const [header, , signature] = token(crm).split('.');
  const tampered = {
    ...crm,
    scope: 'customers:read customers:write',
    iss: issuer.issuer,
    aud: 'casm',
    exp: inSeconds(300),
  };
  const attacks: ReadonlyArray<readonly [attack: string | null, problem: string, detail: string]> = [
    [null, 'unauthorized', 'Send the header Authorization: Bearer <token>.'],
    ['secret', 'unauthorized', 'The token is not known.'],
    [token({ ...crm, exp: inSeconds(-60) }), 'token-expired', 'The token has expired.'],
    [token({ ...crm, nbf: inSeconds(60) }), 'token-not-yet-valid', 'The token is not valid yet.'],
    [token({ ...crm, aud: 'billing' }), 'token-audience', 'The token is meant for another audience.'],
    [
      token({ ...crm, iss: 'https://evil.example' }),
      'token-issuer',
      'The token is of an issuer that is not trusted here.',
    ],
    [
      token(crm, { alg: 'none' }, () => ''),
      'token-algorithm',
      'The token is signed by an algorithm that is not allowed here.',
    ],
    [
      token(crm, { alg: 'HS256' }, (input) => createHmac('sha256', publicPem).update(input).digest('base64url')),
      'token-algorithm',
      'The token is signed by an algorithm that is not allowed here.',
    ],
    [
      token(crm, { kid: 'k-2' }),
      'token-unknown-key',
      'The token is signed with a key that its issuer does not publish.',
    ],
    [`${header}.${base64url(tampered)}.${signature}`, 'token-signature', 'The signature of the token is not valid.'],
    [
      stranger.token(crm, { jku: stranger.issuer.jwksUri }),
      'token-foreign-key',
      'The token brings a key of its own (jku), which is never used.',
    ],
    [
      token({ ...crm, sub: 'a'.repeat(256) }),
      'token-malformed',
      'The token acts for a user (sub) that cannot be recorded.',
    ],
  ];
  for (const [attack, name, detail] of attacks) {
    const { status, text } = await call('GET', customers, attack);
    t.is(status, 401, detail);
    t.like(JSON.parse(text), { type: `urn:casm:problem:${name}`, detail });
  }
  t.notRegex(stdout(), /neither a client nor a refusal/, 'a caller causes no defect');
  const beyond = await call('POST', customers, token(crm), creation(randomUUID()));
  t.is(beyond.status, 403, beyond.text);
  t.regex(beyond.headers.get('www-authenticate') ?? '', /error="insufficient_scope", scope="customers:write"/);
});
