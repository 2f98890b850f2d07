import { setTimeout as pause } from 'node:timers/promises';
import { toTopics } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import { httpApi, serve } from '../src/index.js';

/** A process of its own that serves the API from memory, for the tests that attack it. It prints its URL, and ends with its parent. */

const store = inMemoryStore({ catalogue: exampleCatalogue });
const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
const onDefect = (defect: unknown): void => void process.stderr.write(`${String(defect)}\n`);
const app = httpApi({
  deps,
  authenticate: (token) => (token === 'secret' ? 'crm' : null),
  readiness: async () => {
    await pause(1);
    return { ready: true };
  },
  onFailure: () => undefined,
  onDefect,
});
await anActiveCustomer(deps, { externalId: 'CRM-1' });
/** Shorter than by default: the attacks with bodies that never come last as long. */
const requestMs = 10_000;
const connections = process.argv[2];
const limits = { requestMs, ...(connections === undefined ? {} : { connections: Number(connections) }) };
const server = await serve(app, { host: '127.0.0.1', port: 0, limits, urgentPaths: ['/livez', '/readyz'], onDefect });
process.on('disconnect', () => process.exit(0));
process.send?.(server.url);
