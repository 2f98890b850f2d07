import { customerOperations, customerUpdate, CustomName, readCustomer, scopes } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import test from 'ava';
import type { Access, LoginFailure } from '../src/index.js';
import { tokenFaults } from '../src/problem-types.js';
import { documentText } from './committed-document.js';
import { at, operationsIn } from './described.js';
import { move, runningApi, segment } from './running-api.js';

const document: unknown = JSON.parse(documentText());

const expected: Readonly<Record<string, string>> = {
  createCustomer: 'customers:write',
  updateCustomerSegment: 'customers:write',
  updateCustomerState: 'customers:write',
  updateCustomerCustomAttributes: 'customers:write',
  updateCustomerCustomName: 'customers:write',
  updateCustomerExternalId: 'customers:write',
  listCustomers: 'customers:read',
  readCustomer: 'customers:read',
  readSegmentHistory: 'customers:read',
  readStateHistory: 'customers:read',
  readEffectiveSegment: 'customers:read',
  listBusinessTransactions: 'transactions:read',
  listCustomerSegments: 'customers:read',
  createCustomerSegment: 'catalogue:write',
  readCustomerSegment: 'customers:read',
  updateCustomerSegmentEntry: 'catalogue:write',
  listStateReasons: 'customers:read',
  createStateReason: 'catalogue:write',
  readStateReason: 'customers:read',
  updateStateReasonEntry: 'catalogue:write',
  listCustomerProfiles: 'customers:read',
  createCustomerProfile: 'catalogue:write',
  readCustomerProfile: 'customers:read',
  updateCustomerProfileEntry: 'catalogue:write',
  createSegmentCampaign: 'campaigns:write',
  uploadSegmentCampaign: 'campaigns:write',
  updateSegmentCampaignState: 'campaigns:write',
  listSegmentCampaigns: 'customers:read',
  readSegmentCampaign: 'customers:read',
  listSegmentCampaignRows: 'customers:read',
  exportSegmentCampaignRows: 'customers:read',
  dwhSegments: 'dwh:read',
  dwhSegmentMoves: 'dwh:read',
  dwhCustomer: 'dwh:read',
  dwhCustomerByExternalId: 'dwh:read',
  dwhCampaign: 'dwh:read',
  readOutbox: 'operations:read',
  retryParkedMessages: 'operations:write',
  listDeadLetters: 'operations:read',
  retryDeadLetters: 'operations:write',
  listLeases: 'operations:read',
};

const documented = operationsIn(document).map(({ path, method, operation }) => {
  const security = at(operation, 'security');
  const needed: unknown = Array.isArray(security) ? at(security[0], 'bearerToken') : null;
  const scope = Array.isArray(needed) && needed.length === 1 ? String(needed[0]) : 'not one scope';
  return { path: path.replaceAll(/\{\w+\}/g, 'x'), method, name: String(at(operation, 'operationId')), scope };
});

test('each operation has the scope that it should have, and the document says it', (t) => {
  t.deepEqual(Object.fromEntries(documented.map(({ name, scope }) => [name, scope])), expected);
});

test('a client without the scope of an operation is answered 403 with the scope in the challenge, and one with it is let in', async (t) => {
  let access: Access = { client: 'crm' };
  const { call } = await runningApi(t, { authenticate: () => access });
  for (const { path, method, name, scope } of documented) {
    access = { client: 'crm', scopes: scopes.filter((each) => each !== scope) };
    const refused = await call(method.toUpperCase(), path, method === 'get' ? {} : { body: {} });
    t.is(refused.status, 403, name);
    t.is(refused.headers.get('www-authenticate'), `Bearer error="insufficient_scope", scope="${scope}"`);
    t.like(refused.json, {
      type: 'urn:casm:problem:forbidden',
      detail: `${name} needs the scope ${scope}, which the token does not have.`,
    });
    access = { client: 'crm', scopes: [scope] };
    t.false([401, 403].includes((await call(method.toUpperCase(), path, method === 'get' ? {} : { body: {} })).status));
  }
});

