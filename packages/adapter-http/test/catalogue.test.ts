import { entryKinds } from '@casm/core';
import test from 'ava';
import { runningApi } from './running-api.js';

const problem = (name: string, ...violations: ReadonlyArray<{ readonly pointer?: string; readonly rule: string }>) => ({
  type: `urn:casm:problem:${name}`,
  violations: violations.map((violation) => ({ type: `urn:casm:problem:${name}`, ...violation })),
});

for (const kind of Object.values(entryKinds)) {
  const { path, name, entryName, noun, example } = kind;
  const base = `/v1/casm/${path}`;
  const code = String(example.creation['code']);
  const word = noun.replace(' ', '-');

  test(`${path}: entries are created, read, listed, changed and retired`, async (t) => {
    const { call } = await runningApi(t);
    const created = await call('POST', base, { body: example.creation });
    t.deepEqual([created.status, created.headers.get('location')], [201, `${base}/${code}`]);
    t.like(created.json, { [entryName]: { code, status: 'ACTIVE' } });
    t.is((await call('GET', `${base}/${code}`)).text, created.text);
    const changed = await call('PUT', `${base}/${code}`, { body: example.change });
    t.is(changed.status, 200);
    t.like(changed.json, { [entryName]: { code, status: 'RETIRED' } });
    t.is((await call('GET', `${base}/${code}`)).text, changed.text);
    const { json, status } = await call('GET', base);
    t.is(status, 200);
    const listed: unknown = typeof json === 'object' && json !== null && name in json ? Reflect.get(json, name) : null;
    t.true(
      Array.isArray(listed) && listed.some((entry: unknown) => JSON.stringify({ [entryName]: entry }) === changed.text),
    );
  });

  test(`${path}: a repeat gets the same bytes, marked as replayed; another body is refused`, async (t) => {
    const { call } = await runningApi(t);
    const first = await call('POST', base, { body: example.creation });
    await call('PUT', `${base}/${code}`, { body: example.change });
    const again = await call('POST', base, { body: example.creation });
    t.deepEqual([again.status, again.text, again.headers.get('location')], [201, first.text, `${base}/${code}`]);
    t.deepEqual([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')], [null, 'true']);
    const other = await call('POST', base, { body: { ...example.creation, name: 'Another' } });
    t.is(other.status, 422);
    t.like(other.json, { type: 'urn:casm:problem:request-id-reused' });
  });

  test(`${path}: a missing, taken or malformed entry is refused by name`, async (t) => {
    const { call } = await runningApi(t);
    const missing = { rule: `no ${noun} has the code NOWHERE` };
    for (const reply of [
      await call('GET', `${base}/NOWHERE`),
      await call('PUT', `${base}/NOWHERE`, { body: example.change }),
    ]) {
      t.is(reply.status, 404);
      t.like(reply.json, problem(`${word}-not-found`, missing));
    }
    await call('POST', base, { body: example.creation });
    const taken = await call('POST', base, { body: { ...example.creation, requestId: 'another' } });
    t.is(taken.status, 409);
    t.like(
      taken.json,
      problem(`${word}-code-taken`, { pointer: '/code', rule: `a ${noun} has the code ${code} already` }),
    );
    const wrong = await call('PUT', `${base}/${code}`, { body: { ...example.change, status: 'GONE', code } });
    t.is(wrong.status, 400);
    t.like(wrong.json, {
      violations: [
        { pointer: '/status', rule: 'must be one of ACTIVE, RETIRED' },
        { pointer: '/code', rule: 'is not a known member' },
      ],
    });
  });
}

test('a profile must name an assignable segment and state reason; each violation has its pointer', async (t) => {
  const { call } = await runningApi(t);
  const body = {
    ...entryKinds.customerProfiles.example.creation,
    customerSegment: 'NOWHERE',
    stateReason: 'dfltActive',
  };
  const reply = await call('POST', '/v1/casm/customer-profiles', { body });
  t.is(reply.status, 422);
  t.like(reply.json, {
    type: 'urn:casm:problem:unknown-segment',
    violations: [
      { type: 'urn:casm:problem:unknown-segment', pointer: '/customerSegment' },
      {
        type: 'urn:casm:problem:unknown-state-reason',
        pointer: '/stateReason',
        rule: 'state reason dfltActive is not configured for state INACTIVE',
      },
    ],
  });
});

test('the state of a reason cannot be changed: it is not a member of the body', async (t) => {
  const { call } = await runningApi(t);
  const body = { ...entryKinds.stateReasons.example.change, state: 'ACTIVE' };
  const reply = await call('PUT', '/v1/casm/state-reasons/dfltSuspended', { body });
  t.is(reply.status, 400);
  t.like(reply.json, { violations: [{ pointer: '/state', rule: 'is not a known member' }] });
});

test('a retired state reason is refused by its name', async (t) => {
  const { call } = await runningApi(t);
  await call('PUT', '/v1/casm/state-reasons/dfltSuspended', { body: entryKinds.stateReasons.example.change });
  const state = { state: 'SUSPENDED', stateReason: 'dfltSuspended' };
  const reply = await call('PUT', '/v1/casm/customers/state', {
    body: { requestId: 's', customer: { externalId: 'CRM-1' }, state },
  });
  t.is(reply.status, 422);
  t.like(
    reply.json,
    problem('state-reason-retired', {
      pointer: '/state/stateReason',
      rule: 'state reason dfltSuspended is retired and gets no new customers',
    }),
  );
});
