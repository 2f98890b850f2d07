import { createHmac } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { exportSPKI, importJWK } from 'jose';
import { type JwtIssuer, jwtTokens, type JwtTokensOptions, type TokenFault } from '../src/index.js';
import { type Claims, runningIssuer, seconds, signed, signingKey } from './issuer.js';

const trusted = async (t: ExecutionContext, given: Partial<JwtIssuer> = {}, options: JwtTokensOptions = {}) => {
  const issuer = await runningIssuer(t);
  const key = await signingKey('k-1');
  issuer.publish(key);
  const troubles: Array<string> = [];
  const authenticate = jwtTokens([{ issuer: issuer.url, audience: 'casm', ...given }], {
    onTrouble: (_, cause) => troubles.push(cause),
    timeoutMs: 20_000,
    ...options,
  });
  const token = (payload: Claims = {}, by = key) => signed(by, { iss: issuer.url, ...payload });
  return { issuer, key, authenticate, token, troubles };
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of a configured issuer lets its client in, with its scopes', async (t) => {
  const { authenticate, token } = await trusted(t);
  t.deepEqual(await authenticate(await token()), { client: 'crm', scopes: ['customers:read', 'customers:write'] });
});

test('the client is client_id, else azp, else sub; sub is the user where it is another', async (t) => {
  const { authenticate, token } = await trusted(t);
  const scopes = ['customers:read', 'customers:write'];
  const cases: ReadonlyArray<[Claims, unknown]> = [
    [
      { client_id: 'crm', azp: 'other', sub: 'ada' },
      { client: 'crm', onBehalfOf: 'ada', scopes },
    ],
    [
      { client_id: undefined, azp: 'crm', sub: 'ada' },
      { client: 'crm', onBehalfOf: 'ada', scopes },
    ],
    [
      { client_id: undefined, sub: 'crm' },
      { client: 'crm', scopes },
    ],
    [{ sub: 'crm' }, { client: 'crm', scopes }],
  ];
  for (const [payload, expected] of cases) t.deepEqual(await authenticate(await token(payload)), expected);
});

test('scopes are those of scope, else of scp; a token without either may do nothing', async (t) => {
  const { authenticate, token } = await trusted(t);
  const cases: ReadonlyArray<[Claims, ReadonlyArray<string>]> = [
    [{ scope: 'dwh:read  openid' }, ['dwh:read', 'openid']],
    [{ scope: undefined, scp: 'dwh:read openid' }, ['dwh:read', 'openid']],
    [{ scope: undefined, scp: ['dwh:read', 7, 'openid'] }, ['dwh:read', 'openid']],
    [{ scope: undefined }, []],
    [{ scope: { 'customers:write': true } }, []],
  ];
  for (const [payload, scopes] of cases)
    t.deepEqual(await authenticate(await token(payload)), { client: 'crm', scopes });
});

test('a prefix keeps the clients of an issuer apart from all others', async (t) => {
  const { authenticate, token } = await trusted(t, { clientPrefix: 'partner/' });
  t.like(await authenticate(await token({ sub: 'crm' })), { client: 'partner/crm' });
});

test('what is no JWT is nobody’s', async (t) => {
  const { authenticate, issuer } = await trusted(t);
  for (const token of ['', 'secret', 'a.b', 'a.b.c.d', 'casm_1_abc', 'a b.c.d'])
    t.is(await authenticate(token), null, token);
  t.is(issuer.asked(), 0);
});

const attacks: Readonly<
  Record<
    string,
    [detail: string, fault: TokenFault, attack: (trusting: Awaited<ReturnType<typeof trusted>>) => Promise<string>]
  >
