import { completeTopic, recordInWarehouse, toTopics, type Warehouse } from '@casm/core';
import {
  anActiveCustomer,
  exampleCatalogue,
  type InMemoryStore,
  inMemoryStore,
  inMemoryWarehouse,
  numberedIds,
  succeeds,
} from '@casm/core/testing';
import type { ExecutionContext } from 'ava';
import {
  httpApi,
  type HttpApiOptions,
  openApiDocument,
  replicaPaths,
  routesOf,
  serve,
  uploadPaths,
} from '../src/index.js';
import { documentText } from './committed-document.js';
import { describedBy } from './described.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface Call {
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

const asCommitted = describedBy(JSON.parse(documentText()));

/** The API on a free port with in-memory adapters and one RESIDENTIAL customer, `CRM-1`. */
export const runningApi = async (t: ExecutionContext, given: Partial<HttpApiOptions> = {}) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const { warehouse, reports, deadLetters } = inMemoryWarehouse();
  const operator = { ...store, deadLetters };
  const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
  const campaigns = { ...deps, now: () => new Date().toISOString() };
  const defects: Array<unknown> = [];
  const app = httpApi({
    deps,
    campaigns,
    reports,
    operator,
    authenticate: (token) => (token === 'secret' ? 'crm' : null),
    readiness: async () => ({ ready: true }),
    onFailure: () => undefined,
    onDefect: (defect) => defects.push(defect),
    ...given,
  });
  const { operations } = given;
  const { unlike } =
    operations === undefined
      ? asCommitted
      : describedBy(openApiDocument(routesOf({ deps, campaigns, reports, operator, operations })));
  const server = await serve(app, {
    host: '127.0.0.1',
    port: 0,
    uploadPaths,
    replicaPaths,
    onDefect: (defect) => defects.push(defect),
  });
  t.teardown(() => server.close(1000));
  const customer = await anActiveCustomer(deps, { externalId: 'CRM-1' });

  const call = async (method: string, path: string, { body, raw, headers }: Call = {}): Promise<Reply> => {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: 'Bearer secret',
        // On a busy machine the server may have closed an idle connection that the client is about to reuse.
        connection: 'close',
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const json: unknown = text === '' ? null : isJson ? JSON.parse(text) : text;
    const reply = { status: response.status, headers: response.headers, text, json };
    // Every answer in the tests must conform to the document.
    t.deepEqual(unlike({ method, path, ...reply }), [], `${method} ${path}`);
    return reply;
  };

  const deliver = () => deliverAll(store, warehouse);
  return { call, store, warehouse, customer, defects, deliver, url: server.url, close: () => server.close(1000) };
};

export const move = (customerSegment: string, requestId = `r-${customerSegment}`) => ({
  requestId,
  customer: { externalId: 'CRM-1' },
  customerSegment,
});

export const segment = '/v1/casm/customers/segment';

/** Delivers the whole outbox to the warehouse. */
export const deliverAll = async (store: InMemoryStore, warehouse: Warehouse): Promise<void> => {
  const shards = await succeeds(store.leases.lease('test', 60_000));
  const entries = await succeeds(store.outbox.pending(shards, completeTopic, 1000));
  const partition = { cluster: 'test', group: 'dwh', topic: completeTopic, partition: 0 };
  const { claim, receive } = recordInWarehouse({ warehouse, subscriber: 'test' });
  await succeeds(claim([partition]));
  await succeeds(
    receive(entries.map(({ message }, offset) => ({ partition, offset, key: message.refId, body: message.body }))),
  );
};
