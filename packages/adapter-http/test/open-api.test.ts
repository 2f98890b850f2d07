import { readFile } from 'node:fs/promises';
import {
  completeTopic,
  CustomName,
  customerOperations,
  customerUpdate,
  decideRow,
  exampleCatalogue,
  examplesOf,
  toTopics,
  type Warehouse,
} from '@casm/core';
import { decode } from '@casm/core/codecs';
import { type InMemoryStore, inMemoryStore, inMemoryWarehouse, succeeds } from '@casm/core/testing';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { openApiDocument, routesOf } from '../src/index.js';
import { problemCodec } from '../src/problem-codec.js';
import { problemTypes } from '../src/problem-types.js';
import { exampleCampaignId, exampleMoment, exampleResults, exampleUploadId } from '../src/routes/example-campaign.js';
import { exampleDeadLetter, exampleLease, exampleParked } from '../src/routes/example-operator.js';
import { committedDocument, documentText } from './committed-document.js';
import { at, type DescribedOperation, describedBy, entriesOf, isObject, operationsIn } from './described.js';
import { deliverAll, runningApi } from './running-api.js';

const document: unknown = JSON.parse(documentText());
const { violations } = describedBy(document);

test('openapi.json is the committed one; npm run contract writes it anew', async (t) => {
  t.is(documentText(), await readFile(committedDocument, 'utf8').catch(() => 'there is no such file'));
});

test('it is served without a token, and the AsyncAPI document beside it where there is one', async (t) => {
  const { call } = await runningApi(t, { asyncApi: { asyncapi: '3.0.0' } });
  const headers = { authorization: '' };
  t.deepEqual((await call('GET', '/openapi.json', { headers })).json, document);
  t.deepEqual((await call('GET', '/asyncapi.json', { headers })).json, { asyncapi: '3.0.0' });
  const without = await runningApi(t);
  t.is((await without.call('GET', '/asyncapi.json')).status, 404);
});