> = {
  'an expired token': ['The token has expired.', 'expired', ({ token }) => token({ exp: seconds() - 60 })],
  'a token without an expiry': [
    'The token has no expiry (exp).',
    'malformed',
    ({ token }) => token({ exp: undefined }),
  ],
  'a token that is not valid yet': [
    'The token is not valid yet.',
    'not-yet-valid',
    ({ token }) => token({ nbf: seconds() + 60 }),
  ],
  'a token for another audience': [
    'The token is meant for another audience.',
    'audience',
    ({ token }) => token({ aud: ['billing', 'casm2'] }),
  ],
  'a token without an audience': [
    'The token has no audience (aud).',
    'audience',
    ({ token }) => token({ aud: undefined }),
  ],
  'a token of another issuer': [
    'The token is of an issuer that is not trusted here.',
    'issuer',
    ({ token }) => token({ iss: 'https://evil.example' }),
  ],
  'a token without an issuer': [
    'The token is of an issuer that is not trusted here.',
    'issuer',
    ({ token }) => token({ iss: undefined }),
  ],
  'alg none': [
    'The token is signed by an algorithm that is not allowed here.',
    'algorithm',
    async ({ token }) => {
      const [, payload] = (await token()).split('.');
      return `${base64url({ alg: 'none', kid: 'k-1' })}.${payload}.`;
    },
  ],
  'alg none, with the signature of another token': [
    'The token is signed by an algorithm that is not allowed here.',
    'algorithm',
    async ({ token }) => {
      const [, payload, signature] = (await token()).split('.');
      return `${base64url({ alg: 'none' })}.${payload}.${signature}`;
    },
  ],
  'HS256 with the public key as the secret': [
    'The token is signed by an algorithm that is not allowed here.',
    'algorithm',
    async ({ token, key }) => {
      const publicKey = await importJWK(key.publicJwk, 'ES256', { extractable: true });
      if (publicKey instanceof Uint8Array) throw new Error('a public key is no secret');
      const [, payload] = (await token()).split('.');
      const input = `${base64url({ alg: 'HS256', kid: 'k-1' })}.${payload}`;
      const signature = createHmac('sha256', await exportSPKI(publicKey))
        .update(input)
        .digest('base64url');
      return `${input}.${signature}`;
    },
  ],
  'an unknown key id': [
    'The token is signed with a key that its issuer does not publish.',
    'unknown-key',
    async ({ token }) => token({}, await signingKey('k-2')),
  ],
  'the key id of the issuer on the signature of another key': [
    'The signature of the token is not valid.',
    'signature',
    async ({ token }) => token({}, await signingKey('k-1')),
  ],
  'a payload that was changed': [
    'The signature of the token is not valid.',
    'signature',
    async ({ token }) => {
      const [header, payload = '', signature] = (await token()).split('.');
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${header}.${base64url({ ...Object(claims), scope: 'catalogue:write' })}.${signature}`;
    },
  ],
  'a header that was changed': [
    'The signature of the token is not valid.',
    'signature',
    async ({ token }) => {
      const [, payload, signature] = (await token()).split('.');
      return `${base64url({ alg: 'ES256', kid: 'k-1', typ: 'JWT' })}.${payload}.${signature}`;
    },
  ],
  'a signature that was cut off': [
    'The signature of the token is not valid.',
    'signature',
    async ({ token }) => (await token()).replace(/\.[^.]*$/, '.'),
  ],
  'a key from a jku header': [
    'The token brings a key of its own (jku), which is never used.',
    'foreign-key',
    async ({ issuer }) =>
      signed(await signingKey('evil'), { iss: issuer.url }, { jku: `${issuer.url}/evil-keys`, kid: 'evil' }),
  ],
  'a key from an x5u header': [
    'The token brings a key of its own (x5u), which is never used.',
    'foreign-key',
    async ({ issuer }) => signed(await signingKey('k-1'), { iss: issuer.url }, { x5u: 'https://evil.example/cert' }),
  ],
  'a key in a jwk header': [
    'The token brings a key of its own (jwk), which is never used.',
    'foreign-key',
    async ({ issuer }) => {
      const evil = await signingKey('evil');
      return signed(evil, { iss: issuer.url }, { jwk: evil.publicJwk });
    },
  ],
  'an extension that must be understood': [
    'The token is not a well-formed JWT.',
    'malformed',
    async ({ token }) => {
      const [, payload, signature] = (await token()).split('.');
      return `${base64url({ alg: 'ES256', kid: 'k-1', crit: ['x'], x: 1 })}.${payload}.${signature}`;
    },
  ],
  'a header that is no JSON': ['The token is not a well-formed JWT.', 'malformed', async () => 'AAAA.e30.AAAA'],
  'a payload that is no JSON': [
    'The token is not a well-formed JWT.',
    'malformed',
    async () => `${base64url({ alg: 'ES256', kid: 'k-1' })}.AAAA.AAAA`,
  ],
  'an expiry that is a text': [
    'A claim of the token is not as it must be.',
    'malformed',
    ({ token }) => token({ exp: '9999999999' }),
  ],
  'a token without a client': [
    'The token does not name a client (client_id, azp or sub) that can be recorded.',
    'malformed',
    ({ token }) => token({ client_id: undefined }),
  ],
  'the client name of the scheduler': [
    'The token does not name a client (client_id, azp or sub) that can be recorded.',
    'malformed',
    ({ token }) => token({ client_id: 'casm-scheduler' }),
  ],
  'a client with NUL in its name': [
    'The token does not name a client (client_id, azp or sub) that can be recorded.',
    'malformed',
    ({ token }) => token({ client_id: 'crm\0' }),
  ],
  'a user with NUL in its name': [
    'The token acts for a user (sub) that cannot be recorded.',
    'malformed',
    ({ token }) => token({ client_id: 'crm', sub: 'ada\0' }),
  ],
  'a user whose name is too long': [
    'The token acts for a user (sub) that cannot be recorded.',
    'malformed',
    ({ token }) => token({ client_id: 'crm', sub: 'a'.repeat(256) }),
  ],
};

for (const [name, [detail, fault, attack]] of Object.entries(attacks))
  test(`${name} is refused, for a reason of its own that repeats nothing of the token`, async (t) => {
    const trusting = await trusted(t);
    const token = await attack(trusting);
    t.deepEqual(await trusting.authenticate(token), { refused: 'invalid-token', detail, fault });
    t.deepEqual(await trusting.authenticate(await trusting.token()), {
      client: 'crm',
      scopes: ['customers:read', 'customers:write'],
    });
  });

test('an algorithm that the issuer is not configured for is refused', async (t) => {
  const { authenticate, token } = await trusted(t, { algorithms: ['RS256'] });
  t.like(await authenticate(await token()), { refused: 'invalid-token' });
});

test('the clock of an issuer may differ by the tolerance', async (t) => {
  const { authenticate, token } = await trusted(t, { clockToleranceSeconds: 120 });
  t.like(await authenticate(await token({ exp: seconds() - 60 })), { client: 'crm' });
  t.like(await authenticate(await token({ nbf: seconds() + 60 })), { client: 'crm' });
  t.like(await authenticate(await token({ exp: seconds() - 180 })), { refused: 'invalid-token' });
});

for (const alg of ['RS256', 'PS256', 'ES384', 'EdDSA'])
  test(`${alg} is taken`, async (t) => {
    const { authenticate, token, issuer } = await trusted(t, { algorithms: ['RS256', 'PS256', 'ES384', 'EdDSA'] });
    const key = await signingKey('k-9', alg);
    issuer.publish(key);
    t.like(await authenticate(await token({}, key)), { client: 'crm' });
  });

test('a token without a key id is taken if one of the keys of its issuer has signed it', async (t) => {
  const { authenticate, issuer, key } = await trusted(t);
  const [second, foreign] = [await signingKey('k-2'), await signingKey('k-3')];
  issuer.publish(key, second);
  const without = (by: typeof key, claims: Claims = {}) =>
    signed(by, { iss: issuer.url, ...claims }, { kid: undefined });
  t.like(await authenticate(await without(key)), { client: 'crm' });
  t.like(await authenticate(await without(second)), { client: 'crm' });
  t.like(await authenticate(await without(second, { exp: seconds() - 60 })), { fault: 'expired' });
  t.deepEqual(await authenticate(await without(foreign)), {
    refused: 'invalid-token',
    detail: 'The signature of the token is not valid.',
    fault: 'signature',
  });
});
