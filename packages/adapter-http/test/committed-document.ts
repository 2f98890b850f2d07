import { toTopics } from '@casm/core';
import { inMemoryStore, inMemoryWarehouse, numberedIds } from '@casm/core/testing';
import { openApiDocument, routesOf } from '../src/index.js';

export const committedDocument = new URL('../../../docs/reference/openapi.json', import.meta.url);

/** The document of everything that a release serves, as it has to be committed. */
export const documentText = (): string => {
  const [store, { reports, deadLetters }] = [inMemoryStore(), inMemoryWarehouse()];
  const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
  const campaigns = { ...deps, now: () => new Date().toISOString() };
  const document = openApiDocument(routesOf({ deps, campaigns, reports, operator: { ...store, deadLetters } }));
  return `${JSON.stringify(document, null, 2)}\n`;
};
