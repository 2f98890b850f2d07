import test, { type ExecutionContext } from 'ava';
import { jwtTokens, type JwtTokensOptions } from '../src/index.js';
import { runningIssuer, signed, signingKey } from './issuer.js';

/** An issuer with the key k-1, and a clock that moves by hand. */
const trusted = async (t: ExecutionContext, options: JwtTokensOptions = {}) => {
  const issuer = await runningIssuer(t);
  const [first, second] = [await signingKey('k-1'), await signingKey('k-2')];
  issuer.publish(first);
  let now = 1_000_000;
  const troubles: Array<string> = [];
  const authenticate = jwtTokens([{ issuer: issuer.url, audience: 'casm' }], {
    refreshMs: 300_000,
    staleMs: 900_000,
    cooldownMs: 10_000,
    retryMs: 1000,
    timeoutMs: 20_000,
    now: () => now,
    onTrouble: (_, cause) => troubles.push(cause),
    ...options,
  });
  const byFirst = await signed(first, { iss: issuer.url });
  const bySecond = await signed(second, { iss: issuer.url });
  const pass = (ms: number) => {
    now += ms;
  };
  return { issuer, first, second, authenticate, byFirst, bySecond, pass, troubles };
};

const crm = { client: 'crm', scopes: ['customers:read', 'customers:write'] };
const unknownKey = {
  refused: 'invalid-token',
  detail: 'The token is signed with a key that its issuer does not publish.',
  fault: 'unknown-key',
};

const wrongSignature = {
  refused: 'invalid-token',
  detail: 'The signature of the token is not valid.',
  fault: 'signature',
};

test('the keys are asked for once, also by many requests at once', async (t) => {
  const { authenticate, byFirst, issuer } = await trusted(t);
  const answers = await Promise.all(Array.from({ length: 20 }, async () => authenticate(byFirst)));
  t.deepEqual(
    answers,
    Array.from({ length: 20 }, () => crm),
  );
  t.is(issuer.asked(), 1);
});

test('a new key is taken without a restart, once the cooldown is over', async (t) => {
  const { authenticate, byFirst, bySecond, issuer, first, second, pass } = await trusted(t);
  t.deepEqual(await authenticate(byFirst), crm);
  issuer.publish(first, second);
  t.deepEqual(await authenticate(bySecond), unknownKey);
  pass(10_000);
  t.deepEqual(await authenticate(bySecond), crm);
  t.is(issuer.asked(), 2);
});

test('invented key ids do not reach the issuer more than once in a cooldown', async (t) => {
  const { authenticate, issuer, pass } = await trusted(t);
  pass(10_000);
  for (let n = 0; n < 20; n += 1)
    t.deepEqual(await authenticate(await signed(await signingKey(`invented-${n}`), { iss: issuer.url })), unknownKey);
  t.is(issuer.asked(), 1);
});

test('an issuer whose tokens have no key id may replace its key', async (t) => {
  const { authenticate, issuer, first, second, pass } = await trusted(t);
  const without = (key: typeof first) => signed(key, { iss: issuer.url }, { kid: undefined });
  t.deepEqual(await authenticate(await without(first)), crm);
  issuer.publish(second);
  pass(10_000);
  t.deepEqual(await authenticate(await without(second)), crm);
  t.deepEqual(await authenticate(await without(first)), wrongSignature);
  t.is(issuer.asked(), 2);
});

test('a key with the id of the one that it replaces is taken once the cooldown is over', async (t) => {
  const { authenticate, byFirst, issuer, pass } = await trusted(t);
  t.deepEqual(await authenticate(byFirst), crm);
  const replacement = await signingKey('k-1');
  const byReplacement = await signed(replacement, { iss: issuer.url });
  issuer.publish(replacement);
  t.deepEqual(await authenticate(byReplacement), wrongSignature);
  pass(10_000);
  t.deepEqual(await authenticate(byReplacement), crm);
  t.deepEqual(await authenticate(byFirst), wrongSignature);
});

