import { httpApi, serve } from '@casm/adapter-http';
import { type CustomerRepository, type Failure, toTopics } from '@casm/core';
import { exampleCatalogue, inMemoryStore, inMemoryWarehouse, numberedIds } from '@casm/core/testing';
import type { ExecutionContext } from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { casmClient, type CasmClientOptions } from '../src/index.js';

interface Given extends Partial<CasmClientOptions> {
  /** The failures of the first changes. */
  readonly failures?: ReadonlyArray<Failure>;
}

/** Starts the API on in-memory adapters, and makes a client of it. */
export const runningApi = async (t: ExecutionContext, { failures = [], ...options }: Given = {}) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const { warehouse, reports, deadLetters } = inMemoryWarehouse();
  const left = [...failures];
  const requestIds: Array<string> = [];
  const change: CustomerRepository['change'] = (request, decide) => {
    requestIds.push(request.key.requestId);
    const failure = left.shift();
    return failure === undefined ? store.customers.change(request, decide) : TE.left(failure);
  };
  const app = httpApi({
    deps: { ...store, customers: { ...store.customers, change }, newId: numberedIds('id'), topicsFor: toTopics() },
    campaigns: { ...store, newId: numberedIds('campaign'), now: () => new Date().toISOString() },
    reports,
    operator: { ...store, deadLetters },
    authenticate: (token) => (token === 'secret' ? 'crm' : null),
    readiness: async () => ({ ready: true }),
    onFailure: () => undefined,
    onDefect: (defect) => t.fail(String(defect)),
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, onDefect: (defect) => t.fail(String(defect)) });
  t.teardown(() => server.close(1000));
  const casm = casmClient({ baseUrl: server.url, token: 'secret', ...options });
  const create = (requestId: string, externalId: string) =>
    casm.createCustomer({
      body: {
        requestId,
        externalId,
        customerSegment: 'RESIDENTIAL',
        state: { state: 'ACTIVE', stateReason: 'dfltActive' },
      },
    });
  return { casm, create, warehouse, requestIds, baseUrl: server.url };
};