test('a client with no scope, or with scopes that nobody knows, may do nothing', async (t) => {
  for (const none of [[], ['customers'], ['customers:write ', 'CUSTOMERS:WRITE', '*']]) {
    const { call, store, customer } = await runningApi(t, { authenticate: () => ({ client: 'crm', scopes: none }) });
    t.is((await call('PUT', segment, { body: move('SOHO') })).status, 403);
    t.deepEqual(await succeeds(readCustomer(store)({ externalId: 'CRM-1' })), customer);
  }
});

test('a request without a token is challenged without an error code; with a bad one, with invalid_token', async (t) => {
  const failures: Array<[LoginFailure, string]> = [];
  const { call } = await runningApi(t, {
    authenticate: (token) => (token === 'old' ? { refused: 'invalid-token', detail: 'The token has expired.' } : null),
    onLoginFailure: (failure, detail) => failures.push([failure, detail]),
  });
  const challenge = async (authorization: string) => {
    const { status, headers, json } = await call('GET', '/v1/casm/customers', { headers: { authorization } });
    return [status, headers.get('www-authenticate'), at(json, 'detail')];
  };
  t.deepEqual(await challenge(''), [401, 'Bearer realm="casm"', 'Send the header Authorization: Bearer <token>.']);
  t.deepEqual(await challenge('Basic Zm9v'), [
    401,
    'Bearer realm="casm"',
    'Send the header Authorization: Bearer <token>.',
  ]);
  t.deepEqual(await challenge('Bearer nobodys'), [401, 'Bearer error="invalid_token"', 'The token is not known.']);
  t.deepEqual(await challenge('Bearer old'), [401, 'Bearer error="invalid_token"', 'The token has expired.']);
  t.deepEqual(
    failures.map(([failure]) => failure),
    ['no-token', 'no-token', 'unknown-token', 'invalid-token'],
  );
});

test('each fault of a token is a problem type of its own', async (t) => {
  const seen = new Set<unknown>();
  for (const fault of tokenFaults) {
    const { call } = await runningApi(t, { authenticate: () => ({ refused: 'invalid-token', detail: 'No.', fault }) });
    const { status, headers, json } = await call('PUT', segment, { body: move('SOHO') });
    t.deepEqual([status, headers.get('www-authenticate')], [401, 'Bearer error="invalid_token"']);
    t.like(json, { type: `urn:casm:problem:token-${fault}`, detail: 'No.' });
    seen.add(at(json, 'type'));
  }
  t.is(seen.size, tokenFaults.length);
});

test('who cannot tell now whose a token is says so: 503, and nothing is done', async (t) => {
  const { call, store, customer, defects } = await runningApi(t, { authenticate: () => ({ refused: 'unavailable' }) });
  const reply = await call('PUT', segment, { body: move('SOHO') });
  t.deepEqual([reply.status, reply.headers.get('retry-after')], [503, '1']);
  t.like(reply.json, { type: 'urn:casm:problem:authentication-unavailable' });
  t.deepEqual(await succeeds(readCustomer(store)({ externalId: 'CRM-1' })), customer);
  t.deepEqual(defects, []);
});

test('an operation from outside needs customers:write', async (t) => {
  const updateLoyaltyTier = customerUpdate({
    name: 'updateLoyaltyTier',
    summary: 'Gives the customer another tier.',
    members: { loyaltyTier: CustomName },
    apply: (customer) => customer,
    example: { requestId: 'crm-1', customer: { externalId: 'CRM-1001' }, loyaltyTier: 'gold' },
  });
  let held: ReadonlyArray<string> = [];
  const { call } = await runningApi(t, {
    operations: [...customerOperations, updateLoyaltyTier],
    authenticate: () => ({ client: 'crm', scopes: held }),
  });
  const body = { ...updateLoyaltyTier.example, customer: { externalId: 'CRM-1' } };
  held = scopes.filter((scope) => scope !== 'customers:write');
  t.is((await call('PUT', '/v1/casm/customers/loyalty-tier', { body })).status, 403);
  held = ['customers:write'];
  t.is((await call('PUT', '/v1/casm/customers/loyalty-tier', { body })).status, 200);
});
