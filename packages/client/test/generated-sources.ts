import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const inSource = (name: string): URL => new URL(`../src/${name}`, import.meta.url);
const documentUrl = new URL('../../../docs/reference/openapi.json', import.meta.url);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const entriesOf = (value: unknown): ReadonlyArray<[string, unknown]> => (isRecord(value) ? Object.entries(value) : []);

const textIn = (value: unknown, name: string): string => (isRecord(value) ? String(value[name]) : '');

const notice =
  '// Made by `npm run contract` from docs/reference/openapi.json: what is changed here by hand is lost.\n';

/** One method for each operation, on the client of openapi-fetch. */
const methodsOf = (document: unknown): string => {
  const operations = entriesOf(isRecord(document) ? document['paths'] : {}).flatMap(([path, item]) =>
    entriesOf(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const methods = operations.map(({ path, method, operation }) => {
    const init = `MaybeOptionalInit<paths['${path}'], '${method}'>`;
    const isNeeded = JSON.stringify(operation).includes('"required":true');
    return [
      `  /** ${textIn(operation, 'summary')} */`,
      `  ${textIn(operation, 'operationId')}: (init: ${init}${isNeeded ? '' : ' = {}'}) => api.${method.toUpperCase()}('${path}', init),`,
    ].join('\n');
  });
  return [
    notice,
    "import type { Client, MaybeOptionalInit } from 'openapi-fetch';",
    "import type { paths } from './api.js';",
    '',
    '/** Every operation under its name: it takes parameters, headers and body as the document names them. */',
    'export const operationsOn = (api: Client<paths>) => ({',
    ...methods,
    '});',
    '',
  ].join('\n');
};

/** What is generated from the committed document, as it has to be. */
export const generatedSources = async (): Promise<ReadonlyArray<{ readonly file: URL; readonly text: string }>> => {
  const document: unknown = JSON.parse(await readFile(documentUrl, 'utf8'));
  const types = astToString(await openapiTS(documentUrl));
  return [
    { file: inSource('generated/api.ts'), text: `${notice}\n${types}` },
    { file: inSource('generated/operations.ts'), text: methodsOf(document) },
  ];
};