test('wrong signatures do not reach the issuer more than once in a cooldown', async (t) => {
  const { authenticate, byFirst, issuer, pass } = await trusted(t);
  t.deepEqual(await authenticate(byFirst), crm);
  const forged = await signed(await signingKey('k-1'), { iss: issuer.url });
  const flood = async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => authenticate(forged)));
    t.deepEqual(
      answers,
      Array.from({ length: 20 }, () => wrongSignature),
    );
  };
  await flood();
  t.is(issuer.asked(), 1);
  pass(10_000);
  await flood();
  await flood();
  t.is(issuer.asked(), 2);
});

test('a wrong signature is told as one while the issuer is unavailable', async (t) => {
  const { authenticate, byFirst, issuer, pass } = await trusted(t);
  t.deepEqual(await authenticate(byFirst), crm);
  issuer.answer('with 500');
  pass(10_000);
  t.deepEqual(await authenticate(await signed(await signingKey('k-1'), { iss: issuer.url })), wrongSignature);
});

test('a key that the issuer no longer publishes is dropped by the next refresh', async (t) => {
  const { authenticate, byFirst, bySecond, issuer, second, pass } = await trusted(t);
  t.deepEqual(await authenticate(byFirst), crm);
  issuer.publish(second);
  pass(900_000);
  t.deepEqual(await authenticate(byFirst), unknownKey);
  t.deepEqual(await authenticate(bySecond), crm);
});

test('keys of some age are asked for anew beside the requests, which do not wait', async (t) => {
  const { authenticate, byFirst, issuer, second, pass } = await trusted(t);
  t.deepEqual(await authenticate(byFirst), crm);
  issuer.publish(second);
  pass(300_000);
  t.deepEqual(await authenticate(byFirst), crm);
  const deadline = Date.now() + 10_000;
  while ((await authenticate(byFirst)) !== null && issuer.asked() < 2 && Date.now() < deadline)
    await new Promise((resolve) => setImmediate(resolve));
  t.is(issuer.asked(), 2);
});

for (const how of ['with 500', 'by hanging up', 'elsewhere'] as const)
  test(`an issuer that answers ${how}: known keys stay valid, unknown ones are unavailable, and it recovers by itself`, async (t) => {
    const { authenticate, byFirst, bySecond, issuer, first, second, pass, troubles } = await trusted(t);
    t.deepEqual(await authenticate(byFirst), crm);
    issuer.answer(how);
    pass(900_000);
    t.deepEqual(await authenticate(byFirst), crm);
    t.deepEqual(await authenticate(bySecond), { refused: 'unavailable' });
    t.is(troubles.length, 1);
    issuer.answer('well');
    issuer.publish(first, second);
    pass(1000);
    t.deepEqual(await authenticate(bySecond), crm);
  });

test('before the first keys are there every token is unavailable, and the issuer is not asked for each', async (t) => {
  const { authenticate, byFirst, issuer, pass, troubles } = await trusted(t);
  issuer.answer('with 500');
  for (let n = 0; n < 5; n += 1) t.deepEqual(await authenticate(byFirst), { refused: 'unavailable' });
  t.is(troubles.length, 1);
  issuer.answer('well');
  pass(1000);
  t.deepEqual(await authenticate(byFirst), crm);
});

test('keys from a place that the configuration of the issuer names must be its own', async (t) => {
  const { issuer, first } = await trusted(t);
  const troubles: Array<string> = [];
  const authenticate = jwtTokens([{ issuer: `${issuer.url}/`, audience: 'casm' }], {
    onTrouble: (_, cause) => troubles.push(cause),
  });
  t.deepEqual(await authenticate(await signed(first, { iss: `${issuer.url}/` })), { refused: 'unavailable' });
  t.deepEqual(troubles, ['the OpenID Connect configuration names another issuer']);
});

test('with a jwksUri the configuration of the issuer is not asked', async (t) => {
  const { issuer, first } = await trusted(t);
  const authenticate = jwtTokens([
    { issuer: 'https://login.example', audience: 'casm', jwksUri: `${issuer.url}/keys` },
  ]);
  t.deepEqual(await authenticate(await signed(first, { iss: 'https://login.example' })), crm);
});

test('an issuer that does not answer keeps no request waiting for longer than the timeout', async (t) => {
  const { issuer, authenticate, byFirst, troubles } = await trusted(t, { timeoutMs: 50 });
  issuer.answer('never');
  t.deepEqual(await authenticate(byFirst), { refused: 'unavailable' });
  t.is(troubles.length, 1);
});