test('the public linter finds nothing to say about the document by the rules that it recommends', async (t) => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: documentText(), absoluteRef: committedDocument.pathname, config });
  t.deepEqual(
    problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`),
    [],
  );
});

test('each of its references leads somewhere', (t) => {
  const references = [...documentText().matchAll(/"\$ref": "#\/([^"]+)"/g)].flatMap(([, path]) => path ?? []);
  t.true(references.length > 100);
  for (const path of references) t.not(at(document, ...path.split('/')), undefined, path);
});

/** The schemas that describe an object by its members, with the place at which they stand. */
const objectsIn = (value: unknown, place = '#'): ReadonlyArray<string> => [
  ...(isObject(value) && isObject(value['properties']) && value['type'] !== undefined ? [place] : []),
  ...entriesOf(value).flatMap(([name, member]) => objectsIn(member, `${place}/${name}`)),
  ...(Array.isArray(value) ? value.flatMap((item, index) => objectsIn(item, `${place}/${index}`)) : []),
];

test('every object has a name: it is a component with a title and a description', (t) => {
  const places = objectsIn(document);
  t.true(places.length > 20);
  for (const place of places) t.regex(place, /^#\/components\/schemas\/\w+$/);
  for (const [name, schema] of entriesOf(at(document, 'components', 'schemas'))) {
    t.is(typeof at(schema, 'title'), 'string', name);
    t.is(typeof at(schema, 'description'), 'string', name);
  }
});

test('every problem type has an example, which its codec and its schema take', (t) => {
  const examples = entriesOf(at(document, 'components', 'examples'));
  t.true(examples.length > 15);
  for (const [name, example] of examples) {
    const problem = at(example, 'value');
    const known = Object.keys(problemTypes).find((each): each is keyof typeof problemTypes => each === name);
    if (known === undefined) return t.fail(name);
    t.deepEqual(decode(problemCodec(known))(problem), E.right(problem));
    t.is(String(at(problem, 'status')), String(problemTypes[known].status));
    const schema = entriesOf(at(document, 'components', 'schemas')).find(
      ([, each]) => at(each, 'properties', 'type', 'const') === at(problem, 'type'),
    );
    t.deepEqual(violations(schema?.[1], problem), [], name);
  }
});

test('every problem type is described, but those that no route answers with', (t) => {
  const described = entriesOf(at(document, 'components', 'examples')).map(([name]) => name);
  const left = Object.keys(problemTypes).filter((name) => !described.includes(name));
  t.deepEqual(left.sort(), ['method-not-allowed', 'no-such-route', 'not-implemented']);
});

/** The examples of one content: a request body, or an answer. */
const examplesIn = (content: unknown, mediaType = 'application/json'): ReadonlyArray<unknown> =>
  entriesOf(at(content, 'content', mediaType, 'examples')).map(([, example]) => at(example, 'value'));

const csv = 'text/csv';

test('every body that can be sent or answered has an example, which its codec takes', (t) => {
  for (const { operation, body, answers } of routesOf({
    ...exampleDeps(),
    reports: inMemoryWarehouse().reports,
    operator: { ...inMemoryStore(), deadLetters: inMemoryWarehouse().deadLetters },
  })) {
    if (body !== null) t.true(E.isRight(decode(body.codec)(body.example)), operation);
    for (const [status, { body: codec, example }] of Object.entries(answers))
      if (codec !== null && codec !== 'text/csv')
        t.deepEqual(decode(codec)(example), E.right(example), `${operation} ${status}`);
  }
});

/** Ids and moments come as the examples of the operations have them. */
const exampleDeps = () => {
  const shown = examplesOf(customerOperations).map(({ transaction }) => transaction);
  const ids = [shown[0]?.payload.customer.refId ?? '', ...shown.map(({ transactionId }) => transactionId)];
  const campaignIds = [exampleCampaignId, exampleUploadId];
  const store = inMemoryStore({
    catalogue: exampleCatalogue,
    // The campaign comes after the operations.
    clock: () => (campaignIds.length < 2 ? exampleMoment : (shown.at(-ids.length - 1)?.occurredAt ?? '')),
  });
  const deps = { ...store, newId: () => ids.shift() ?? 'no id is left', topicsFor: toTopics() };
  const campaigns = { ...store, newId: () => campaignIds.shift() ?? 'no id is left', now: () => exampleMoment };
  return { store, deps, campaigns };
};

/** Works on the campaigns until nothing is left. */
const workOff = async ({ campaignWork }: InMemoryStore): Promise<void> => {
  const [transaction] = exampleResults.flatMap(({ transactionId }) => transactionId ?? []);
  const decide = decideRow({ newId: () => transaction ?? '', topicsFor: toTopics() });
  while ((await succeeds(campaignWork.work('test', 60_000, decide))) !== null);
};

const firstExample = (parameter: unknown): unknown => {
  const examples = at({ components: at(document, 'components'), parameter }, 'parameter', 'schema', 'examples');
  return Array.isArray(examples) ? examples[0] : undefined;
};

const queryOf = (parameters: unknown): string => {
  const inQuery = (Array.isArray(parameters) ? parameters : [])
    .filter(
      (parameter) =>
        at(parameter, 'in') === 'query' && (at(parameter, 'required') === true || at(parameter, 'name') === 'refId'),
    )
    .map((parameter) => `${String(at(parameter, 'name'))}=${String(firstExample(parameter))}`);
  return inQuery.length === 0 ? '' : `?${inQuery.join('&')}`;
};

/** The reads show the customer as it is after the changes, and the campaign that comes last as it is when it has ended. */
const inOrder = (operations: ReadonlyArray<DescribedOperation>): ReadonlyArray<DescribedOperation> => {
  const changes = customerOperations.map(({ name }) => name);
  const steps: ReadonlyArray<(operation: DescribedOperation) => boolean> = [
    ({ operation }) => changes.some((name) => name === at(operation, 'operationId')),
    ({ path }) => !/^\/v1\/(?:casm\/segment-campaign|dwh\/campaigns)/.test(path),
    ({ method, operation }) => method === 'post' && at(operation, 'operationId') === 'createSegmentCampaign',
    ({ method }) => method === 'put',
    ({ method }) => method === 'get',
    () => true,
  ];
  const step = (operation: DescribedOperation) => steps.findIndex((holds) => holds(operation));
  return [...operations].sort((a, b) => step(a) - step(b));
};

test('a running server answers the examples as the document says', async (t: ExecutionContext) => {
  const { store, deps, campaigns } = exampleDeps();
  const { warehouse, reports, deadLetters } = inMemoryWarehouse();
  const { call } = await runningApi(t, { deps, campaigns, reports, operator: { ...store, deadLetters } });
  let isTroubled = false;
  for (const { path, method, operation } of inOrder(operationsIn(document))) {
    if (path.startsWith('/v1/dwh')) {
      // The relay of the operator's examples has ended.
      await succeeds(store.leases.release(exampleLease.holder ?? ''));
      await deliverAll(store, warehouse);
    }
    if (path.startsWith('/v1/operations') && !isTroubled) {
      isTroubled = true;
      await trouble(store, warehouse);
    }
    const parameters = at(operation, 'parameters');
    const inPath = (Array.isArray(parameters) ? parameters : []).filter((each) => at(each, 'in') === 'path');
    const where = inPath.reduce<string>(
      (all, each) => all.replace(`{${String(at(each, 'name'))}}`, String(at(each, 'example'))),
      path,
    );
    const [body] = examplesIn(at(operation, 'requestBody'));
    const [file] = examplesIn(at(operation, 'requestBody'), csv);
    const [expected] = entriesOf(at(operation, 'responses')).filter(([status]) => status.startsWith('2'));
    const reply = await call(
      method.toUpperCase(),
      `${where}${queryOf(parameters)}`,
      file === undefined
        ? body === undefined
          ? {}
          : { body }
        : { raw: typeof file === 'string' ? file : '', headers: { 'content-type': csv } },
    );
    t.is(String(reply.status), expected?.[0] ?? '', `${method} ${where}: ${reply.text}`);
    const [answer] = [...examplesIn(expected?.[1]), ...examplesIn(expected?.[1], csv)];
    t.deepEqual(masked(reply.json), masked(answer), `${method} ${where}`);
    if (at(operation, 'operationId') === 'updateSegmentCampaignState') await workOff(store);
  }
});

/** How long messages take, and what the clock says, differ from run to run. */
const masked = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer ?? null)
      .replace(/"latestMs":\{[^}]*\}/, '"latestMs":null')
      .replaceAll(/"(parkedAt|leasedUntil)":"[^"]*"/g, '"$1":"some time"'),
  );

/** The newest message is parked, another is dead, and a relay runs: what the examples of the operator's routes show. */
const trouble = async (store: InMemoryStore, warehouse: Warehouse): Promise<void> => {
  await succeeds(store.leases.release('test'));
  const shards = await succeeds(store.leases.lease(exampleLease.holder ?? '', 60_000));
  const newest = (await succeeds(store.outbox.pending(shards, completeTopic, 1000))).at(-1);
  await succeeds(store.outbox.park(completeTopic, [newest?.position ?? ''], exampleParked.error));
  const { cluster, topic, partition, offset, key, kind, error } = exampleDeadLetter;
  const delivery = { partition: { cluster, group: 'dwh', topic, partition }, offset, key, body: 'poison' };
  await succeeds(
    warehouse.apply({ arrivals: [], deadLetters: [{ kind, delivery, error }], positions: [], subscriber: 'test' }),
  );
};

const updateLoyaltyTier = customerUpdate({
  name: 'updateLoyaltyTier',
  summary: 'Gives the customer another tier.',
  members: { loyaltyTier: CustomName },
  apply: (customer, { loyaltyTier }) => ({
    ...customer,
    customAttributes: { ...customer.customAttributes, loyaltyTier },
  }),
  example: { requestId: 'crm-1', customer: { externalId: 'CRM-1001' }, loyaltyTier: 'gold' },
});

test('an operation from outside is in the document as the others are', async (t) => {
  const operations = [...customerOperations, updateLoyaltyTier];
  const { call } = await runningApi(t, { operations });
  const { json } = await call('GET', '/openapi.json');
  const put = at(json, 'paths', '/v1/casm/customers/loyalty-tier', 'put');
  t.like(put, { operationId: 'updateLoyaltyTier', summary: 'Gives the customer another tier.' });
  t.deepEqual(examplesIn(at(put, 'requestBody')), [updateLoyaltyTier.example]);
  t.like(examplesIn(at(put, 'responses', '200'))[0], {
    operation: 'updateLoyaltyTier',
    payload: { customer: { customAttributes: { loyaltyTier: 'gold' } } },
  });
  const reply = await call('PUT', '/v1/casm/customers/loyalty-tier', {
    body: { ...updateLoyaltyTier.example, customer: { externalId: 'CRM-1' } },
  });
  t.is(reply.status, 200);
});

test('an operation from outside whose example needs more than the documents have is there without an answer', (t) => {
  const rejected = customerUpdate({
    ...updateLoyaltyTier,
    members: { loyaltyTier: CustomName },
    rejections: ['UnknownSegment'],
    check: () => [{ _tag: 'UnknownSegment', customerSegment: 'VIP', pointer: '/loyaltyTier' }],
    apply: (customer) => customer,
  });
  const document = openApiDocument(
    routesOf({ deps: exampleDeps().deps, operations: [...customerOperations, rejected] }),
  );
  const put = at(document, 'paths', '/v1/casm/customers/loyalty-tier', 'put');
  t.deepEqual(examplesIn(at(put, 'requestBody')), [rejected.example]);
  t.deepEqual(examplesIn(at(put, 'responses', '200')), []);
});
